"""Wrong scenario files: every problem at once, each by its line and its key; and no text brings a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphmodel import shipped as content
from graphmodel.documents.lines import key_lines
from graphmodel.errors import GraphmodelError, ScenarioError, UnknownName
from graphmodel.records.catalogue import Catalogue
from graphmodel.scenario import Scenario

HEAD = 'name = "x"\n[[change]]\n'
CONNECT = HEAD + 'do = "connect"\n'
WAYS = "one of connect, disconnect, retire, replace, add_system, join, leave, relay, lift, agree, end_agreement"
WRONG: dict[str, list[str]] = {
    "": ["f: needs the key name: a short name of the scenario"],
    "name =": ["f:1: is no TOML: Invalid value"],
    'name = "x"\nname = "y"': ["f:2: is no TOML: Cannot overwrite a value"],
    'name = "x': ["f:1: is no TOML: Unterminated string"],
    "name = 1": ["f:1:name: must be a text in quotation marks, not a number"],
    'name = ""': ["f:1:name: is empty: leave the key out instead"],
    'name = "x"\n\nnam = 1': ["f:3:nam: no key of a scenario (did you mean name?)"],
    'name = "x"\nchanges = []': ["f:2:changes: no key of a scenario (did you mean change?)"],
    'name = "x"\ncost = -1': ["f:2:cost: must be from 0 to 1,000,000,000,000,000"],
    'name = "x"\ncost = nan': ["f:2:cost: must be from 0 to 1,000,000,000,000,000"],
    'name = "x"\ncost = true': ["f:2:cost: must be a number, not true or false"],
    'name = "x"\ncost = "five"': ["f:2:cost: 'five' is no amount: write an amount as 250000, 250,000, 250 000 or 250 000,50"],
    'name = "x"\nabout = "\\u0007"': ["f:2:about: holds the control character U+0007: delete it"],
    'name = "x"\nchange = 1': ["f:2:change: must be tables: write [[change]] above each"],
    'name = "x"\n[change]\ndo = "retire"': ["f:2:change: must be tables: write [[change]] above each"],
    HEAD: [f"f:2: names no change: it needs the key do, {WAYS}"],
    HEAD + "do = 3": [f"f:3:do: must be a text in quotation marks, {WAYS}"],
    HEAD + 'do = "conect"': [f"f:3:do: 'conect' is no change (did you mean connect?): it is {WAYS}"],
    CONNECT + 'to = "a"': ["f:2: connect needs the key from: the systems at one end."],
    CONNECT + 'from = "a"\nto = 3': [
        "f:5:to: must be an id in quotation marks, a list of ids, or a selector in braces, not a number"
    ],
    CONNECT + 'from = []\nto = "b"': ["f:4:from: is an empty list: name at least one, or leave the key out"],
    CONNECT + 'from = ["a", 3]\nto = "b"': ["f:4:from: must be a text in quotation marks, not a number"],
    CONNECT + 'from = {}\nto = "b"': [
        ("f:4:from: selects by nothing: name at least one of type, product, vendor, operator, scope, status, relays, "
        "isolated, holds, level, sector, province, organisation, id")
    ],
    CONNECT + 'from = { type = "rmss" }\nto = { typ = "rms" }': [
        "f:4:from.type: 'rmss' is not a system type (did you mean rms?)",
        "f:5:to.typ: no key of a selector of systems (did you mean type?)",
    ],
    CONNECT + 'from = "a"\n\n[change.to]\nprovince = "Ontario"': [
        ("f:7:to.province: 'Ontario' is not a province or territory: it is one of BC, AB, SK, MB, ON, QC, NB, NS, PE, "
        "NL, YT, NT, NU, national")
    ],
    CONNECT + 'from = "a"\nto = "b"\ndirection = "back"': [
        "f:6:direction: 'back' is not a direction: it is one of both, one_way"
    ],
    CONNECT + 'from = "a"\nto = "b"\nmode = "manual"': [
        ("f:6:mode: 'manual' is not a mode of a live link: it is one of query, push, replicate, federated_search, "
        "file_transfer, unknown")
    ],
    CONNECT + 'from = "a"\nto = "b"\ncarries = ["warrant", "persons", "cars"]': [
        "f:6:carries: 'warrant' is not a carried data class (did you mean warrants?)",
        "f:6:carries: 'cars' is not a carried data class",
    ],
    CONNECT + 'from = "a"\nto = "b"\nsame = "colour"': [
        ("f:6:same: 'colour' is not a thing that two systems share: it is one of operator, organisation, home, "
        "province, product, type")
    ],
    CONNECT + 'from = "a"\nto = "b"\ndate = "soon"': ["f:6:date: must be a year or a day, as 2027 or 2027-04-01, not 'soon'"],
    CONNECT + 'from = "a"\nto = "b"\ndate = 2027-02-03T04:05:06': ["f:6:date: must be a year or a day, as 2027 or 2027-04-01"],
    CONNECT + 'from = "a"\nto = "b"\ndate = "2027-02-30"': [
        "f:6:date: must be a year or a day, as 2027 or 2027-04-01, not '2027-02-30'"
    ],
    CONNECT + 'from = "a"\nto = "b"\nif_any = 1': ["f:6:if_any: must be true or false, not a number"],
    HEAD + 'do = "retire"\nsystems = "a"': [
        "f:2: retire needs the key system: which systems.",
        "f:4:systems: no key of retire (did you mean system?)",
    ],
    HEAD + 'do = "disconnect"': ["f:2: disconnect needs the key link, or from: the systems at one end"],
    HEAD + 'do = "disconnect"\nlink = "a>b"\nfrom = "a"': ["f:4:link: names links: leave from and to out"],
    HEAD + 'do = "lift"': ["f:2: lift needs at least one of the keys subject, cause, to"],
    HEAD + 'do = "lift"\ncause = "legal"': [
        ("f:4:cause: 'legal' is not an impediment: it is one of divergent_provincial_investment, "
        "siloed_proprietary_systems, missing_interfaces_standards, no_national_leadership, "
        "shifting_operational_paradigms, resource_constraints, technology_limitations, legal_privacy")
    ],
    HEAD + 'do = "join"\nagency = { type = "rms" }\nsystem = "b"\nrole = "boss"': [
        "f:4:agency.type: no key of a selector of agencies",
        "f:6:role: 'boss' is not a role: it is one of user, reader, contributor",
    ],
    HEAD + 'do = "add_system"\nid = "A B"\nname = "n"\ntype = "rms"\noperator = "o"': [
        "f:4:id: 'A B' is no id: use small letters, digits and hyphens (a-b)"
    ],
    HEAD + 'do = "add_system"\nid = "a"\nname = "n"\ntype = "rms"\noperator = { sector = "policing" }': [
        "f:4:id: needs {operator} in it: each operator gets a system of its own"
    ],
    HEAD + 'do = "add_system"\nid = "a"\nname = "n"\ntype = "rms"\noperator = "o"\nsince = 12\nrelays = "yes"': [
        "f:8:since: 12 is not a year from 1000 to 2999",
        "f:9:relays: must be true or false, not 'yes'",
    ],
    'name = 3\n[[change]]\ndo = "x"\n[[change]]\ndo = "retire"\n"system" = { "type" = """\nrms""", relays = 1 }': [
        "f:1:name: must be a text in quotation marks, not a number",
        f"f:3:do: 'x' is no change: it is {WAYS}",
        "f:7:system.relays: must be a text in quotation marks, or a list of them, not a number",
    ],
    'name = "x"\nchange = [\n  { do = "retire", system = "a" },\n  # { do = "no" }\n  { do = "no" },\n]': [
        f"f:5:do: 'no' is no change: it is {WAYS}"
    ],
    "x = " + "[" * 9000: ["f: is no TOML: it is nested too deeply"],
    "cost = " + "1" * 5000: ["f: is no TOML: it holds a number that is too long to be read"],
}  # fmt: skip


def messages(text: str) -> list[str]:
    with pytest.raises(ScenarioError) as caught:
        Scenario.of_toml(text, "f")
    return str(caught.value).splitlines()


@pytest.mark.parametrize("text", WRONG, ids=range(len(WRONG)))
def test_every_problem_is_told_with_its_line_and_key(text: str) -> None:
    assert messages(text) == WRONG[text]


def test_there_are_many_wrong_files() -> None:
    assert len(WRONG) >= 30


def test_what_the_catalogue_refuses_is_told_by_line_and_key_too(canada: Catalogue) -> None:
    text = (
        HEAD
        + 'do = "connect"\nfrom = ["drps-rm", "rcmp"]\nto = "rcmp-pip"\nstandard = "cpic-interfac"\n\n[[change]]\ndo = "retire"\n'
        + 'system = { product = "nich-rms", vendor = "versatrm", operator = "peel-regional-polic", organisation = "rcmp-e-division" }\n'
    )
    with pytest.raises(ScenarioError) as caught:
        Scenario.of_toml(text, "f.toml").apply(canada)
    assert str(caught.value).splitlines() == [
        "f.toml:4:from: 'drps-rm' is no system (did you mean drps-rms?)",
        "f.toml:4:from: 'rcmp' is an agency, not a system",
        "f.toml:6:standard: 'cpic-interfac' is no standard (did you mean cpic-interface?)",
        "f.toml:10:system.product: 'nich-rms' is no product (did you mean niche-rms?)",
        "f.toml:10:system.vendor: there is no vendor 'versatrm' (did you mean versaterm?)",
        "f.toml:10:system.operator: 'peel-regional-polic' is no agency (did you mean peel-regional-police?)",
        (
            "f.toml:10:system.organisation: 'rcmp-e-division' is part of an organisation: name that (rcmp), or take the "
            "key operator"
        ),
    ]


def test_a_file_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    (tmp_path / "latin.toml").write_bytes('name = "é"'.encode("latin-1"))
    for source, message in {
        tmp_path / "latin.toml": "latin.toml: is not UTF-8 at byte 8: save it as UTF-8",
        tmp_path / "none.toml": f"{tmp_path / 'none.toml'}: cannot be opened: No such file or directory",
        tmp_path / ("x" * 300 + ".toml"): f"{tmp_path / ('x' * 300 + '.toml')}: cannot be opened: File name too long",
    }.items():
        with pytest.raises(ScenarioError) as caught:
            Scenario.read(source)
        assert str(caught.value) == message
    with pytest.raises(UnknownName) as unknown:
        Scenario.read("pip-20")
    shipped = ", ".join(content.scenarios())
    assert str(unknown.value) == (
        f"there is no scenario 'pip-20' (did you mean pip-2-0?): give a .toml file or one of {shipped}"
    )
    assert unknown.value.nearest[0] == "pip-2-0"
    with pytest.raises(UnknownName):
        Scenario.read("a\0b")
    (tmp_path / "pip-2-0").write_text("\ufeffname = 'mine'\r\n", encoding="utf-8")
    assert Scenario.read(tmp_path / "pip-2-0") == Scenario("mine")


def test_lines_of_keys_are_found_through_strings_tables_and_comments() -> None:
    text = (
        '# "a = 1\na = """x\nb = 2 \\""" [[c]]\n"""          # three\n'
        "'b c'.d = '''\ne = 1''' \nf = [ 1, # ]\n  ']', [2,\n  3]]\n"
        '"g\\u0020h" = { i = {j = 1}, k = "}" , l.m = 1979-05-27 07:32:00 }\n'
        "[[t]]\na = 1\n[t.u]\nb = 2\n[[t.v]]\nc = 3\n[[t]]\n[[t.v]]\nc = 4\n"
        '[ w . "x.y" ]\nz = """"q""""\ny = 1\n'
    )
    assert key_lines(text) == {
        ("a",): 2, ("b c",): 5, ("b c", "d"): 5, ("f",): 7, ("f", 0): 7, ("f", 1): 8, ("f", 2): 8, ("f", 2, 0): 8,
        ("f", 2, 1): 9, ("g h",): 10, ("g h", "i"): 10, ("g h", "i", "j"): 10, ("g h", "k"): 10, ("g h", "l"): 10,
        ("g h", "l", "m"): 10, ("t",): 11, ("t", 0): 11, ("t", 0, "a"): 12, ("t", 0, "u"): 13, ("t", 0, "u", "b"): 14,
        ("t", 0, "v"): 15, ("t", 0, "v", 0): 15, ("t", 0, "v", 0, "c"): 16, ("t", 1): 17, ("t", 1, "v"): 18,
        ("t", 1, "v", 0): 18, ("t", 1, "v", 0, "c"): 19, ("w",): 20, ("w", "x.y"): 20, ("w", "x.y", "z"): 21,
        ("w", "x.y", "y"): 22,
    }  # fmt: skip


PIECES = st.sampled_from(
    [
        *("[[change]]\n", "[change.to]\n", "do = ", '"connect"\n', '"retire"\n', "from", "to", "system", " = ", "\n", "{", "}"),
        *("[", "]", ",", '"rms"', "type", "'", '"', '"""', "'''", "#", "\\", "1", "true", "name = 'x'\n", ".", "é", "\r\n"),
        *("2027-04-01", "cost = 5\n", "x = {a = 1, b = [2, {c = '}'}]}\n", "\x00", "\ufeff", "inf"),
    ]
)  # fmt: skip


@given(st.one_of(st.text(), st.lists(PIECES, max_size=30).map("".join)))
@settings(max_examples=1500, deadline=None)
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        made = Scenario.of_toml(text)
    except ScenarioError:
        return
    assert Scenario.of_toml(made.to_toml()) == made


@given(st.binary(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.toml"
        path.write_bytes(data)
        try:
            Scenario.read(path)
        except GraphmodelError:
            return
