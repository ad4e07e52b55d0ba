"""TOML files that say how a source is read: mappings, and the answers to what an import asks."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from graphmodel.errors import SourceError
from graphmodel.machine.refusals import cause
from graphmodel.machine.toml import parse_document, read_document
from graphmodel.machine.toml_faults import NoTOML
from graphmodel.words.messages import Message


def read_toml(path: Path) -> Mapping[str, Any]:
    """Return a TOML file that says how to read a source; SourceError where it cannot be read."""
    try:
        return parse_document(read_document(path))
    except OSError as error:
        raise SourceError(Message("{path} cannot be opened: {why}", path=path, why=cause(error))) from error
    except NoTOML as error:
        raise SourceError(Message("{file} is no TOML: {why}", file=path.name, why=error.said)) from error
    except UnicodeDecodeError as error:
        raise SourceError(
            Message("{file} is not UTF-8 at byte {byte}: save it as UTF-8", file=path.name, byte=error.start)
        ) from error
