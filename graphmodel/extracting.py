"""The texts of the catalogue, found in the code; the catalogues are brought up to date with them and compiled.

Texts are the first argument of ``Message`` and ``say``, both forms of ``counted``, what ``named`` names, the ``help`` of
options, the docstrings of commands, what the format of tables and the graph say of themselves, and what the shipped queries
say of their parameters. ``python -m graphmodel.extracting`` is ``make words``; only developers and the build run it, for it
needs Babel.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from graphmodel import shipped as content
from graphmodel.graph.model import Property, node_types, relationship_types
from graphmodel.queries.header import read_header
from graphmodel.queries.parameters import HELP, TYPE
from graphmodel.records.columns import Column
from graphmodel.records.schema import tables
from graphmodel.words.languages import LANGUAGES
from graphmodel.words.translations import DOMAIN, LOCALE
from graphmodel.words.vocabulary import CONTEXT as VOCABULARY
from graphmodel.words.vocabulary import article

PACKAGE = Path(__file__).parent
_IN_TEMPLATE = re.compile(r'\bsay\("([^"]+)"')
COMMANDS = ("command", "group")
_REQUIRED = "required"
"""What click says by a name that it has for it, which nobody finds in its calls of gettext."""


@dataclass(frozen=True)
class Text:
    """A text of the catalogue and where it stands; ``many`` where it depends on a number."""

    id: str
    many: str = ""
    context: str = ""
    file: str = ""
    line: int = 0

    @property
    def key(self) -> str | tuple[str, str]:
        """Return what the catalogue calls it."""
        return (self.id, self.many) if self.many else self.id


def texts(package: Path = PACKAGE) -> Iterator[Text]:
    """Yield every text of a package, file by file, and those of click."""
    for path in sorted(package.rglob("*.py")):
        yield from texts_of(path.read_text(encoding="utf-8"), path.relative_to(package.parent).as_posix())
    for path in sorted(package.rglob("*.j2")):
        for found in _IN_TEMPLATE.finditer(path.read_text(encoding="utf-8")):
            yield Text(found[1], file=path.relative_to(package.parent).as_posix())
    yield from of_format()
    yield from of_queries()
    yield from of_click()


def of_format() -> Iterator[Text]:
    """Yield the sentences of tables and their columns, and of what the graph consists of."""
    said = [sentence for table in tables().values() for sentence in (table.sentence, *_sentences(table.columns))]
    for node in node_types().values():
        said += [node.sentence, *_sentences(node.properties)]
    for relationship in relationship_types().values():
        said += [relationship.sentence, *_sentences(relationship.properties)]
    for sentence in dict.fromkeys(said):
        yield Text(sentence, file="graphmodel/records/schema.py")


def _sentences(items: Iterable[Column | Property]) -> list[str]:
    return [item.sentence for item in items]


def of_queries() -> Iterator[Text]:
    """Yield what the shipped queries say of their parameters."""
    queries = content.folder("cypher")
    for path in sorted(queries.rglob("*.cypher")):
        header = read_header(path.read_text(encoding="utf-8"), str(path), strict=True)
        for _, _, help, line in header.parameters:
            yield Text(help, "", HELP, f"cypher/{path.relative_to(queries).as_posix()}", line)


def of_click() -> Iterator[Text]:
    """Yield the texts that click says, which it reads by gettext."""
    from babel.messages.extract import extract_from_dir

    found = find_spec("click")
    assert found is not None
    assert found.origin is not None
    folder = Path(found.origin).parent
    for file, _, id, _, _ in extract_from_dir(folder, method_map=[("**.py", "python")]):
        one, many = (id[0], id[1]) if isinstance(id, tuple) else (id, "")
        yield Text(one, many, file=f"click/{file}")
    yield Text(_REQUIRED, file="click/core.py")


def texts_of(source: str, file: str = "") -> Iterator[Text]:
    """Yield every text of a module."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            for found in _of_call(node):
                yield Text(*found, file, node.lineno)
        elif isinstance(node, ast.FunctionDef) and any(_is_command(item) for item in node.decorator_list):
            yield Text(inspect.cleandoc(ast.get_docstring(node) or ""), "", "", file, node.lineno)


def _of_call(call: ast.Call) -> Iterator[tuple[str, str, str]]:
    """Yield (text, plural, context) for each text that a call names."""
    given = [_constant(item) for item in call.args]
    keywords = {item.arg: _constant(item.value) for item in call.keywords if item.arg}
    match _name(call), given:
        case ("Message" | "say", [str(text), *_]):
            yield text, "", keywords.get("context") or ""
        case ("Word", [_, str(text)]):
            yield text, "", VOCABULARY
        case ("Vocabulary" | "_vocabulary", [str(name), *_]):
            yield article(name), "", VOCABULARY
            for word in call.args[1:] if _name(call) == "_vocabulary" else ():
                yield str(ast.literal_eval(word)[1]), "", name
        case ("ParameterType", [str(text), *_]):
            yield text, "", TYPE
        case ("named", [str(context), str(text)]):
            yield text, "", context
        case ("counted", [_, str(one), str(many)]) | ("plural", [str(one), str(many)]):
            yield one, many, ""
        case _ if keywords.get("help"):
            yield keywords["help"] or "", "", ""
        case _:
            pass


def _is_command(decorator: ast.expr) -> bool:
    return isinstance(decorator, ast.Call) and _name(decorator) in COMMANDS


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def _constant(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def update(found: Iterable[Text], locale: Path = LOCALE) -> None:
    """Bring each catalogue up to date: new texts come untranslated, texts that are gone go."""
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import read_po, write_po

    template = Catalog(project=DOMAIN, charset="utf-8")
    for text in found:
        template.add(text.key, locations=[(text.file, 0)], context=text.context or None)
    for language in LANGUAGES[1:]:
        path = po_file(language, locale)
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language, domain=DOMAIN)
        catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
        catalogue.obsolete.clear()
        with path.open("wb") as file:
            write_po(file, catalogue, width=118, sort_by_file=True, include_lineno=False)
        compile_catalogue(path)


def compile_catalogue(path: Path) -> Path:
    """Compile a catalogue, and return the file that is read at run time."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with path.open("rb") as file:
        catalogue = read_po(file)
    compiled = path.with_suffix(".mo")
    with compiled.open("wb") as file:
        write_mo(file, catalogue)
    return compiled


def po_file(language: str, locale: Path = LOCALE) -> Path:
    """Return the file of a language's translations."""
    return locale / language / "LC_MESSAGES" / f"{DOMAIN}.po"


if __name__ == "__main__":
    update(texts())
