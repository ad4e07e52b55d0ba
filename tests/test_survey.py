"""A survey goes out with what is recorded and comes back with every problem named by file, page and cell."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import graphmodel as gm
from graphmodel.errors import CatalogueError, SourceError, UnknownName
from graphmodel.forms.layout import FACTS, LISTS
from graphmodel.forms.wording import LABELS, SHEETS
from graphmodel.records.catalogue import Catalogue
from graphmodel.survey import Answers, make_survey, read_surveys
from graphmodel.survey.layout import asked, records
from tests.commands import Caller
from tests.test_audience import SECRET, secretive
from tests.worlds.random_worlds import random_catalogue

pytestmark = pytest.mark.rotates("survey")

PEEL = "peel-regional-police"
SYSTEMS, LINKS, USES, AGENCY = (SHEETS[name] for name in ("systems", "links", "uses", "agencies"))
MAY = dt.datetime.fromisoformat("2014-05-01")


class Survey:
    """One survey as people see it: cells by page, row of a record, and name of a column."""

    def __init__(self, content: bytes) -> None:
        self.book = openpyxl.load_workbook(io.BytesIO(content))

    def columns(self, page: str) -> list[str]:
        return [cell.value for cell in self.book[page][1]]

    def cell(self, page: str, row: int, column: str) -> Any:
        return self.book[page].cell(row, self.columns(page).index(column) + 1)

    def row(self, page: str, id: str, column: str = "id") -> int:
        return next(row for row in range(3, 200) if self.cell(page, row, column).value == id)

    def blank(self, page: str) -> int:
        return next(row for row in range(3, 200) if all(cell.value is None for cell in self.book[page][row]))

    def fill(self, page: str, **values: object) -> int:
        row = self.blank(page)
        for column, value in values.items():
            self.cell(page, row, column.rstrip("_")).value = value
        return row

    def save(self, path: Path) -> Path:
        self.book.save(path)
        return path


@pytest.fixture
def peel(canada: Catalogue) -> Survey:
    return Survey(make_survey(canada, PEEL))


def told(found: Answers) -> set[str]:
    return {str(problem) for problem in found.problems}


def changes(found: Answers) -> set[tuple[object, ...]]:
    rows = found.diff.rows
    plain = rows.astype("object").where(rows.notna(), None)
    return set(plain[["change", "table", "id", "column", "to"]].itertuples(index=False, name=None))


def test_what_is_recorded_of_an_agency_is_in_it_protected_and_with_lists(canada: Catalogue, peel: Survey) -> None:
    book = peel.book
    assert book.sheetnames[1:-2] == list(SHEETS.values())
    assert {name: book[name].sheet_state for name in (FACTS, LISTS)} == dict.fromkeys((FACTS, LISTS), "veryHidden")
    for table, rows in records(canada, PEEL).items():
        page = book[SHEETS[table]]
        assert page.protection.sheet
        assert page.row_dimensions[1].hidden
        assert peel.columns(page.title) == [column.name for column in asked(table)]
        assert [cell.value.rstrip(" *") for cell in page[2]] == [
            "\n".join((LABELS[column.name].text("en"), LABELS[column.name].text("fr"))) for column in asked(table)
        ]
        if "id" in rows:
            ids = [peel.cell(page.title, row, "id") for row in range(3, 3 + len(rows))]
            assert [cell.value for cell in ids] == rows["id"].tolist()
            assert all(cell.protection.locked for cell in ids)
        blank = peel.blank(page.title) if table != "agencies" else 3
        assert not page.cell(blank, 2).protection.locked
        offered = {str(item.sqref).split(":")[0].rstrip("0123456789") for item in page.data_validations.dataValidation}
        closed = [n for n, column in enumerate(asked(table), 1) if column.kind in ("word", "boolean", "reference")]
        assert offered == {openpyxl.utils.get_column_letter(n) for n in closed}
    french = Survey(make_survey(canada, PEEL, "fr"))
    row = peel.row(SYSTEMS, "peel-rms") if "peel-rms" in canada.systems["id"].tolist() else 3
    assert peel.cell(SYSTEMS, row, "status").value in ("Active", "Planned", "Retired", "Retiring")
    assert french.cell(SYSTEMS, row, "status").value in ("En service", "Prévu", "Retiré", "En retrait")
    instructions = "\n".join(str(cell.value) for line in book.worksheets[0].iter_rows() for cell in line)
    assert "A cell left blank changes nothing" in instructions
    assert "Une cellule laissée vide ne change rien" in instructions


def test_every_list_that_is_offered_holds_what_can_be_read(canada: Catalogue, peel: Survey) -> None:
    for table, name in SHEETS.items():
        for item in peel.book[name].data_validations.dataValidation:
            assert item.formula1.startswith(f"{LISTS}!$")
            column = asked(table)[
                openpyxl.utils.column_index_from_string(str(item.sqref).split(":")[0].rstrip("0123456789")) - 1
            ]
            area = peel.book[LISTS][item.formula1.split("!")[1].replace("$", "")]
            words = [line[0].value for line in (area if isinstance(area, tuple) else ((area,),))]
            if column.vocabulary:
                assert words == [word.en for word in column.vocabulary]
            elif column.refers_to:
                assert len(words) == sum(canada.counts[name] for name in column.refers_to)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_survey_that_nobody_touched_changes_nothing(canada: Catalogue, tmp_path: Path, language: Any) -> None:
    path = tmp_path / "s.xlsx"
    path.write_bytes(make_survey(canada, PEEL, language))
    found = read_surveys([path], canada)
    assert (found.problems, found.warnings) == ((), ())
    assert found.after == canada
    assert repr(found) == "<Answers: <CatalogueDiff: no difference>>"


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 10_000), st.sampled_from(("en", "fr")))
def test_random_worlds_come_back_as_they_went(
    tmp_path_factory: pytest.TempPathFactory, seed: int, language: Any
) -> None:
    world = random_catalogue(seed)
    folder = tmp_path_factory.mktemp("surveys")
    paths = [folder / f"{agency}.xlsx" for agency in world.agencies["id"]]
    for path in paths:
        path.write_bytes(make_survey(world, path.stem, language))
    found = read_surveys(paths, world)
    assert found.problems == ()
    assert found.after == world
    emptied = Survey(paths[0].read_bytes())
    for name in SHEETS.values():  # what is left blank deletes nothing
        for line in emptied.book[name].iter_rows(min_row=3):
            for cell in line:
                if not cell.protection.locked:
                    cell.value = None
    assert read_surveys([emptied.save(paths[0])], world).after == world


def test_answers_in_either_language_change_add_and_delete_nothing(
    canada: Catalogue, peel: Survey, tmp_path: Path
) -> None:
    own = records(canada, PEEL)
    id = own["systems"]["id"].iloc[0]
    row = peel.row(SYSTEMS, id)
    peel.cell(SYSTEMS, row, "status").value = "en retrait"
    peel.cell(SYSTEMS, row, "since").value = 2004
    peel.cell(SYSTEMS, row, "relays").value = "Oui"
    peel.cell(SYSTEMS, row, "holds").value = "Photos signalétiques; persons;\nÀ déterminer".replace(
        ";\nÀ déterminer", ""
    )
    peel.cell(AGENCY, 3, "sworn_officers").value = 2_345.0
    peel.fill(SYSTEMS, name="=Peel Nouveau « système »", type="Gestion des cellules", status="Active")
    peel.fill(
        LINKS,
        from_="=Peel Nouveau « système »",
        to=f"whatever [{id}]",
        direction="One way",
        mode="Envoi",
        status="Planned",
    )
    peel.fill(USES, agency=PEEL, system="RCMP Canadian Police [rcmp-cpic]", role="Only reads it")
    for row in range(3, 60):
        cell = peel.cell(SYSTEMS, row, "name")
        if str(cell.value).startswith("=Peel"):
            cell.data_type = "s"
    for row in range(3, 80):
        cell = peel.cell(LINKS, row, "from")
        if str(cell.value).startswith("=Peel"):
            cell.data_type = "s"
    found = read_surveys([peel.save(tmp_path / "peel.xlsx")], canada)
    assert told(found) == set()
    made = "peel-nouveau-systeme"
    assert {row[1:] for row in changes(found) if row[0] == "added" and row[1] != "uses"} == {
        ("systems", made, None, None),
        ("links", f"{made}>{id}", None, None),
    }
    assert {
        ("changed", "systems", id, "status", "retiring"),
        ("changed", "agencies", PEEL, "sworn_officers", "2345"),
    } <= changes(found)
    assert found.diff.counts["removed"] == 0
    assert found.after
    system = found.after.systems.set_index("id").loc[made]
    assert (system["operator"], system["type"], system["confidence"]) == (PEEL, "jail_cell", "documented")
    assert found.after.systems.set_index("id").loc[id, "holds"] == "mugshots;persons"


WRONG: list[tuple[str, int | None, str, object, str]] = [
    (SYSTEMS, 3, "name", "=1+1", "is a formula: type what it stands for"),
    (SYSTEMS, 3, "since", MAY, "is a date: write the year, 2014"),
    (SYSTEMS, 3, "since", "2014-05-01", "'2014-05-01' is a date: write the year, 2014"),
    (SYSTEMS, 3, "since", 14, "'14' is no year from 1000 to 2999"),
    (SYSTEMS, 3, "since", "about 2014", "'about 2014' is no year from 1000 to 2999"),
    (SYSTEMS, 3, "status", "activ", "'activ' is not a status (did you mean Active?); choose from the list"),
    (SYSTEMS, 3, "type", MAY, "is a date (2014-05-01): write what is asked for"),
    (SYSTEMS, 3, "holds", "Persons; Gadgets", "'Gadgets' is not a data class; choose from the list"),
    (SYSTEMS, 3, "relays", "perhaps", "'perhaps' is not a yes or no: it is one of Yes, No; choose from the list"),
    (SYSTEMS, 3, "operator", "Nobody", "'Nobody' is no agency: choose from the list"),
    (SYSTEMS, 3, "id", "changed-id", "'changed-id' is no system of the catalogue: leave the id of a new one empty"),
    (AGENCY, 3, "id", "someone-else", "'someone-else' is not in the catalogue: ids are not to be changed"),
    (AGENCY, 3, "population_served", "1,2 million", "'1,2 million' is no whole number"),
    (AGENCY, 3, "population_served", "1\u00a0400\u00a0000", "'1\\xa0400\\xa0000' is no whole number: write 1400000"),
    (AGENCY, 3, "sworn_officers", "#N/A", "is the error #N/A: type the value"),
]


@pytest.mark.parametrize(("page", "row", "column", "value", "message"), WRONG)
def test_what_is_wrong_is_told_at_its_cell(
    canada: Catalogue, peel: Survey, tmp_path: Path, page: str, row: int, column: str, value: object, message: str
) -> None:
    cell = peel.cell(page, row, column)
    cell.value = value
    found = read_surveys([peel.save(tmp_path / "peel.xlsx")], canada)
    assert found.after is None
    place = cell.coordinate if "catalogue" not in message or page == SYSTEMS else "3"
    assert any(line.startswith(f"peel.xlsx:{page}:{place}: {message}") for line in told(found)), told(found)
    with pytest.raises(CatalogueError):
        assert found.diff


def test_all_problems_of_all_files_are_told_at_once(canada: Catalogue, peel: Survey, tmp_path: Path) -> None:
    peel.book[SYSTEMS].merge_cells("B3:B4")
    peel.cell(SYSTEMS, 5, "status").value = "nonsense"
    new = peel.fill(SYSTEMS, name="Peel Thing")
    link = peel.fill(LINKS, from_="Peel Thing", to="rcmp-cpic")
    peel.book.create_sheet("My notes")["A1"] = "hello"
    other = Survey(make_survey(canada, "toronto-police-service"))
    del other.book[USES]
    other.book[LINKS].title = "Liens"
    paths = [peel.save(tmp_path / "peel.xlsx"), other.save(tmp_path / "tor.xlsx")]
    found = read_surveys(paths, canada)
    assert told(found) >= {
        f"peel.xlsx:{SYSTEMS}:B3: is merged with others (B3:B4): part them again",
        f"peel.xlsx:{SYSTEMS}:{new}: type is empty: every new system needs it",
        f"peel.xlsx:{LINKS}:{link}: mode is empty: every new link needs it",
        f"tor.xlsx:{USES}: is missing: pages keep their names",
    }
    assert any(line.startswith(f"tor.xlsx:{LINKS}: is missing") for line in told(found))
    assert any("'nonsense' is not a status" in line for line in told(found))
    assert any("My notes: is no page of the survey and is not read" in str(warning) for warning in found.warnings)
    alone = Survey(make_survey(canada, PEEL))
    row = alone.fill(LINKS, from_="rcmp-cpic", to="rcmp-cpic", direction="One way", mode="Query", status="Active")
    found = read_surveys([alone.save(tmp_path / "alone.xlsx")], canada)
    assert any(
        line.startswith(f"alone.xlsx:{LINKS}:{row}: to: 'rcmp-cpic' is linked to itself") for line in told(found)
    ), told(found)


def test_two_files_that_disagree_are_told(canada: Catalogue, tmp_path: Path) -> None:
    id = records(canada, PEEL)["systems"]["id"].iloc[0]
    paths = []
    for name, year in (("one", 2001), ("two", 2002)):
        survey = Survey(make_survey(canada, PEEL))
        survey.cell(SYSTEMS, survey.row(SYSTEMS, id), "until").value = year
        survey.fill(SYSTEMS, name="Peel Thing", type="CAD" if year == 2001 else "rms", status="Active")
        paths.append(survey.save(tmp_path / f"{name}.xlsx"))
    found = read_surveys(paths, canada)
    assert any("says '2002' where one.xlsx" in line for line in told(found))
    assert any("is added twice, here and in one.xlsx" in line or "no system type" in line for line in told(found))
    assert read_surveys([paths[1], paths[1]], canada).problems == ()


def test_a_survey_of_another_catalogue_is_told(canada: Catalogue, nleim: Catalogue, tmp_path: Path) -> None:
    path = tmp_path / "peel.xlsx"
    path.write_bytes(make_survey(canada, PEEL))
    found = read_surveys([path], canada.remove("links", (canada.links["mode"] != "manual").to_numpy()))
    assert any(f"was made from a catalogue of digest {canada.digest}" in str(warning) for warning in found.warnings)
    assert read_surveys([path], nleim).after is None


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"no workbook at all", "is no zip archive"),
        (b"", "is no zip archive"),
        (None, "there is no file"),
    ],
)
def test_what_is_no_survey_is_refused(canada: Catalogue, tmp_path: Path, content: bytes | None, message: str) -> None:
    path = tmp_path / "x.xlsx"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SourceError, match=message):
        read_surveys([path], canada)


def test_other_workbooks_and_broken_ones_are_refused(canada: Catalogue, peel: Survey, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    openpyxl.Workbook().save(path)
    with pytest.raises(SourceError, match="is no survey of graphmodel"):
        read_surveys([path], canada)
    peel.book[FACTS]["B1"] = "99"
    with pytest.raises(SourceError, match="another version"):
        read_surveys([peel.save(path)], canada)
    whole = make_survey(canada, PEEL)
    with zipfile.ZipFile(io.BytesIO(whole)) as good, zipfile.ZipFile(path, "w") as bad:
        for name in good.namelist():
            bad.writestr(
                name,
                good.read(name).replace(b"<sheetData>", b"<sheetData><row><c") if "sheet3" in name else good.read(name),
            )
    with pytest.raises(SourceError):
        read_surveys([path], canada)


def test_texts_that_look_like_formulas_go_out_as_texts(tmp_path: Path) -> None:
    world = random_catalogue(4)
    world = world.replace_rows("agencies", world.agencies.assign(name="=cmd|' /C calc'!A0"))
    world = world.replace_rows("systems", world.systems.assign(name="+1; [x] \n_x000D_"))
    agency = world.agencies["id"].iloc[0]
    path = tmp_path / "s.xlsx"
    path.write_bytes(make_survey(world, agency))
    book = openpyxl.load_workbook(path)
    assert not [cell for page in book for line in page.iter_rows() for cell in line if cell.data_type == "f"]


def test_a_survey_for_the_public_names_nothing_internal(tmp_path: Path) -> None:
    world = secretive()
    path = tmp_path / "s.xlsx"
    for audience, there in ((None, True), ("internal", True), ("public", False)):
        path.write_bytes(make_survey(world, "open-force", audience=audience))
        with zipfile.ZipFile(path) as archive:
            content = b"".join(archive.read(name) for name in archive.namelist())
        assert (SECRET.encode() in content) == there
    found = read_surveys([path], world)
    assert (found.problems, found.warnings, found.after) == ((), (), world)
    survey = Survey(path.read_bytes())
    survey.cell(SYSTEMS, survey.row(SYSTEMS, "open-cad"), "replaces").value = "open-rms; Open Second"
    survey.fill(SYSTEMS, name="Open Second", type="CAD", status="Retired")
    found = read_surveys([survey.save(path)], world)
    assert ("changed", "systems", "open-cad", "replaces", "open-rms;open-second;zqx-vault") in changes(found)


def test_an_unknown_agency_is_refused_with_the_nearest(canada: Catalogue) -> None:
    with pytest.raises(UnknownName, match=f"did you mean {PEEL}"):
        make_survey(canada, "peel-regional-polic")


def test_the_command_line_goes_there_and_back(graphmodel: Caller, canada: Catalogue, tmp_path: Path) -> None:
    path, new = tmp_path / "peel.xlsx", tmp_path / "new"
    said = graphmodel("survey", "make", "--agency", PEEL, "-o", path)
    assert (said.code, said.out.strip()) == (0, str(path))
    assert "asks about 9 systems" in said.err
    assert "rien n'est écrit" in graphmodel("--lang", "fr", "survey", "read", path).err
    survey = Survey(path.read_bytes())
    survey.fill(SYSTEMS, name="Peel Cells", type="Jail and cell management", status="Active")
    survey.save(path)
    read = graphmodel("survey", "read", path, "-o", new)
    assert read.code == 0
    assert "peel-cells" in read.out
    assert gm.diff(canada, new).counts == {"renamed": 0, "removed": 0, "added": 1, "changed": 0}
    assert (
        graphmodel("survey", "read", path, "-o", new).code,
        graphmodel("survey", "make", "--agency", "nobody").code,
    ) == (1, 1)
    survey.cell(SYSTEMS, 3, "status").value = "gone"
    survey.save(path)
    wrong = graphmodel("survey", "read", path, "-o", tmp_path / "never")
    assert (wrong.code, (tmp_path / "never").exists()) == (1, False)
    assert f"peel.xlsx:{SYSTEMS}:" in wrong.out
    assert "Traceback" not in wrong.err
    assert graphmodel("survey", "read").code == 2
