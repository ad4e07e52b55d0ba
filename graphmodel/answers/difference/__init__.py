"""What became of a catalogue: ``graphmodel.diff("canada", "my-catalogue/")``.

Records that came, went, changed or go by a new id, and what that did to the study's table and to visibility.
"""

from graphmodel.answers.difference.catalogues import CatalogueDiff, diff

__all__ = ["CatalogueDiff", "diff"]
