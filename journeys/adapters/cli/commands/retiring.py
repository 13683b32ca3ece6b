"""The command that lets closed journeys go whose time is over: shown, exported, erased.

Each is done by itself: its export is whole on the disk before its person is erased. One that was
interrupted is finished by the same command.
"""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer import TyperException

from journeys.adapters.cli.commands.erasing import receipt_facts
from journeys.adapters.cli.commands.interrupted import is_whole, written_before
from journeys.adapters.cli.input.arguments import RECORD, JourneyIfAny, SeenOn
from journeys.adapters.cli.input.context import Session, session
from journeys.adapters.cli.input.files import refuse_private_path
from journeys.adapters.cli.output.danish import command
from journeys.adapters.cli.output.errors import REFUSED
from journeys.adapters.cli.output.progress import reported
from journeys.adapters.words.ids import short
from journeys.adapters.words.language import say, say_of
from journeys.domain.decisions.deciding import require_permission
from journeys.domain.decisions.retiring import ground
from journeys.domain.erasure import Receipt
from journeys.domain.errors import Erased, InputUnreadable, Refused, StoreError
from journeys.domain.message import Message
from journeys.domain.roles import ERASE, EXPORT
from journeys.domain.vocabulary import JourneyId

if TYPE_CHECKING:
    from journeys.app.journeys import Journeys
    from journeys.app.ports.moving import Export
    from journeys.projections.retirements import Retirements

app = typer.Typer()


@app.command(rich_help_panel=RECORD)
def retire(
    ctx: typer.Context,
    journey: JourneyIfAny = None,
    *,
    on: SeenOn,
    folder: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER", help="Where each is exported, in a folder of its own, before it goes."
        ),
    ] = None,
    archived: Annotated[
        str,
        typer.Option(
            metavar="TEXT",
            help="The receipt of the archive that has them; it stays, in each receipt.",
            show_default=False,
        ),
    ] = "",
    yes: Annotated[
        bool,
        typer.Option(
            "--yes", help="Export and erase those that may go; without it, nobody is erased."
        ),
    ] = False,
) -> None:
    """Kassation: show which closed journeys may go, and why the others are kept.

    With --yes each that may go is exported, then erased for ever, and its receipt stays. How long
    they are kept, and whether they may be discarded, the municipality's file says, in its section
    retention.
    """
    from journeys.adapters.cli.output.forms import retirements as forms
    from journeys.adapters.cli.output.sheets import no_table

    run = session(ctx)
    if yes and folder is None:
        raise TyperException("--yes goes with --folder: each is exported before it is erased.")
    if yes and run.as_csv:
        raise no_table()
    with run.journeys() as journeys:
        only = None if journey is None else run.journey(journeys, journey)
        if not yes or folder is None:
            view = run.looking(journeys).audit.retirements(on=on, only=only)
            names = run.names(journeys, (each.journey for each in view.journeys), view.set_aside)
            run.answer(view, partial(forms.retirements, book=journeys.book, names=names), names)
            return
        retiring = Retiring(run, journeys, folder, archived, on)
        retiring.require()
        view = run.looking(journeys).audit.retirements(on=on, only=only)
        retiring.finish(view, only)


@dataclass
class Retiring:
    """One run: what goes into which folder, and what came of it."""

    run: Session
    journeys: "Journeys"
    folder: Path
    archived: str
    on: date
    gone: list[Receipt] = field(default_factory=list)
    refused: dict[str, Message] = field(default_factory=dict)
    """By journey that could not go after all, why."""

    def require(self) -> None:
        """Pass where everything but the journeys themselves allows it; nothing is written before.

        Refused: role-may-not, words-carry-cpr; and as `ground`.
        """
        for permission in (ERASE, EXPORT):
            require_permission(permission, self.run.actor, self.journeys.book)
        ground(self.journeys.book, self.archived)
        refuse_private_path(self.folder)

    def finish(self, view: "Retirements", only: JourneyId | None) -> None:
        """Export and erase every journey of the view that may go, and say what came of it.

        Ends with 1 where one that was to go could not, or one could not be read; where one alone
        is asked for, with its refusal.
        """
        self.journeys.persons.finish_erasing()  # where a run before this one was killed
        if only is not None:
            self._one(only)
        else:
            self._each([JourneyId(each.journey) for each in view.going])
        self._tell(view)
        self.run.say_left_out(view)
        if self.refused:
            raise typer.Exit(REFUSED)

    def _each(self, journeys: Sequence[JourneyId]) -> None:
        with reported(say("Exporting and erasing")) as progress:
            for nr, journey in enumerate(journeys):
                progress(nr, len(journeys))
                try:
                    self._one(journey)
                except (Refused, Erased, StoreError) as error:
                    self.refused[str(journey)] = error.sentence

    def _one(self, journey: JourneyId) -> None:
        """Export one citizen and erase them; a folder that was written for nothing goes again."""
        from journeys.adapters.files.whole_files import make_private_folder

        exports = self.run.looking(self.journeys).audit.exports(journey)
        entries = sum(len(each.entries) for each in exports)
        self._erase(self.journeys.rehearsing(), journey, entries)  # before anything is written
        make_private_folder(self.folder)
        written = [self.folder / str(each.journey) for each in exports if self._write(each)]
        try:
            receipt = self._erase(self.journeys, journey, entries)
        except Refused:  # nothing was committed; any other error may have come after the commit
            for each in written:
                shutil.rmtree(each, ignore_errors=True)
            raise
        self.gone.append(receipt)
        self._acknowledge(receipt)

    def _erase(self, store: "Journeys", journey: JourneyId, entries: int) -> Receipt:
        return store.persons.retire(
            journey,
            exported=entries,
            archived=self.archived,
            on=self.on,
            actor=self.run.actor,
        )

    def _write(self, export: "Export") -> bool:
        """Return whether the export was written now; False where it is there, whole and proved.

        Refused: folder-not-empty, folder-unusable.
        """
        from journeys.adapters.files.exports.write import write_export
        from journeys.adapters.files.whole_files import require_empty_folder

        folder = self.folder / str(export.journey)
        before = written_before(folder)
        if before is None:
            write_export(export, folder)
        elif not (is_whole(before, export) and _is_proved(before, export.key)):
            require_empty_folder(folder)
        return before is None

    def _tell(self, view: "Retirements") -> None:
        kept = [each for each in view.journeys if not each.goes]
        facts = {
            "on": self.on.isoformat(),
            "folder": str(self.folder),
            "gone": [receipt_facts(each) for each in self.gone],
            "kept": [each.model_dump(mode="json") for each in kept],
            "refused": self.refused,
            "set_aside": dict(view.set_aside),
        }
        self.run.tell(facts, "\n".join(self._lines(len(kept))))

    def _acknowledge(self, receipt: Receipt) -> None:
        """Say at once of whom a receipt is left: the next may take long, or be interrupted."""
        if not self.run.as_json:
            shown = command("journeys audit receipt", short(receipt.journey))
            line = say("Exported and erased. The receipt: {command}", command=shown)
            typer.echo(f"{receipt.journey}: {line}")

    def _lines(self, kept: int) -> Iterator[str]:
        for journey, why in self.refused.items():
            yield say("Not erased, {journey}: {why}", journey=journey, why=why)
        yield say_of(
            len(self.gone),
            "{count} closed journey was exported to {folder} and erased.",
            "{count} closed journeys were exported to {folder} and erased.",
            folder=self.folder,
        )
        yield say("Kept, as their time is not over or something holds them: {count}", count=kept)
        if self.gone:
            yield say(
                "What was exported can be read: keep it as secret as the journeys, and delete it "
                "once the archive has it or nobody needs it."
            )


def _is_proved(written: "Export", key: str) -> bool:
    """Return whether every proof in a folder leads to a checkpoint that this key signed."""
    from journeys.adapters.sql.seal.exported import check

    try:
        check(written, key)
    except InputUnreadable:
        return False
    return True
