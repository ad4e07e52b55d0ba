"""Both verdicts on what law forbids, told beneath an answer that rests on impediments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphmodel.cli.shared.settings import Settings

if TYPE_CHECKING:
    import pandas as pd


def tell_verdicts(settings: Settings, verdicts: pd.DataFrame) -> None:
    """Say how many impediments of law are real and perceived, as stated and as computed."""
    from graphmodel.answers.verdict_words import verdict_words

    said = verdict_words(verdicts)
    if said is not None:
        settings.tell(said.text(settings.lang))
