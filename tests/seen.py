"""A page of the explorer as tests look at it."""

from __future__ import annotations

from html.parser import HTMLParser

from tests.serving import Reply, Site


class Seen(HTMLParser):
    """What stands on a page: elements with their attributes, the cells of its tables, its text."""

    def __init__(self, reply: Reply) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.rows: list[list[str]] = []
        self.said: list[str] = []
        self._in_cell = False
        self.feed(reply.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
            self._in_cell = True

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._in_cell = False

    def handle_data(self, data: str) -> None:
        self.said.append(data)
        if self._in_cell:
            self.rows[-1][-1] += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [given for name, given in self.elements if name == tag]

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.said).split())

    @property
    def body(self) -> list[list[str]]:
        """Return the rows of all tables, without their heads, texts with single spaces."""
        return [[" ".join(cell.split()) for cell in row] for row in self.rows[1:]]


def seen(site: Site, path: str, given: object = (), status: int = 200) -> Seen:
    reply = site.get(path, given)  # type: ignore[arg-type]
    assert reply.status == status
    return Seen(reply)
