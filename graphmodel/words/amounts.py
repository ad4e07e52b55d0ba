"""Amounts of money as people write them, in English and in French, and as they read them."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from graphmodel.words.messages import Message, figure

_SIGN = re.compile(r"^(?:CAD|C)?\s*\$\s*|\s*\$\s*(?:CAD|CA)?$", re.IGNORECASE)
_GROUPED = re.compile(r"([0-9]{1,3})((?P<by>[ ,'])[0-9]{3}((?P=by)[0-9]{3})*)?(?P<cents>[.,][0-9]{1,2})?")
_PLAIN = re.compile(r"([0-9]+)(?P<cents>[.,][0-9]{1,2})?")
_SPACES = re.compile("[\u00a0\u2009\u202f]")
_TIMES = {"k": 1_000, "K": 1_000, "M": 1_000_000}
WANTED = Message("write an amount as 250000, 250,000, 250 000 or 250 000,50")


def read_amount(text: str) -> float | None:
    """Return the amount that a text says, None where it says none or could say two.

    Thousands may be parted by spaces, commas or apostrophes, each group of three digits; cents, two at most, follow a
    point or a comma; a dollar sign stands before or behind, and k or M for thousands and millions.

    >>> [read_amount(text) for text in ("250 000", "$250,000.50", "1 250,5 $", "250'000", "$250k")]
    [250000.0, 250000.5, 1250.5, 250000.0, 250000.0]
    >>> [read_amount(text) for text in ("25 00", "1.250", "1,250 000", "-5", "much")]
    [None, None, None, None, None]
    """
    said = _SPACES.sub(" ", text.strip()).replace("\u2019", "'")
    said = _SIGN.sub("", said, count=1).strip()
    times = _TIMES.get(said[-1:], 1)
    if times > 1:
        said = said[:-1].rstrip()
    found = _GROUPED.fullmatch(said) or _PLAIN.fullmatch(said)
    if found is None or not said.isascii():
        return None
    cents = found["cents"] or ""
    if cents[:1] == "," and found.groupdict().get("by") == ",":
        return None
    whole = said[: len(said) - len(cents)]
    digits = re.sub(r"[^0-9]", "", whole)
    return float(Decimal(f"{digits}.{cents[1:] or '0'}") * times)


def amount(value: float) -> Message:
    """Return a cost as it is, thousands parted by commas, in French by spaces; never rounded.

    >>> amount(250_000.0), amount(0.4), amount(1234.5), amount(2.5e-07)
    ('250,000', '0.4', '1,234.5', '0.00000025')
    """
    return figure(f"{Decimal(repr(float(value))):,f}".removesuffix(".0"))


def money(value: float) -> Message:
    """Return a cost in dollars as each language writes it; never rounded.

    >>> money(250_000.0), money(1234.5).text("fr")
    ('$250,000', '1\xa0234,5 $')
    """
    return Message("${amount}", amount=amount(value))


def per_sightline(value: float) -> Message:
    """Return what one gained sightline costs, in words: to the cent, to the dollar from 1,000 on, and never 0.

    >>> [str(per_sightline(each)) for each in (1250.4, 2.6666, 0.00123)]
    ['$1,250 per sightline', '$2.67 per sightline', '$0.0012 per sightline']
    """
    exact = Decimal(repr(float(value)))
    if exact >= 1000:
        step = Decimal(1)
    elif exact >= Decimal("0.1"):
        step = Decimal("0.01")
    else:
        step = Decimal(1).scaleb(exact.adjusted() - 1)
    near = exact.quantize(step, ROUND_HALF_UP)
    written = f"{near:,f}".removesuffix(".00")
    return Message("{amount} per sightline", amount=Message("${amount}", amount=figure(written)))
