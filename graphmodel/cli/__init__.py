"""The command line: ``graphmodel COMMAND``; answers on stdout, words on stderr.

Exit 0 done, 1 refused with the remedy named, 2 wrong usage, 130 interrupted (143 by SIGTERM), 141 where whatever was to
read the answer had ended; never a traceback.
"""

from __future__ import annotations

import os
import sys
from typing import cast

import click
from click.core import ParameterSource

from graphmodel.cli.commands.agreements import agreements
from graphmodel.cli.commands.answers import reach, seen, sees, study
from graphmodel.cli.commands.brief import brief
from graphmodel.cli.commands.diff import diff
from graphmodel.cli.commands.export import export
from graphmodel.cli.commands.glossary import glossary
from graphmodel.cli.commands.import_ import import_
from graphmodel.cli.commands.load import check, info, load
from graphmodel.cli.commands.map import map_
from graphmodel.cli.commands.maturity import maturity
from graphmodel.cli.commands.may import may
from graphmodel.cli.commands.needs import needs
from graphmodel.cli.commands.new import new
from graphmodel.cli.commands.plan import plan
from graphmodel.cli.commands.query import cypher, query
from graphmodel.cli.commands.report import report_
from graphmodel.cli.commands.scenario import scenario
from graphmodel.cli.commands.survey import survey
from graphmodel.cli.commands.whatif import whatif
from graphmodel.cli.commands.why import why
from graphmodel.cli.shared import streams
from graphmodel.cli.shared.bilingual import BilingualGroup, group, option, speaking_click
from graphmodel.cli.shared.hoisting import parted
from graphmodel.cli.shared.next_steps import what_next
from graphmodel.cli.shared.settings import Settings
from graphmodel.cli.shared.tables import SCREEN, Screen
from graphmodel.errors import CatalogueError, GraphmodelError
from graphmodel.machine.refusals import translated
from graphmodel.records.composed import composed
from graphmodel.version import __version__
from graphmodel.words.languages import LANGUAGE_VARIABLE, LANGUAGES, chosen_language, language
from graphmodel.words.messages import Message, say

DEFAULT_STORE = "graphmodel.duckdb"
STORE_VARIABLE = "GRAPHMODEL_STORE"
_REFUSED, _INTERRUPTED, _NOBODY_READS = 1, 130, 141
_TYPED = "COMP_WORDS"
_READ_A_SOURCE = ("load", "check")


class _Root(BilingualGroup):
    """The command line as a whole: what is typed is composed as what is read is, but for names of files that are there."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take the words of a command line."""
        return super().parse_args(ctx, [word if os.path.lexists(word) else composed(word) for word in args])


@group(
    "graphmodel",
    cls=_Root,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@option(
    "--store",
    envvar=STORE_VARIABLE,
    default=DEFAULT_STORE,
    show_default=True,
    help="The graph: a path, duckdb:PATH, memory:, neo4j://HOST or bolt://HOST.",
)
@option(
    "--on",
    metavar="SOURCE",
    help="Answer straight from a catalogue, without a load.",
)
@option(
    "--loader",
    metavar="NAME",
    help="How the tables of --on are to be read: a shipped mapping, the path of one, or a plug-in.",
)
@option(
    "--lang",
    envvar=LANGUAGE_VARIABLE,
    is_eager=True,
    type=click.Choice(LANGUAGES),
    default="en",
    show_default=True,
    help="Language of what people read.",
)
@option(
    "--password-prompt",
    is_flag=True,
    help="Ask for the server's password instead of reading NEO4J_PASSWORD.",
)
@option("--wide", is_flag=True, help="Show every column of a table on its line, however wide the terminal is.")
@option("-q", "--quiet", is_flag=True, help="Say nothing but the answer.")
@option("-v", "--verbose", count=True, help="Say more.")
@click.version_option(__version__, message="graphmodel %(version)s")
@click.pass_context
def cli(
    context: click.Context,
    store: str,
    on: str | None,
    loader: str | None,
    lang: str,
    password_prompt: bool,
    wide: bool,
    quiet: bool,
    verbose: int,
) -> None:
    """Who is connected, who can see whose records, and which link to build next.

    \b
    Example:
      graphmodel load canada
      graphmodel study
    """
    del lang
    named = {ParameterSource.COMMANDLINE: "command line", ParameterSource.ENVIRONMENT: "environment"}
    origin = {
        name: named.get(cast("ParameterSource", context.get_parameter_source(name)), "default")
        for name in ("store", "on", "loader", "lang")
    }
    if loader is not None and on is None and context.invoked_subcommand not in _READ_A_SOURCE:
        raise click.UsageError(say("--loader says how --on SOURCE is read: give --on too"))
    SCREEN.set(Screen(wide=wide))
    password = _asked_password() if password_prompt else None
    context.obj = Settings(store, on, language(), quiet, verbose, password, origin, loader)


for item in (
    *(new, import_, load, check, info, query, cypher, study, reach, sees, seen, may, why, agreements, maturity),
    *(whatif, plan, needs, scenario, map_, brief, report_, diff, export, survey, glossary),
):
    cli.add_command(item)


def _asked_password() -> str:
    try:
        return str(click.prompt(say("Password"), hide_input=True, err=True))
    except (click.Abort, AttributeError):  # nobody is there, or standard input is closed
        raise GraphmodelError(
            Message(
                "no password was given: set NEO4J_PASSWORD where nobody can type it",
            )
        ) from None


def main() -> None:
    """Run the command line and exit."""
    streams.occupy()
    sys.unraisablehook = _unraisable
    code = run()
    if "graphmodel.stores.deadline" in sys.modules:
        from graphmodel.stores.deadline import leave

        leave(code)
    sys.exit(code)


def _unraisable(found: sys.UnraisableHookArgs) -> None:
    """Say nothing where a file that is let go of cannot be written: whatever writes it has been told already."""
    if not isinstance(found.exc_value, OSError):
        sys.__unraisablehook__(found)


def run(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    front, rest = parted(sys.argv[1:] if arguments is None else arguments, cli)
    typed = [] if rest else parted(os.environ.get(_TYPED, "").split()[1:], cli)[0]  # so far, where a shell completes it
    with streams.harmless(), speaking_click(chosen_language([*typed, *front])):
        return _run([*front, *rest])


def _run(arguments: list[str]) -> int:
    try:
        streams.ensure_text(arguments, os.environ)
        code = cli.main(arguments, prog_name="graphmodel", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo(say("interrupted"), err=True)
        return _INTERRUPTED
    except GraphmodelError as error:
        click.echo(error.text(), err=True)
        if isinstance(error, CatalogueError) and (after := what_next(error.problems)):
            click.echo(after.text(), err=True)
        return _REFUSED
    except streams.NobodyReadsError:
        return _NOBODY_READS
    except SystemExit as end:  # click ends so after completing
        return int(end.code or 0)
    except Exception as error:  # the last resort: a person gets one line, and a way to report it
        told = translated(error)
        if told is not None:
            click.echo(told.text(), err=True)
            return _REFUSED
        if os.environ.get("GRAPHMODEL_DEBUG"):
            raise
        click.echo(
            say(
                "graphmodel failed: {kind}: {error}. This is a defect: please report it, with what GRAPHMODEL_DEBUG=1 "
                "shows.",
                kind=type(error).__name__,
                error=error,
            ),
            err=True,
        )
        return _REFUSED
    return code if isinstance(code, int) else 0
