"""The texts of the catalogue, found in the code: what Babel's own reader of Python does not see as well.

These are the texts of ``Message``, ``say``, ``counted`` and ``named``; the docstrings of commands and the ``help`` of
their options; the sentences of keys and columns; words of vocabularies and headings; and, in query files, the help of
parameters. ``python -m graphmodel.words.extracting FOLDER`` writes the template and brings the catalogues up to date.
"""
