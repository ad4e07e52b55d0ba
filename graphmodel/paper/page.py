"""An HTML page that asks for nothing: its style is inside, allowed by its hash, and there is no script."""

from __future__ import annotations

import base64
import hashlib
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from graphmodel.words.languages import Language
from graphmodel.words.messages import say


def page(template: Path, style: str, language: Language, **values: object) -> str:
    """Return what a template of Jinja makes of values, every text escaped but that of the filter ``drawn``.

    The template has ``lang``, ``style``, ``style_hash`` and ``say`` besides; ``drawn`` is for pictures of our own, in
    which every text is escaped already.
    """
    jinja: Any = import_module("jinja2")
    markup: Any = import_module("markupsafe").Markup
    environment = jinja.Environment(
        loader=jinja.FileSystemLoader(str(template.parent)), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["drawn"] = markup
    made: str = environment.get_template(template.name).render(
        lang=language,
        style=markup(style),
        style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        say=partial(say, language=language),
        **values,
    )
    return made
