"""The demo: one invented pensioner tries work, and the record keeps all of it.

Always in a store of its own in a temporary folder, so that nothing real is touched.
"""

import json
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import typer

from journeys.adapters.cli.commands.demo_path import CASEWORKER, Walk, begin, come_back, try_work
from journeys.adapters.cli.input.context import Session
from journeys.adapters.words.language import say
from journeys.projections.milestones import Milestones
from journeys.projections.safety.answer import Safety

WHILE_TRYING, AT_THE_END = date(2026, 5, 20), date(2026, 9, 15)


def play(run: Session) -> None:
    """Play the whole path, then show the pictures: while work is tried, and at the end."""
    from journeys.adapters.wiring import open_journeys, seal_law

    def tell(line: str) -> None:
        if not run.as_json:
            typer.echo(line)

    with TemporaryDirectory(prefix="journeys-demo-") as folder:
        address = f"sqlite:///{Path(folder).as_posix()}/demo.db"
        # Its days are those of 2026, whatever day it is.
        with seal_law(open_journeys(address, today=lambda: AT_THE_END)) as journeys:
            tell(say("An invented citizen, in a store of its own that is thrown away afterwards."))
            tell("")
            walk = Walk(journeys, tell)
            begin(walk)
            try_work(walk)
            seen = journeys.seen_by(CASEWORKER, "prøvetur")
            trying = seen.safety(walk.journey, on=WHILE_TRYING)
            if not run.as_json:
                title = say("The safety on {on}, while work is tried:", on=WHILE_TRYING)
                _show_safety(run, trying, f"\n{title}\n")
            come_back(walk)
            picture = seen.milestones(walk.journey, on=AT_THE_END)
            after = seen.safety(walk.journey, on=AT_THE_END)
    if run.as_json:
        views = {"milestones": picture, "safety_while_trying": trying, "safety": after}
        dumped = {name: view.model_dump(mode="json") for name, view in views.items()}
        typer.echo(json.dumps(dumped, ensure_ascii=False, indent=2))
    else:
        title = say("The picture on {on}:", on=AT_THE_END)
        _show_picture(run, picture, f"\n{title}\n")
        _show_safety(run, after, say("The safety on {on}:", on=AT_THE_END) + "\n")


def _show_safety(run: Session, view: Safety, title: str) -> None:
    from journeys.adapters.cli.output.forms.safety import safety

    typer.echo(title)
    run.answer(view, safety)


def _show_picture(run: Session, view: Milestones, title: str) -> None:
    from journeys.adapters.cli.output.forms.picture import milestones

    typer.echo(title)
    run.answer(view, milestones)
