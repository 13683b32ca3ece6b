"""The session: what the options before the command say, and what every command does with it.

It opens the store, finds the journey that is named, and prints the answer.
"""

import getpass
import json
import os
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import typer
from typer import TyperException

from journeys.adapters.words.language import say
from journeys.domain.message import Message
from journeys.domain.roles import Actor

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy import URL, Engine

    from journeys.adapters.cli.input.chosen import Chosen
    from journeys.adapters.cli.input.confirming import Confirmed
    from journeys.adapters.cli.output.names import ShownNames
    from journeys.adapters.cli.output.text_parts import Drawn
    from journeys.app.journeys import Journeys
    from journeys.app.ports.keys import KeyProvider
    from journeys.app.ports.outdated import Outdated
    from journeys.app.reading import Reader
    from journeys.domain.rulebook import Rulebook
    from journeys.domain.vocabulary import EmployerId, JourneyId
    from journeys.projections.view import View

V = TypeVar("V", bound="View")

PURPOSES = {
    "caseworker": "sagsbehandling",
    "auditor": "revision",
    "citizen": "egen indsigt",
}
"""By role, the purpose of a look where no other is given."""

EMPLOYERS = "virksomhedssamarbejde"
"""The purpose of looking at an employer, where no other is given: no citizen is looked at."""

COUNTING = "ledelse"
"""The purpose of counting, where no other is given: nobody is looked at, and nothing is logged."""


@dataclass(frozen=True)
class Session:
    """What holds for one run of the script."""

    store: str | None
    named: str | None
    role: str
    why: str | None
    settings: Path | None
    outdated: str
    as_json: bool
    as_csv: bool
    chosen: "Chosen | None" = field(default=None, kw_only=True)
    """Which municipalities of a file the command is for; None without such a file."""
    for_excel: bool = field(default=False, kw_only=True)
    """Whether a table in CSV is as a Danish Excel opens it."""
    with_names: bool = field(default=False, kw_only=True)
    """Whether names stand in JSON and CSV, too."""
    out: Callable[[str], object] = field(default=typer.echo, kw_only=True)
    """What is called with an answer in JSON."""

    @property
    def actor(self) -> Actor:
        """Who does it, in which role: as said, or the operating system's user."""
        if self.named is not None:
            return Actor(self.named, self.role)
        try:
            return Actor(getpass.getuser(), self.role)
        except (KeyError, OSError, ImportError):
            raise TyperException(
                "Nobody is named: say who does this with --as NAME, or set JOURNEYS_ACTOR."
            ) from None

    @property
    def may_ask(self) -> bool:
        """Whether somebody at a terminal can be asked; a script is not."""
        from journeys.adapters.cli.input.prompting import somebody_is_there

        return somebody_is_there() and not self.as_json

    @property
    def is_on_screen(self) -> bool:
        """Whether what is printed is read on a screen, and not by a pipe."""
        return sys.stdout is not None and sys.stdout.isatty()

    @property
    def is_at_prompt(self) -> bool:
        """Whether commands are typed at the prompt of a session, without an id."""
        return False

    @property
    def reads_a_file(self) -> bool:
        """Whether a line of a file is recorded: tomorrow it must be about the same day."""
        return False

    @property
    def purpose(self) -> str:
        """Why somebody looks: as said, or what the role always looks for."""
        if self.why is not None:
            return self.why
        if self.role not in PURPOSES:
            raise TyperException(
                Message(
                    "Say why you look, in the role {role}, with --purpose TEXT before the command, "
                    "or set JOURNEYS_PURPOSE: it is logged, and the citizen may read it",
                    role=Message(self.role),
                )
            )
        return PURPOSES[self.role]

    @property
    def file(self) -> Path | None:
        """The SQLite file that the store is; None where it is in no file, or nobody can tell.

        Raises StoreUnreachable where what was typed can be no path, and TyperException where it is
        not one municipality of many.
        """
        if self.chosen is not None:
            from journeys.adapters.sql.database.sqlite_path import sqlite_path

            return sqlite_path(self.chosen.entry.url)
        if self.store is None:
            from journeys.adapters.cli.input.users_store import users_store

            return users_store()
        from journeys.adapters.sql.database.address import is_address

        if not is_address(self.store):
            from journeys.adapters.cli.input.users_store import typed_path

            return typed_path(self.store)
        from journeys.adapters.sql.database.sqlite_path import sqlite_path
        from journeys.adapters.sql.database.urls import parse_url

        try:
            file = sqlite_path(parse_url(self.store))
            return None if file is None else file.absolute()
        except ValueError:
            return None  # opening it says that this is no address

    @property
    def url(self) -> "str | URL | Engine":
        """The address of the store, or its engine; a path is a SQLite file. Raises as `file`."""
        if self.chosen is not None:
            return self.chosen.registry.engine(self.chosen.entry.code)
        from sqlalchemy import URL

        from journeys.adapters.sql.database.address import is_address

        if self.store is not None and is_address(self.store):
            return self.store
        return URL.create("sqlite", database=str(self.file))

    def make_folder(self) -> None:
        """Make the folder of a user's own store where it is missing. Raises StoreUnreachable."""
        if self.store is None and self.chosen is None:
            from journeys.adapters.cli.input.users_store import make_users_folder

            make_users_folder()

    @property
    def keys(self) -> "KeyProvider | None":
        """The master key that the environment names; None leaves it to the file beside a store.

        Of many municipalities each has its own.
        """
        if self.chosen is not None:
            return self.chosen.registry.keys(self.chosen.entry.code)
        if not os.environ.get("JOURNEYS_MASTER_KEY"):
            return None
        from journeys.adapters.files.master_key import key_from_environment

        return key_from_environment(os.environ)

    @property
    def erasures(self) -> Path | None:
        """The folder of the lists of erasures that the environment names; None: beside the key."""
        named = os.environ.get("JOURNEYS_ERASURES")
        return Path(named) if named else None

    @property
    def book(self) -> "Rulebook":
        """The rulebook, with what the municipality's own file adds; no store is asked."""
        settings = self.settings if self.chosen is None else self.chosen.entry.settings
        if settings is None:
            from journeys.domain.standard import rulebook

            return rulebook()
        from journeys.adapters.files.municipality import read_municipality

        return read_municipality(settings)

    @contextmanager
    def journeys(self, *, dry_run: bool = False, create: bool = False) -> Iterator["Journeys"]:
        """Yield the journeys of the store, and close it afterwards.

        Only with `create` a store is made where none is: for a command that records. Those of many
        municipalities are made by `journeys init` alone.
        """
        file, create = self.file, create and not dry_run and self.chosen is None
        is_new = file is not None and not os.path.lexists(file)
        if file is not None:
            from journeys.adapters.cli.input.users_store import refuse_anothers

            refuse_anothers(file)
        if create:
            self.make_folder()
        elif self.store is None and self.chosen is None and is_new:
            from sqlalchemy import URL

            from journeys.adapters.opening import no_store

            raise no_store(URL.create("sqlite", database=str(file)))
        with self._opened(create=create) as opened:
            if is_new:
                typer.echo(say("A new store was made: {file}", file=file), err=True)
            yield opened.rehearsing() if dry_run else opened

    def _opened(self, *, create: bool) -> "Journeys":
        outdated = cast("Outdated", self.outdated)
        if self.chosen is not None:
            return self.chosen.registry.store(self.chosen.entry.code, outdated, self.erasures)
        from journeys.adapters.wiring import open_journeys

        return open_journeys(
            self.url,
            keys=self.keys,
            book=self.book,
            outdated=outdated,
            create=create,
            erasures=self.erasures,
        )

    @contextmanager
    def recording(self, *, dry_run: bool = False, create: bool = True) -> Iterator["Journeys"]:
        """Yield the same to record in, after the law in use was sealed there.

        A command that only reads, and a dry run, seal nothing.
        """
        with self.journeys(dry_run=dry_run, create=create) as opened:
            if not dry_run:
                from journeys.adapters.wiring import seal_law

                seal_law(opened)
            yield opened

    def journey(self, journeys: "Journeys", typed: str) -> "JourneyId":
        """Return the journey that is typed: every command finds it here. Refused: as `find`."""
        from journeys.adapters.cli.input.who import find

        return find(journeys, lambda: self.looking(journeys), typed)

    def looking(self, journeys: "Journeys") -> "Reader":
        """Return the journeys as the actor sees them; each look is logged."""
        return journeys.seen_by(self.actor, self.purpose)

    def counting(self, journeys: "Journeys") -> "Reader":
        """Return the journeys for counting: nobody is looked at, so no purpose is asked for."""
        return journeys.seen_by(self.actor, self.why or COUNTING)

    def at_employers(self, journeys: "Journeys") -> "Reader":
        """Return the employers as the actor sees them: no citizen is, so no purpose is asked for.

        A look at one employer is logged on its own stream.
        """
        return journeys.seen_by(self.actor, self.why or PURPOSES.get(self.role, EMPLOYERS))

    def names(
        self, journeys: "Journeys", ids: Iterable["UUID"], set_aside: Iterable[str] = ()
    ) -> "ShownNames":
        """Return how journeys are shown to people; each that is shown by name is a logged look.

        With --json and --csv nobody is named, unless with --names. The id stands alone where a name
        may not be seen, is not known, or cannot be read: that stops no command.
        """
        from journeys.adapters.cli.output.names import NO_NAMES, read_names

        if (self.as_json or self.as_csv) and not self.with_names:
            return NO_NAMES
        return read_names(lambda: self.looking(journeys), ids, set_aside)

    def recorded_on(self, journey: "JourneyId") -> Collection[int]:  # noqa: ARG002 - a session knows
        """Return the numbers of the entries that were recorded on a journey by this run before."""
        return ()

    def new_file(self, stem: str, ending: str, stream: "JourneyId | EmployerId") -> Path | None:
        """Return the file for a page that none was named for; None: the page goes to stdout.

        At a terminal it is a file that is not there yet: nobody reads HTML on a screen. In its name
        are the first signs of the id, and no name.
        """
        if not self.is_on_screen:
            return None
        beginning = f"{stem}-{str(stream)[:4]}"
        file, nr = Path(f"{beginning}{ending}"), 1
        while file.exists():
            nr += 1
            file = Path(f"{beginning}-{nr}{ending}")
        return file

    def answer(
        self,
        view: V,
        drawn: Callable[[V], "Drawn"],
        names: "ShownNames | None" = None,
    ) -> None:
        """Print a view: as it is with --json, its rows with --csv, drawn for people without.

        With --names, `names` stand in both. What it leaves out is said on stderr. Ends with 1 where
        it names a journey that cannot be read.
        """
        added = names if self.with_names else None
        if self.as_csv:
            from journeys.adapters.cli.output.sheets import sheet

            typer.echo(sheet(view, added, for_excel=self.for_excel), nl=False)
        elif self.as_json and added:
            named = added.added_to(view.model_dump(mode="json"))
            self.out(json.dumps(named, ensure_ascii=False, indent=2))
        elif self.as_json:
            self.out(view.model_dump_json(indent=2))
        else:
            from journeys.adapters.cli.output.render import answer

            answer(drawn(view), on_screen=self.is_on_screen)
        self.say_left_out(view, names)

    def say_left_out(self, view: "View", names: "ShownNames | None" = None) -> None:
        """Say on stderr what a view leaves out; with --json it is in the view itself.

        Ends with 1 where it names a journey that cannot be read.
        """
        from journeys.adapters.cli.output.left_out import set_aside_lines, stamped_ahead_lines

        lines = [
            *stamped_ahead_lines(getattr(view, "stamped_ahead", 0)),
            *set_aside_lines(view, names),
        ]
        if lines and not self.as_json:
            typer.echo("\n".join(lines), err=True)
        if getattr(view, "set_aside", None):
            from journeys.adapters.cli.output.errors import REFUSED

            raise typer.Exit(REFUSED)

    def hint(self, words: str) -> None:
        """Print on stderr what could be better; in a session only the first time."""
        typer.echo(words, err=True)

    def tell(self, facts: dict[str, Any], words: str) -> None:
        """Print `facts` with --json, `words` without."""
        if self.as_json:
            self.out(json.dumps(facts, ensure_ascii=False, indent=2))
        else:
            typer.echo(words)

    def confirm(self, confirmed: "Confirmed") -> None:
        """Say what was recorded, or would be."""
        self.tell(confirmed.facts, "\n".join(confirmed.lines))


def session(ctx: typer.Context) -> Session:
    """Return what the options before the command said."""
    return cast("Session", ctx.obj)
