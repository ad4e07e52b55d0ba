"""What a build does besides: it compiles the catalogues of translations, which stand in the source as texts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Translations(BuildHookInterface):
    """Every ``.po`` below ``graphmodel/words/locale`` gets its ``.mo``."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, before anything is packed."""
        del version
        for path in sorted((Path(self.root) / "graphmodel" / "words" / "locale").rglob("*.po")):
            with path.open("rb") as source, path.with_suffix(".mo").open("wb") as compiled:
                write_mo(compiled, read_po(source))
        build_data["artifacts"].append("graphmodel/words/locale/**/*.mo")
