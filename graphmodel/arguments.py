"""Wrong kinds of arguments are told in words: ``@checked`` holds what is given against a function's annotations.

Only calls that people make are checked; what is called with too few or unknown arguments stays Python's to refuse.
"""

from __future__ import annotations

import inspect
import sys
import types
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache, wraps
from numbers import Integral, Real
from typing import Any, Literal, ParamSpec, TypeVar, Union, cast, get_args, get_origin

from graphmodel.errors import UnknownName, WrongKind
from graphmodel.words.messages import Message, either, plain
from graphmodel.words.suggest import did_you_mean, nearest

P = ParamSpec("P")
R = TypeVar("R")
_MANY: tuple[type, ...] = (Collection, Sequence, Iterable, list, tuple, set, frozenset)
_NAMES: dict[object, Message] = {
    str: Message("a text"),
    int: Message("a whole number"),
    float: Message("a number"),
    bool: Message("True or False"),
    type(None): plain("None"),
}


def checked(function: Callable[P, R]) -> Callable[P, R]:
    """Refuse what is given to a function that its annotations do not allow.

    Raises WrongKind where a value is of another kind, UnknownName where a word is none of those allowed. What an
    annotation says beyond that, such as the columns of a frame, is the function's own to check.
    """
    signature = inspect.signature(function)

    @wraps(function)
    def called(*arguments: P.args, **named: P.kwargs) -> R:
        given = signature.bind(*arguments, **named).arguments
        for name, hint in _hints(function).items():
            if name in given:
                _check(function, name, given[name], hint)
        return function(*arguments, **named)

    return called


def ensure_kind(made: object, field: str, *kinds: type) -> None:
    """Refuse a field of a new object that is of another kind: WrongKind."""
    value = getattr(made, field)
    if not isinstance(value, kinds):
        wanted = either([_NAMES.get(kind, plain(kind.__name__)) for kind in kinds])
        raise WrongKind(f"{type(made).__name__}()", field, value, wanted)


@cache
def _hints(function: Callable[..., Any]) -> dict[str, Any]:
    """Return what each parameter may be, as far as the function's module can say: some types it never imports."""
    names = vars(sys.modules[function.__module__])
    found: dict[str, Any] = {}
    for name, parameter in inspect.signature(function).parameters.items():
        plain = parameter.kind in (parameter.POSITIONAL_OR_KEYWORD, parameter.KEYWORD_ONLY)
        if not plain or parameter.annotation is parameter.empty:
            continue
        try:
            found[name] = eval(parameter.annotation, dict(names))  # noqa: S307 - an annotation of ours
        except NameError:
            found[name] = _late(parameter.annotation)
    return found


def _late(annotation: str) -> Any:
    """Return the type that a module names for checkers alone, where it is one of ours that people meet."""
    import graphmodel

    parts = [part.strip() for part in annotation.split("|")]
    known = {name: getattr(graphmodel, name) for name in parts if name in graphmodel.__all__}
    if len(known) < len(parts):
        return Any
    return Union[tuple(known.values())]  # noqa: UP007 - made of a list


def _check(function: Callable[..., Any], name: str, value: object, hint: Any) -> None:
    if _fits(value, hint):
        return
    words = _words(hint)
    where = f"{function.__qualname__}()"
    if words and isinstance(value, str):
        said = Message(
            "{where}: {name} cannot be {value!r}{near}: it is one of {words}",
            where=where,
            name=name,
            value=value,
            near=did_you_mean(value, words),
            words=", ".join(words),
        )
        raise UnknownName(said, nearest(value, words))
    raise WrongKind(where, name, value, _named(hint))


def _fits(value: object, hint: Any) -> bool:
    origin = get_origin(hint)
    if hint is Any or hint is object or isinstance(hint, TypeVar):
        return True
    if origin in (Union, types.UnionType):
        return any(_fits(value, one) for one in get_args(hint))
    if origin is Literal:
        return isinstance(value, str) and value in get_args(hint)
    if hint is None or hint is type(None):
        return value is None
    if hint is float:
        return isinstance(value, Real) and not _is_flag(value)
    if hint is int:
        return isinstance(value, Integral) and not _is_flag(value)
    kind = origin or hint
    if kind is Callable or origin is Callable.__class__ or kind.__name__ == "Callable":
        return callable(value)
    if kind in _MANY:
        inside = get_args(hint)[:1]
        if isinstance(value, str) or not isinstance(value, kind):
            return False
        items = cast("Iterable[object]", value)
        return not inside or not isinstance(value, Collection) or all(_fits(item, inside[0]) for item in items)
    if kind is Mapping:
        return isinstance(value, Mapping)
    if getattr(kind, "_is_protocol", False):
        names = list[str](vars(cast("type", kind)))
        return all(hasattr(value, name) for name in names if not name.startswith("_"))
    return not isinstance(kind, type) or isinstance(value, kind)


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def _words(hint: Any) -> tuple[str, ...]:
    """Return the words that a parameter may be, where it is one of a closed list."""
    if get_origin(hint) is Literal:
        return tuple(map(str, get_args(hint)))
    if get_origin(hint) in (Union, types.UnionType):
        return tuple(word for one in get_args(hint) for word in _words(one))
    return ()


def _named(hint: Any) -> Message:
    """Return what a parameter may be, in words."""
    if get_origin(hint) in (Union, types.UnionType):
        return either(dict.fromkeys(_named(one) for one in get_args(hint)))
    words = _words(hint)
    if words:
        return either(words)
    kind = get_origin(hint) or hint
    if kind in _NAMES:
        return _NAMES[kind]
    inside = get_args(hint)[:1]
    if kind in _MANY and inside:
        return Message("several: each ") + _named(inside[0])
    name = str(getattr(kind, "__name__", kind))
    return Message("a function") if name == "Callable" else plain(name)
