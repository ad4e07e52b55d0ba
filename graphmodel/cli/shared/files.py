"""A file that a command makes: written where somebody asked for it, or handed over to whoever collects the answer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphmodel.cli.shared import collecting

if TYPE_CHECKING:
    from graphmodel.paper.forms import Paper


def put_page(html: str, path: Path) -> None:
    """Write a page and name its path on stdout; GraphmodelError where it cannot be written."""
    from graphmodel.maps.map import save_page

    collected = collecting.in_force()
    if collected is not None:
        collected.files.append(html.encode())
        return
    save_page(html, path)
    click.echo(str(path))


def put_paper(paper: Paper, path: Path) -> None:
    """Write a paper in the form that its path asks for and name the path on stdout; raises as ``paper.forms.save``."""
    from tempfile import gettempdir

    from graphmodel.paper.forms import content_of, save

    collected = collecting.in_force()
    if collected is None:
        click.echo(str(save(paper, path)))
        return
    content = content_of(paper, path.suffix, Path(gettempdir()))
    collected.files.append(content.encode() if isinstance(content, str) else content)
