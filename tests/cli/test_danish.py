"""The script in Danish: its help, its answers and its refusals."""

from tests.cli.script import Script


def test_the_script_speaks_danish_where_nothing_else_is_said(script: Script) -> None:
    """The help, an answer and a refusal; `--lang` goes before the setting."""
    danish = script.speaking("da")
    helped = danish.process("show", "--help").stdout
    assert "Borgerens overblik: hvor jeg er" in helped
    assert "Tilvalg" in helped
    opened = danish("open", "--municipality", "621", "--basis", "su", "--on", "2026-01-12")
    assert "Registreret som indførsel 1: forløb åbnet, 12. januar 2026" in opened
    assert "Ikke udført: Intet forløb" in danish.refused(1, "show", "0000")
    assert "Not done: No journey" in danish.refused(1, "--lang", "en", "show", "0000")
    assert "Not done: No journey" in danish.refused(1, "--lang=en", "show", "0000")


def test_what_was_not_understood_is_said_in_danish_too(script: Script) -> None:
    """Typer's own sentences, and those of whatever reads a value."""
    danish = script.speaking("da")
    danish("init")
    for typed, told in (
        (["show"], "Skriv også 'ID'"),
        (["hope", "3f2a"], "Udfyld '--ord': Ordene, som de blev sagt"),
        (["show", "3f2a", "--on", "31.02.2026"], "Den dag findes ikke i kalenderen"),
        (["list", "--nonsense"], "Kommandoen har intet tilvalg --nonsense"),
        (["nonsense"], "Der er ingen kommando 'nonsense'"),
        (["list", "--json"], "--json skal stå før kommandoen"),
        (["--role", "king", "list"], "Den rolle findes ikke; der er: "),
        (["hope", "3f2a", "--words", "a", "b"], "Der er flere ord"),
        (["--lang", "de", "list"], "Der er: dansk, engelsk"),
        (["page", "3f2a", "--out", "vej.doc"], "En fil med vej skal ende på: .html"),
        (["--role", "service", "desk"], "Skriv, hvorfor du slår op i rollen "),
    ):
        assert told in danish.refused(2, *typed), typed


def test_what_is_told_in_codes_elsewhere_is_told_in_danish(script: Script) -> None:
    """Hours, roles, months, and who has none."""
    journey, danish = script.opened(), script.speaking("da")
    job = ["--kind", "småjob", "--employer", "Eksempel Bageri", "--paid-hours", "7.5"]
    script("placement", "start", journey, *job, "--on", "2026-01-20")
    told = danish("timeline", journey)
    assert "lønnede timer: 7,5" in told
    assert "sagsbehandler" in told
    counted = danish("overview", "--by", "phase", "--trend", "--on", "2026-02-01")
    assert "02.2026" in counted
    assert "ingen" in counted
    assert "none" not in counted


def test_answers_for_scripts_are_the_same_in_both_languages(script: Script) -> None:
    """But for the sentences that say it to people."""
    journey = script.opened()
    for asked in (["show", journey], ["timeline", journey], ["duties"], ["overview"]):
        day = ["--on", "2026-02-01"]
        assert script.json(*asked, *day) == script.speaking("da").json(*asked, *day)
