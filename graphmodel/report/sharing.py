"""The sections of a report about what may be shared: states, what to look at in agreements, and verdicts on the law."""

from __future__ import annotations

from functools import partial

import pandas as pd

from graphmodel.answers.agreement_indicators import indicators
from graphmodel.answers.permission_note import permission_note
from graphmodel.answers.sharing import broadest, shared
from graphmodel.answers.verdict_words import verdict_words
from graphmodel.answers.verdicts import verdicts
from graphmodel.engine.states import STATES
from graphmodel.report.document import Cell, Section, number
from graphmodel.report.given import Given
from graphmodel.words import vocabulary as v

_BROAD = 2
"""So many of the broadest rows are left out, to see what rests on them."""
_SHOWN = 4


def states(given: Given) -> Section:
    """Return how many pairs of agencies are in each state of permission, and what these figures rest on."""
    title = given.say("What may be shared")
    note = permission_note(given.catalogue).text(given.language)
    origins: tuple[str, ...] = ("graphmodel agreements",)
    if not len(given.catalogue.agreements):
        return Section("sharing", title, (note,), origins, empty=True)
    count = partial(shared, given.visibility, language=given.language)
    table, broad = count(), broadest(given.network, _BROAD)
    rows: list[tuple[Cell, ...]] = [
        (str(row["name"]), *(int(row[state]) for state in STATES))
        for row in table.to_dict("records")
        if any(row[state] for state in STATES)
    ]
    if not rows:
        nothing = given.say("No pair of agencies sees anything or may.")
        return Section("sharing", title, (f"{note} {nothing}",), origins, empty=True)
    headings = [given.say("class of records"), *(v.STATES.label(state, given.language) for state in STATES)]
    words = [
        note,
        given.say(
            "Counted are pairs of a recipient and a discloser of two organisations, by class of records. Agreed: an "
            "agreement says so. Allowed: a law or policy does not stand in the way, which is not that the owner will "
            "share, or that its conditions are met in a given case. Not within reach: nothing of it is seen today. The "
            "limits of the data, told further below, hold here above all."
        ),
    ]
    if broad:
        without = count(without=broad)
        words.append(
            given.say(
                "Much rests on few clauses. Without the broadest of those that permit ({names}), the figures would be: "
                "{figures}.",
                names=", ".join(broad),
                figures=_compared(given, table, without),
            )
        )
        origins += (" --without ".join(("graphmodel agreements", *broad)),)
    words.append(
        given.say(
            "On documented agreements and parties alone: {figures}.",
            figures=_compared(given, table, count(documented=True)),
        )
    )
    origins += ("graphmodel agreements --documented",)
    return Section("sharing", title, tuple(words), origins, given.grid(headings, rows, [[] for _ in rows]))


def _compared(given: Given, whole: pd.DataFrame, less: pd.DataFrame) -> str:
    """Return what is left in each state that has any, and of how many."""
    sizes = [(state, int(less[state].iloc[-1]), int(whole[state].iloc[-1])) for state in STATES]
    return "; ".join(
        given.say(
            "{state} {left} of {all}",
            state=_small(v.STATES.label(state, given.language)),
            left=number(left, given.language),
            all=number(every, given.language),
        )
        for state, left, every in sizes
        if every and state not in ("forbidden", "not_recorded")
    )


def _small(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}"


def to_look_at(given: Given) -> Section:
    """Return the indicators of agreements."""
    title = given.say("Agreements to look at")
    origins: tuple[str, ...] = ("graphmodel agreements --indicators",)
    if not len(given.catalogue.agreements):
        return Section("agreements", title, (given.say("No agreement is recorded."),), origins, empty=True)
    table = indicators(given.network, language=given.language)
    found = [row for row in table.to_dict("records") if row["of"]]
    if not found:
        nothing = given.say("No agreement in force permits anything, and no link in service joins organisations.")
        return Section("agreements", title, (nothing,), origins, empty=True)
    rows: list[tuple[Cell, ...]] = [
        (str(row["name"]), int(row["count"]), int(row["of"]), _some(given, row["ids"])) for row in found
    ]
    words = given.say(
        "Without a clause means that the catalogue records none, not that there is none. A link runs under an agreement "
        "that covers its sender and a class that passes."
    )
    headings = [given.say("what"), given.say("how many"), given.say("of"), given.say("which")]
    origins += ("agreements/without-audit", "agreements/expired-with-live-links", "agreements/links-without-agreement")
    about = [row["ids"][:_SHOWN] for row in found]
    return Section("agreements", title, (words,), origins, given.grid(headings, rows, about))


def _some(given: Given, ids: list[str]) -> str:
    shown = ", ".join(ids[:_SHOWN])
    more = len(ids) - _SHOWN
    return shown if more <= 0 else given.say("{shown} and {more} more", shown=shown, more=more)


def law(given: Given) -> Section:
    """Return both verdicts on each impediment of law and privacy, the stated one first."""
    table = verdicts(given.network)
    title = given.say("Whether law stands in the way")
    origins: tuple[str, ...] = ("graphmodel agreements --verdicts",)
    said = verdict_words(table)
    if said is None:
        nothing = given.say("The catalogue states no impediment of law and privacy.")
        return Section("law", title, (nothing,), origins, empty=True)
    found = table.to_dict("records")
    names = given.named(id for row in found for id in (row["subject"], row["to"]) if id)
    rows: list[tuple[Cell, ...]] = [
        (
            names[row["subject"]] if row["to"] is None else f"{names[row['subject']]} → {names[row['to']]}",
            _verdict(given, row["verdict"]) or given.say("none stated"),
            _verdict(given, row["computed"]),
            row["verdict_note"] or row["note"] or "",
            _some(given, [*row["forbidding"], *row["permitting"]]),
        )
        for row in found
    ]
    headings = [
        given.say("what is held back"),
        *(given.heading(name) for name in ("verdict", "computed", "verdict_note")),
        given.say("agreements that forbid, then those that permit"),
    ]
    words = (
        said.text(given.language),
        given.say(
            "Real: a rule forbids what the missing link would carry. Perceived: rules permit it. The computed verdict "
            "knows no conditions and no parts of a class: it is no legal advice, and stands here only beside the stated one."
        ),
    )
    origins += ("agreements/legal-impediments",)
    return Section(
        "law", title, words, origins, given.grid(headings, rows, [[row["subject"], v.LEGAL] for row in found])
    )


def _verdict(given: Given, word: object) -> str:
    return _small(v.VERDICTS.label(word, given.language)) if isinstance(word, str) else ""
