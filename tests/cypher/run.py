"""Texts of a seed asked of both on one world, compared and counted."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from tests.cypher.asking import NoAnswer, Ours, Theirs
from tests.cypher.comparing import Answer, difference
from tests.cypher.generator import Text, generate
from tests.cypher.pools import Pools

LISTED = ("DIFFERENT", "BROKEN", "SQL REFUSED", "equal but for 0 and 0.0")
"""What is kept with its text; the first two fail a run."""


@dataclass
class Finding:
    """A text that the two did not answer alike, or that one alone accepts."""

    what: str
    seed: str
    text: Text
    said: str

    def told(self) -> str:
        """Return the finding as lines to be read."""
        return f"// {self.what} (seed {self.seed}, parameters {dict(self.text.parameters)})\n// {self.said}\n{self.text.cypher}\n"


@dataclass
class Count:
    """What became of texts; ``reasons`` counts why the embedded store refused."""

    totals: Counter[str] = field(default_factory=Counter[str])
    reasons: Counter[str] = field(default_factory=Counter[str])
    findings: list[Finding] = field(default_factory=list[Finding])

    def add(self, other: Count) -> None:
        self.totals += other.totals
        self.reasons += other.reasons
        self.findings += other.findings

    @property
    def different(self) -> list[Finding]:
        return [item for item in self.findings if item.what in LISTED[:2]]

    def as_json(self) -> str:
        held = [[f.what, f.seed, f.text.cypher, dict(f.text.parameters), f.said] for f in self.findings]
        return json.dumps({"totals": self.totals, "reasons": self.reasons, "findings": held}, ensure_ascii=False)

    @staticmethod
    def of_json(text: str) -> Count:
        read = json.loads(text)
        findings = [
            Finding(what, seed, Text(cypher, values), said) for what, seed, cypher, values, said in read["findings"]
        ]
        return Count(Counter(read["totals"]), Counter(read["reasons"]), findings)

    def told(self) -> str:
        """Return the counts as lines to be read."""
        lines = [f"{count:7} {what}" for what, count in sorted(self.totals.items())]
        lines += ["refused by the embedded store alone, by reason:"]
        lines += [f"{count:7} {reason}" for reason, count in self.reasons.most_common(40)]
        return "\n".join(lines)


_ENGINE = re.compile(r"Binder Error|Parser Error|Catalog Error|INTERNAL|Conversion Error|Internal|Not implemented")
"""What DuckDB says of SQL that is wrong: nothing wrong comes of it, but the translator meant something else."""


def _empty_sums(answer: Answer) -> Answer:
    """Return an answer with 0 for 0.0: Neo4j's sum of no decimal at all is a whole number, ours is a decimal."""
    return Answer(answer.columns, tuple(tuple(map(_whole_zero, row)) for row in answer.rows))


def _whole_zero(value: object) -> object:
    if isinstance(value, list):
        return [_whole_zero(item) for item in value]
    if isinstance(value, dict):
        return {key: _whole_zero(item) for key, item in value.items()}
    return 0 if type(value) is float and value == 0 else value


def judge(text: Text, ours: Answer | NoAnswer, theirs: Answer | NoAnswer) -> tuple[str, str]:
    """Return what became of a text, and what there is to say of it."""
    given = [item for item in (ours, theirs) if isinstance(item, NoAnswer)]
    if isinstance(ours, NoAnswer) and ours.why == "broken":
        return "BROKEN", ours.message
    if any(item.why == "timeout" for item in given):
        whose = {(True, True): "both", (True, False): "the embedded store"}.get(
            (
                isinstance(ours, NoAnswer) and ours.why == "timeout",
                isinstance(theirs, NoAnswer) and theirs.why == "timeout",
            ),
            "Neo4j",
        )
        return f"timed out: {whose}", ""
    if any(item.why == "large" for item in given):
        # one that stops at the limit says nothing against one that refuses; it does against one with fewer rows
        both = all(isinstance(item, NoAnswer) for item in (ours, theirs))
        return ("too many rows", "") if both else ("DIFFERENT", "one has too many rows, the other has not")
    if isinstance(ours, NoAnswer):
        if isinstance(theirs, NoAnswer):
            return "refused by both", ""
        if ours.why == "runtime" and _ENGINE.search(ours.message):
            return "SQL REFUSED", ours.message
        return f"refused by the embedded store alone ({ours.why})", ours.message
    if isinstance(theirs, NoAnswer):
        return f"refused by Neo4j alone ({theirs.why})", theirs.message
    said = difference(text, ours, theirs)
    if said and difference(text, _empty_sums(ours), _empty_sums(theirs)) is None:
        return "equal but for 0 and 0.0", said
    if said:
        return "DIFFERENT", said
    return ("equal, with rows" if theirs.rows else "equal, empty"), ""


def _never(count: Count) -> bool:
    del count
    return False


def compare(
    ours: Ours,
    theirs: Theirs,
    pools: Pools,
    seeds: Iterable[str],
    *,
    large: bool = False,
    stop: Callable[[Count], bool] = _never,
) -> Count:
    """Ask both for the texts of these seeds; the server works on one while the embedded store does."""
    count = Count()
    with ThreadPoolExecutor(1) as other:
        for seed in seeds:
            text = generate(seed, pools, large=large)
            asked = other.submit(theirs.ask, text.cypher, text.parameters)
            mine = ours.ask(text.cypher, text.parameters)
            what, said = judge(text, mine, asked.result())
            count.totals[what] += 1
            if (what.startswith("refused by the embedded") or what == "SQL REFUSED") and isinstance(mine, NoAnswer):
                count.reasons[mine.reason] += 1
            if what in LISTED or what.startswith("refused by Neo4j"):
                count.findings.append(Finding(what, seed, text, said))
            if stop(count):
                break
    return count


def write_findings(folder: Path, count: Count) -> None:
    """Write each finding to a file of its own, by what it is and its seed."""
    for finding in count.findings:
        name = f"{finding.what}-{finding.seed}".replace(" ", "-").replace("/", "-")
        (folder / f"{name}.cypher").write_text(finding.told(), encoding="utf-8")
