"""Sheets as people keep them, each as ugly as in life, with what is in it as a person counts it."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import openpyxl

Rows = Sequence[Sequence[object]]


@dataclass(frozen=True)
class Ugly:
    """One source: sheets of a workbook, or the bytes of a CSV file; and what it holds, counted by hand.

    ``links`` are all of them as (from, to, direction), or none to compare only their number.
    """

    name: str
    agencies: int
    systems: int
    links: int
    sheets: Mapping[str, Rows] = field(default_factory=dict[str, Rows])
    merged: Mapping[str, Sequence[str]] = field(default_factory=dict[str, Sequence[str]])
    data: bytes = b""
    answers: Mapping[str, Mapping[str, str]] = field(default_factory=dict[str, Mapping[str, str]])
    types: Mapping[str, str] = field(default_factory=dict[str, str])
    arrows: frozenset[tuple[str, str, str]] = frozenset()
    guesses: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        return f"{self.name}.csv" if self.data else f"{self.name}.xlsx"

    @property
    def content(self) -> bytes:
        if self.data:
            return self.data
        book = openpyxl.Workbook()
        book.remove(book.worksheets[0])
        for name, rows in self.sheets.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
            for area in self.merged.get(name, ()):
                sheet.merge_cells(area)
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()


ONE, TWO = "one_way", "two_way"

TITLE_AND_SLIP = Ugly(
    "title line and a slip",
    agencies=4,  # Northfield, Southfield, Westfield; the RCMP, which runs CPIC and PIP
    systems=8,  # six rows; CPIC and PIP are named in links alone
    links=5,
    sheets={
        "Sheet1": [
            ["Our systems, spring 2026 (draft - do not circulate)"],
            [],
            ["Organization", "System name", "Type", "Talks to", "How"],
            ["Northfield Police", "Niche", "RMS ", "CPIC; Versadex", "asks"],
            ["Northfield Police", "Hexagon", "Dispatch", "Niche", "sends"],
            ["Northfeild Police", "Axon", "Digital evidence", "Yes/No", None],
            ["Southfield Police", "Versadex", "Records", "CPIC\nPIP", "query"],
            ["Southfield Police", "Evidence vault", None, None, None],
            ["Westfield Police", "Old cards", "Yes/No", "none", "n/a"],
        ]
    },
    types={
        "niche": "rms",
        "hexagon": "cad",
        "axon": "digital_evidence",
        "versadex": "rms",
        "evidence-vault": "digital_evidence",
        "old-cards": "other",
        "cpic": "national_repository",
        "pip": "broker",
    },
    arrows=frozenset(
        {
            ("cpic", "niche", ONE),
            ("versadex", "niche", ONE),
            ("hexagon", "niche", ONE),
            ("cpic", "versadex", ONE),
            ("pip", "versadex", ONE),
        }
    ),
    guesses=(
        "above the table, not read: 'Our systems, spring 2026 (draft - do not circulate)'",
        "column 'Organization' is the organization: its name says so (certain)",
        "column 'Talks to' is the systems that it is linked to",
        "nearly the same name, 94 of 100 alike",
        "no column says the level of government: municipal for all",
        "records come from the other system: this one asks",
    ),
)

FRENCH = Ugly(
    "inventaire français",
    agencies=4,  # three, and the Sûreté du Québec, which runs the CRPQ
    systems=5,
    links=3,
    sheets={
        "Inventaire": [
            ["Organisme", "Nom du système", "Type de système", "Statut", "Échange avec", "Comment", "Remarques"],
            ["Police de Valmont", "Dossiers Valmont", "Gestion de dossiers", "en service", "CRPQ", "interroge", ""],
            [
                "Police de Valmont",
                "Répartition 9-1-1",
                "RAO",
                "en service",
                "Dossiers Valmont",
                "envoie",
                "voir M. Roy",
            ],
            ["Régie de Sainte-Rose", "SGD Sainte-Rose", "SGD", "à remplacer", "CRPQ", "interroge", ""],
            ["Régie de Sainte-Rose", "Caméras", "caméra corporelle", "prévu", "aucun", "", ""],
            ["Total", "", "4", "", "", "", ""],
        ]
    },
    types={
        "dossiers-valmont": "rms",
        "repartition-9-1-1": "cad",
        "sgd-sainte-rose": "rms",
        "cameras": "digital_evidence",
    },
    arrows=frozenset(
        {
            ("crpq", "dossiers-valmont", ONE),
            ("crpq", "sgd-sainte-rose", ONE),
            ("repartition-9-1-1", "dossiers-valmont", ONE),
        }
    ),
    guesses=("below the table, not read: 'Total | 4'", "column 'Comment' is how the link works"),
)
FRENCH = Ugly(**{**vars(FRENCH), "agencies": 3})

MATRIX = Ugly(
    "who talks to whom",
    agencies=2,  # the RCMP, which runs CPIC; nobody says who operates the others
    systems=4,
    links=4,
    sheets={
        "Interfaces": [
            ["Interfaces between systems (row to column)"],
            [None, "Niche", "Versadex", "CPIC", "Hexagon"],
            ["Niche", None, "x", "query", None],
            ["Versadex", "x", None, "query", "no"],
            ["CPIC", None, None, None, None],
            ["Hexagon", "push", None, None, None],
        ]
    },
    answers={"direction": {"Interfaces": "both"}},
    arrows=frozenset(
        {
            ("niche", "versadex", TWO),
            ("cpic", "niche", ONE),
            ("cpic", "versadex", ONE),
            ("hexagon", "niche", ONE),
        }
    ),
)

WINDOWS = Ugly(
    "export de la base",
    agencies=3,
    systems=5,
    links=4,
    data=(
        "Système;Propriétaire;Catégorie;Interroge;Envoie à;Année\r\n"
        "Dossiers Lévis;Police de Lévis;SGD;CRPQ;;2011-04-01\r\n"
        "Répartition Lévis;Police de Lévis;Répartition;;Dossiers Lévis;2009\r\n"
        "Dossiers Alma;Police d'Alma;SGD;CRPQ, Dossiers Lévis;;vers 2015\r\n"
        "Cellules Alma;Police d'Alma;Détention;;;\r\n"
    ).encode("cp1252"),
    types={
        "dossiers-levis": "rms",
        "repartition-levis": "cad",
        "cellules-alma": "jail_cell",
        "crpq": "national_repository",
    },
    arrows=frozenset(
        {
            ("crpq", "dossiers-levis", ONE),
            ("repartition-levis", "dossiers-levis", ONE),
            ("crpq", "dossiers-alma", ONE),
            ("dossiers-levis", "dossiers-alma", ONE),
        }
    ),
    guesses=("the name of 'Interroge' says so",),
)

MERGED = Ugly(
    "merged cells",
    agencies=2,
    systems=5,
    links=2,
    sheets={
        "Register": [
            ["Police service", "Province", "Application", "Category", "Connected to"],
            ["North Police", "Ontario", "North RMS", "Records management", "North CAD"],
            [None, None, "North CAD", "CAD", None],
            [None, None, "North BWC", "Body worn camera", None],
            ["South Police", "Québec", "South RMS", "RMS", "North RMS"],
            [None, None, "South jail", "Cells", None],
        ]
    },
    merged={"Register": ["A2:A4", "B2:B4", "A5:A6", "B5:B6"]},
    types={"north-bwc": "digital_evidence", "south-jail": "jail_cell"},
)

HEADERS = Ugly(
    "several header rows",
    agencies=3,
    systems=5,
    links=2,
    sheets={
        "Wide": [
            ["Survey of 2026"],
            ["Agency", "RMS", None, None, "CAD", None, "Officers"],
            [None, "Name", "Year", "Talks to", "Name", "Year", None],
            ["North Police", "Niche North", 2011, "Hexagon North", "Hexagon North", 2009, "1 200"],
            ["South Police", "Versadex", 2015, "Niche North", None, None, 80],
            ["West Police", "Paper", None, "none", "Intergraph", 2020, 12],
        ]
    },
    merged={"Wide": ["B2:D2", "E2:F2", "A1:G1"]},
    types={"niche-north": "rms", "hexagon-north": "cad", "intergraph": "cad", "paper": "rms"},
    guesses=("its name holds the type of system 'RMS'", "the number in it"),
)

SEVERAL = Ugly(
    "several sheets",
    agencies=3,
    systems=4,
    links=3,
    sheets={
        "Read me": [["Inventory of the province"], ["Prepared by the planning unit"]],
        "Agencies": [
            ["Code", "Service", "Kind", "Prov."],
            ["NPS", "North Police Service", "Municipal", "ON"],
            ["SPS", "South Police Service", "Municipal", "Ont."],
            ["MOJ", "Ministry of Justice", "Provincial", "ON"],
        ],
        "Applications": [
            ["App", "Owner", "Category", "State"],
            ["North records", "NPS", "Records", "In use"],
            ["North dispatch", "NPS", "Dispatch", "In use"],
            ["South records", "SPS", "Records", "being replaced"],
            ["Provincial index", "MOJ", "Index", "In use"],
        ],
        "Flows": [
            ["Source system", "Target system", "Method"],
            ["North dispatch", "North records", "push"],
            ["Provincial index", "North records", "query"],
            ["South records", "Provincial Index", "file"],
        ],
    },
    types={"north-records": "rms", "provincial-index": "broker"},
    arrows=frozenset(
        {
            ("north-dispatch", "north-records", ONE),
            ("provincial-index", "north-records", ONE),
            ("south-records", "provincial-index", ONE),
        }
    ),
)

YES_NO = Ugly(
    "yes and no",
    agencies=3,
    systems=5,
    links=0,
    sheets={
        "Who has what": [
            ["Department", "RMS? (Y/N)", "CAD? (Y/N)", "Digital evidence? (Y/N)", "Contact"],
            ["North Police", "Y", "Y", "N", "j.doe@example.org"],
            ["South Police", "yes", "no", "X", "555-0100"],
            ["West Police", "Y", "", "n", ""],
        ]
    },
    types={"north-police-rms": "rms", "north-police-cad": "cad", "south-police-digital-evidence": "digital_evidence"},
)

LISTS = Ugly(
    "cells with several systems",
    agencies=2,
    systems=6,
    links=7,
    sheets={
        "Systems": [
            ["Who", "System", "Kind", "Interfaces with", "Data held"],
            ["North Police", "Niche", "RMS", "CAD / Mobile", "people, incidents, photos"],
            ["North Police", "CAD", "Dispatch", "Niche and Mobile", "911 calls"],
            ["North Police", "Mobile", "MDT", None, None],
            ["South Police", "Versadex", "RMS", "CPIC, PIP", "people; guns"],
            ["South Police", "CPIC", "national", "PIP", None],
            ["South Police", "PIP", "portal", None, "nothing we know"],
        ]
    },
    answers={"direction": {"Interfaces with": "both"}},
)
LISTS = Ugly(**{**vars(LISTS), "links": 6})  # Niche - CAD stands in both rows, and is one link

LINK_LIST = Ugly(
    "link list",
    agencies=2,  # the RCMP, which runs CPIC and PIP; nobody says who operates the others
    systems=4,
    links=3,
    data=b"sep=;\nFrom;To;Direction;Notes\nNorth RMS;PIP;both ways;\nNorth CAD;North RMS;one-way;nightly\nNorth RMS;CPIC;inbound;asks\n",
    types={"north-rms": "rms", "north-cad": "cad", "pip": "broker"},
    arrows=frozenset({("north-rms", "pip", TWO), ("north-cad", "north-rms", ONE), ("cpic", "north-rms", ONE)}),
)

SAME_NAMES = Ugly(
    "one name for many",
    agencies=3,
    systems=5,
    links=3,
    sheets={
        "Feuille1": [
            ["Corps de police", "Système", "Type", "Relié à"],
            ["Police de Lac", "SGD", "SGD", "RAO"],
            [None, "RAO", "RAO", None],
            ["Police de Rive", "SGD", "SGD", "RAO; Police de Mont"],
            [None, "RAO", "RAO", None],
            ["Police de Mont", "SGD Mont", "SGD", None],
        ]
    },
    answers={"blank": {"Corps de police": "above"}, "direction": {"Relié à": "go"}},
    arrows=frozenset(
        {
            ("police-de-lac-sgd", "police-de-lac-rao", ONE),
            ("police-de-rive-sgd", "police-de-rive-rao", ONE),
            ("police-de-rive-sgd", "police-de-mont-sgd-mont", ONE),
        }
    ),
)

UTF16 = Ugly(
    "unicode text",
    agencies=2,
    systems=3,
    links=1,
    data="\ufeffService\tLogiciel\tType\tTalks to\r\nᓄᓇᕗᑦ Police\tᓄᓇᕗᑦ RMS\tRMS\tCAD 1\r\nEast Police\tCAD 1\tCAD\t\r\nEast Police\tJail log\tJail\t\r\n".encode(
        "utf-16"
    ),
)

HOSTILE = Ugly(
    "hostile names",
    agencies=3,  # two; nobody says who operates the system that is named in a link alone
    systems=3,
    links=1,
    sheets={
        "x\"'": [
            ["Agency", 'System # name = "x"', "Type", "Talks to"],
            ['A"]\n[[agencies]]', "+1 (RMS) ", "RMS", "' DROP TABLE x --"],
            ["<script>alert(1)</script>", "{{7*7}} \\ \u2028", 'CAD\n# "', None],
        ]
    },
)
USED_BY = Ugly(
    "used by",
    agencies=5,  # three that operate, two more that use
    systems=4,
    links=1,
    sheets={
        "Hosted": [
            ["System", "Operator", "Type", "Used by", "Persons?", "Firearms?", "Interfaces"],
            ["Regional RMS", "North Police", "RMS", "South Police, West Police", "yes", "no", "Index"],
            ["Regional RMS", "North Police", "RMS", "East Police", "yes", "no", ""],
            ["Dispatch", "South Police", "CAD", "none", "x", "", ""],
            ["Index", "Ministry of Justice", "Index", "all; North Police", "yes", "yes", ""],
            ["Cards", "South Police", "Paper", "", "", "", ""],
        ]
    },
    types={"index": "broker", "cards": "other"},
    answers={"direction": {"Interfaces": "go"}},
    guesses=("those that 'Used by' names work in the system", "column 'Persons?' is the data that it holds"),
)
ASKS_AND_YES = Ugly(
    "asks and yes",
    agencies=4,  # three, and the RCMP, which runs CPIC
    systems=9,  # eight rows, and CPIC
    links=6,  # Niche and Hexagon CAD stand in two rows, of which one says how
    sheets={
        "Inventory": [
            ["Northfield region - information systems, spring review"],
            [],
            ["Organization", "System name", "Type", "Talks to", "How"],
            ["Northfield Police Service", "Niche", "RMS ", "CPIC; Hexagon CAD", "asks / Yes"],
            ["Northfield Police Service", "Hexagon CAD", "Dispatch", "Niche", "sends"],
            ["Northfeild Police Service", "Axon Evidence", "Digital evidence", None, "No"],
            ["Westbrook Police", "Versadex", "Records", "CPIC", "asks"],
            ["Westbrook Police", "Intergraph", "CAD", "Versadex", "sends"],
            ["Westbrook Police", "Evidence.com", "BWC", None, None],
            ["Lakeview OPP detachment", "NicheOPP", "records mgmt", "CPIC, Niche", "asks"],
            ["Lakeview OPP detachment", "Tickets", "e-ticketing", "?", "Yes"],
            [],
            ["Total", 8],
        ]
    },
    types={"cpic": "national_repository", "nicheopp": "rms"},
    arrows=frozenset(
        {
            ("cpic", "niche", ONE),
            ("hexagon-cad", "niche", ONE),
            ("cpic", "versadex", ONE),
            ("intergraph", "versadex", ONE),
            ("cpic", "nicheopp", ONE),
            ("niche", "nicheopp", ONE),
        }
    ),
)
ALL = (
    USED_BY,
    ASKS_AND_YES,
    *(TITLE_AND_SLIP, FRENCH, MATRIX, WINDOWS, MERGED, HEADERS, SEVERAL, YES_NO, LISTS, LINK_LIST, SAME_NAMES),
    *(UTF16, HOSTILE),
)
