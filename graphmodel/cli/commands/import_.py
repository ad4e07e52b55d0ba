"""``import``: any workbook or CSV to a mapping and a catalogue; what a sheet cannot say is asked on one screen."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphmodel.cli.shared.bilingual import command, option
from graphmodel.cli.shared.output import show
from graphmodel.cli.shared.settings import Settings, pass_settings
from graphmodel.cli.shared.tables import is_terminal
from graphmodel.errors import CatalogueError, GraphmodelError, counted_problems
from graphmodel.machine.harmless import for_terminal
from graphmodel.machine.typing_names import as_typed
from graphmodel.records.schema import tables
from graphmodel.words.messages import Message, in_language, joined, plain, say

if TYPE_CHECKING:
    from graphmodel.importing.plan import SheetPlan
    from graphmodel.importing.questions import Question

_ENDING = ".toml"


@command(
    "import",
)
@click.argument("file", type=click.Path(path_type=Path))
@option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Write the catalogue into this new folder.",
)
@option(
    "--mapping",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the mapping into this new file instead of FOLDER.toml.",
)
@option(
    "--answers",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Answers to what the sheet cannot say, as TOML.",
)
@option("--yes", is_flag=True, help="Take the default of every question that is not answered.")
@pass_settings
def import_(
    settings: Settings, file: Path, output: Path, mapping: Path | None, answers: Path | None, *, yes: bool
) -> None:
    """Read any workbook or CSV: guess what its columns are, ask what it cannot say, write mapping and catalogue.

    Every guess stands in the mapping as a comment. The mapping alone reads the file again: graphmodel load FILE --loader
    MAPPING. Where nobody can answer, the questions are written as a file of answers to fill in.

    \b
    Example:
      graphmodel import "our systems.xlsx" -o ours
    """
    from graphmodel.exchange.exporting import ensure_named
    from graphmodel.importing.plan import plan_import
    from graphmodel.importing.questions import AnswersNeeded, answers_file, read_answers
    from graphmodel.machine.outputs import ensure_ending

    written = mapping or output.with_name(output.name + _ENDING)
    ensure_named(output, "csv")
    ensure_ending(written, (_ENDING,))
    _ensure_new(output, written)
    given = read_answers(answers) if answers else {}
    with settings.waiting(say("Reading {source}", source=file)):
        plan = plan_import(file, given)
    there = is_terminal(sys.stdin) and is_terminal(sys.stdout)
    if plan.open and not yes:
        if not there:
            click.echo(answers_file(plan.open), nl=False)
            raise AnswersNeeded(plan.open)
        _show(plan)
        offered: set[tuple[str, str]] = set()
        while left := [one for one in plan.open if one.key not in offered]:  # answers bring questions up
            offered |= {one.key for one in left}
            given |= _asked(left)
            plan = plan_import(file, given)
    else:
        if there:
            _show(plan)
        for question in plan.open:
            settings.tell(
                Message("taken: {question} {answer}", question=question.text, answer=question.says(question.default))
            )
    for line in (*plan.notes, *(plain(f"{one.shown}: ") + one.why for one in plan.left)):
        settings.tell(line)
    _write(settings, plan, output, written)


def _ensure_new(output: Path, mapping: Path) -> None:
    """Refuse what is there already before anybody is asked anything."""
    if mapping.exists():
        raise GraphmodelError(
            Message(
                "{path} is there already: to start over, delete it and the folder {folder}, or name others by -o and "
                "--mapping",
                path=mapping,
                folder=output,
            )
        )
    if output.is_dir() and any(output.iterdir()):
        raise GraphmodelError(
            Message("{path} is not empty: to start over, delete it, or name a new folder by -o", path=output)
        )


def _show(plan: SheetPlan) -> None:
    """Show how the first rows of each table are read."""
    from graphmodel.importing.preview import preview

    for table in plan.tables:
        first = preview(table)
        click.echo(for_terminal(say("{table}, its first rows as they are read:", table=table.shown)))
        show([in_language(head) for head in first.headings], first.rows, "table")
        if first.left:
            click.echo(for_terminal(say("Not read: {columns}", columns=", ".join(first.left))))


def _asked(left: Sequence[Question]) -> dict[tuple[str, str], str]:
    """Return what a person answers on one screen."""
    from graphmodel.importing.questions import example, screen, told, typed_answers

    questions = screen(left)
    for number, question in enumerate(questions, start=1):
        click.echo(for_terminal(in_language(told(question, number))))
    if more := len(left) - len(questions):
        click.echo(say("And {count} more, which take their defaults: --answers FILE says otherwise.", count=more))
    while True:
        ask = say("Answers, as {example}; Enter or yes takes what is marked *", example=example(questions))
        line = click.prompt(ask, default="", show_default=False)
        try:
            typed = typed_answers(str(line), questions)
        except GraphmodelError as error:
            click.echo(error.text(), err=True)
        else:
            return typed


def _write(settings: Settings, plan: SheetPlan, output: Path, mapping: Path) -> None:
    from graphmodel.exchange.exporting import export
    from graphmodel.machine.outputs import write

    report = plan.check()
    for note in (*report.notices, *report.warnings):
        settings.tell(note.said)
    write(mapping, plan.mapping, new=True, folders=True)
    if report.catalogue is None:
        settings.tell(
            Message(
                "{count}: mend the cells, or {mapping}, then graphmodel check {file} --loader {mapping}",
                count=counted_problems(report.problems),
                mapping=as_typed(mapping),
                file=as_typed(plan.source),
            )
        )
        raise CatalogueError(report.problems)
    export(report.catalogue, "csv", output)
    click.echo(str(output))
    click.echo(str(mapping))
    counts = joined(", ", (tables()[name].counted(count) for name, count in report.catalogue.counts.items() if count))
    settings.tell(
        Message(
            "{output} holds {counts}; {mapping} says how they were read, with every guess",
            output=output,
            counts=counts,
            mapping=mapping,
        )
    )
    names = list(report.catalogue.agencies["name"])
    agency = plan.first_agency if plan.first_agency in names else next(iter(names), "")
    if agency:
        words = ["graphmodel", *(["--lang", settings.lang] if settings.lang != "en" else []), "--on", as_typed(output)]
        words += ["brief", as_typed(agency), "-o", "brief.docx"]
        settings.tell(Message("next: {command}", command=" ".join(words)))
