"""What may be shared: agreements, statutes and their like, and the parties to each, a class of agencies a row."""

from __future__ import annotations

from dataclasses import dataclass

from graphmodel.records import fields as f
from graphmodel.words import vocabulary as v

_SPEAKS_OF = ("systems", "system_types")


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """A statute, regulation, directive, agreement or policy that lets agencies disclose records, or forbids it."""

    id: str = f.id_("Stable slug.")
    name: str = f.text("Name.", required=True)
    name_fr: str | None = f.text("French name.")
    kind: str = f.word(v.AGREEMENT_KINDS, "What it is; an agreement agrees, all others allow.", required=True)
    effect: str = f.word(v.EFFECTS, "Whether it permits or forbids; what forbids wins.", required=True)
    purpose: str | None = f.words(v.AGREEMENT_PURPOSES, "What it serves; empty is not limited.")
    classes: str | None = f.words(v.DATA_CLASSES, "Classes of records that it speaks of; empty speaks of all.")
    systems: str | None = f.references(
        "Systems whose own records it speaks of; with system_types empty too, any.", "systems", limits=_SPEAKS_OF
    )
    system_types: str | None = f.words(
        v.SYSTEM_TYPES, "Types of systems whose own records it speaks of, besides the systems.", limits=_SPEAKS_OF
    )
    written: str | None = f.word(v.YES_NO, "Whether it is, or asks for, a written agreement or request.")
    onward: str | None = f.word(v.ONWARD, "Whether who receives may pass on; empty means not known.")
    audit: str | None = f.word(v.YES_NO, "Whether it asks for a log or an audit; empty means not known.")
    retention: str | None = f.text("How long who receives may keep; empty means not known.")
    status: str = f.word(v.STATUSES, "Decides alone whether it is live.", required=True)
    since: int | None = f.year("Year it came into force; informs only.")
    until: int | None = f.year("Year it ended or ends; informs only.")
    note: str | None = f.text("Anything a reader should know.")
    source: str | None = f.sources()
    confidence: str = f.confidence()
    sensitivity: str = f.sensitivity()


@dataclass(frozen=True, kw_only=True)
class Party:
    """Agencies with a part in an agreement: all that match every cell that is filled, at least one of four."""

    agreement: str = f.reference("Which agreement.", "agreements", required=True)
    role: str = f.word(v.PARTY_ROLES, "Whether they disclose, receive, or both.", required=True)
    agency: str | None = f.reference("An agency, with its divisions.", "agencies")
    sector: str | None = f.word(v.SECTORS, "Agencies of this sector.")
    level: str | None = f.word(v.LEVELS, "Agencies of this level.")
    province: str | None = f.word(v.PROVINCES, "Agencies of this province or territory.")
    source: str | None = f.sources()
    confidence: str = f.confidence()


PARTY_CELLS = ("agency", "sector", "level", "province")
"""The columns of parties that say which agencies are meant."""
