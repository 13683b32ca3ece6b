"""The file of municipalities: what may stand in it, and every fault in one error."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import journeys
from journeys.errors import InputUnreadable, KeyMissing, Refused
from journeys.language import say, spoken
from tests.registry.towns import in_files, key_of

FILE = """\
[[municipality]]
code = "621"
name = "Kolding"
url = "sqlite:///kolding.db"
settings = "kolding.toml"

[[municipality]]
code = "657"
name = "Herning"
url = "postgresql://user:hemmelig@db.example/journeys"
schema = "herning"
key_variable = "HERNING_KEY"
"""

TOWN = {"name": "Kolding", "url": "sqlite:///kolding.db"}
OF_SERVER = {"name": "Herning", "url": "postgresql://user:hemmelig@db.example/journeys"}


def written(folder: Path, text: str) -> Path:
    """Return the path of a file of municipalities with this text."""
    (folder / "kolding.toml").write_text("", encoding="utf-8")
    file = folder / "kommuner.toml"
    file.write_text(text, encoding="utf-8")
    return file


def faults(source: Any, **more: Any) -> str:  # noqa: ANN401 - whatever a host passes
    """Return the faults of a registry, a line each, as they are said in English."""
    with pytest.raises(InputUnreadable) as error:
        journeys.municipalities(source, **more)
    with spoken("da"):
        danish = [say(each) for each in error.value.problems]
    english = [str(each) for each in error.value.problems]
    # Each is said in Danish, too.
    assert all(one != other for one, other in zip(danish, english, strict=True))
    for secret in ("hemmelig", key_of("hemmelig").text):
        assert secret not in "\n".join(danish + english)
    return "\n".join(english)


def test_a_file_names_each_municipality_and_opens_none(tmp_path: Path) -> None:
    """In the order in which they stand there; paths are looked for from its folder."""
    towns = journeys.municipalities(written(tmp_path, FILE))
    assert dict(towns.names) == {"621": "Kolding", "657": "Herning"}
    assert len(towns) == 2
    assert "621" in towns
    assert "999" not in towns
    assert towns.entry("621").settings == tmp_path / "kolding.toml"
    assert towns.entry("621").url.database == str(tmp_path / "kolding.db")
    assert {each.name for each in tmp_path.iterdir()} == {"kommuner.toml", "kolding.toml"}


def test_a_mapping_says_the_same_and_may_hold_key_providers(tmp_path: Path) -> None:
    """A host has them from its own vault."""
    key = key_of("657")
    towns = journeys.municipalities(
        {"621": TOWN, "657": {**OF_SERVER, "schema": "herning", "keys": key}}
    )
    assert towns.entry("657").keys() is key
    assert towns.entry("621").keys() is None
    file = written(tmp_path, FILE.replace('key_variable = "HERNING_KEY"\n', ""))
    assert journeys.municipalities(file, keys={"657": key}).entry("657").keys() is key


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({"62": TOWN}, "municipality 1: code must be three digits"),
        ({"621": {"url": TOWN["url"]}}, "municipality 621: name is missing."),
        ({"621": {**TOWN, "name": 5}}, "municipality 621: name must be a text."),
        ({"621": {**TOWN, "name": " "}}, "municipality 621: name must be a text."),
        ({"621": {**TOWN, "setting": "x"}}, "no setting setting. Did you mean 'settings'?"),
        ({"621": {**TOWN, "url": "mysql://x/y"}}, "municipality 621: url: A store lives in"),
        ({"621": {**TOWN, "url": "postgres:hemmelig@x"}}, "municipality 621: url: This is no"),
        ({"621": {**TOWN, "schema": "kolding"}}, "a SQLite file has no schemas"),
        ({"621": {**TOWN, "settings": "none.toml"}}, "there is no settings file at"),
        ({"657": {**OF_SERVER, "schema": "x"}}, "a PostgreSQL store has no key file beside it"),
        ({"657": {**OF_SERVER, "schema": 'x"; --'}}, "schema must be a name of"),
        ({"657": {**OF_SERVER, "schema": "pg_x"}}, "schema must be a name of"),
        (
            {"657": {**OF_SERVER, "key_variable": "K", "keys": key_of("657")}},
            "its key is given twice",
        ),
        ({"621": TOWN, "657": TOWN}, "657 and 621 have the same store"),
        (
            {
                "621": {**TOWN, "key_file": "k"},
                "657": {**TOWN, "url": "sqlite:///h.db", "key_file": "k"},
            },
            "657 and 621 have the same key",
        ),
        (
            {"621": TOWN, "657": {**OF_SERVER, "key_file": "kolding.db.key"}},
            "657 and 621 have the same key",
        ),
        ({"621": {**TOWN, "key_file": key_of("hemmelig").text}}, "not the key itself"),
        ({"621": {**TOWN, "keys": "hemmelig"}}, "municipality 621: What is given as keys is no"),
        ({"621": {**TOWN, "keys": None}}, "municipality 621: What is given as keys is no"),
        ({"621": {**TOWN, "code": "657"}}, "municipality 621: its code is 657, and 621 is its key"),
        ({"621": {**TOWN, "key_variable": key_of("hemmelig").text}}, "key_variable must be the"),
        ({"621": {**TOWN, "settings": "postgres://x:hemmelig@y"}}, "settings must be the path"),
        ({"621": "sqlite:///kolding.db"}, "municipality 1: give its code, name and url."),
        ({}, "it lists no municipality"),
    ],
    ids=str,
)
def test_a_fault_says_where_it_is(given: Mapping[str, Any], fault: str) -> None:
    """And what to do."""
    assert fault in faults(given)


def test_the_same_store_is_found_by_whatever_address() -> None:
    """With another user, the usual port, or by another path."""
    with_key = {**OF_SERVER, "key_variable": "ONE", "schema": "public"}
    other = {"name": "x", "url": "postgresql://db.example:5432/journeys", "key_variable": "OTHER"}
    assert "have the same store" in faults({"621": with_key, "657": other})
    one, two = in_files(Path("stores"), ["621", "657"]).values()
    there = {**two, "url": "sqlite:///./stores/../stores/621.db"}
    assert "have the same store" in faults({"621": one, "657": there})


def test_schemas_of_one_database_are_many_stores() -> None:
    """Each under its own key."""
    towns = {
        code: {**OF_SERVER, "schema": f"town_{code}", "keys": key_of(code)}
        for code in ("621", "657")
    }
    assert len(journeys.municipalities(towns)) == 2
    one_key = {code: {**each, "keys": towns["621"]["keys"]} for code, each in towns.items()}
    assert "657 and 621 have the same key" in faults(one_key)


def test_all_faults_of_a_file_are_named_at_once(tmp_path: Path) -> None:
    """Also one code twice, and what stands outside of any municipality."""
    text = FILE.replace("657", "621").replace("kolding.toml", "none.toml")
    found = faults(written(tmp_path, text)).splitlines()
    assert len(found) == 2
    assert all("kommuner.toml: " in each for each in found)
    assert "there is no settings file" in found[0]
    assert "621 is listed twice." in found[1]
    assert "no setting municipalty" in faults(written(tmp_path, "[[municipalty]]"))


def test_a_file_that_is_none_is_refused(tmp_path: Path) -> None:
    """And named."""
    assert "kommuner.toml: the file of municipalities cannot be read" in faults(
        tmp_path / "kommuner.toml"
    )
    assert "this is not TOML" in faults(written(tmp_path, "[[municipality"))
    assert "is no path, and is not repeated" in faults("postgresql://user:hemmelig@db.example/x")


def test_a_key_for_nobody_is_a_fault(tmp_path: Path) -> None:
    """It would be looked for in vain."""
    file = written(tmp_path, FILE)
    assert "there are keys for 999, which is not listed" in faults(file, keys={"999": key_of("9")})


def test_an_unknown_code_says_which_there_are(tmp_path: Path) -> None:
    """The first of them, and the nearest."""
    towns = journeys.municipalities(in_files(tmp_path, [f"{nr}" for nr in range(600, 698)]))
    with pytest.raises(Refused, match=r"Did you mean '629'\?.* and 90 more") as refusal:
        towns["6299"]
    assert refusal.value.code == "municipality-unknown"
    with pytest.raises(Refused):
        towns[621]  # type: ignore[index]
    assert list(tmp_path.iterdir()) == []


def test_a_key_that_is_not_there_is_missed_when_the_store_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody who looks after one municipality needs the key of no other."""
    towns = journeys.municipalities(
        {"621": {**TOWN, "url": f"sqlite:///{tmp_path}/621.db", "key_variable": "KOLDING_KEY"}}
    )
    monkeypatch.delenv("KOLDING_KEY", raising=False)
    with pytest.raises(KeyMissing, match=r"Kolding is missing: set .* KOLDING_KEY"):
        towns.init("621")
    monkeypatch.setenv("KOLDING_KEY", key_of("621").text)
    assert towns.init("621") == "empty"
    assert not (tmp_path / "621.db.key").exists()
    towns.close()


def test_what_a_host_passes_is_checked_with_the_file(tmp_path: Path) -> None:
    """A vault that returned nothing must not lead to the key file beside the store."""
    file = written(tmp_path, FILE)
    for nothing in (None, "hemmelig"):
        said = faults(file, keys={"621": nothing})
        assert said.endswith(
            "municipality 621: What is given as keys is no KeyProvider, which has wrap and unwrap: "
            "give MasterKey.parse(text) of journeys.keys, or a vault of your own. Nothing was read."
        )
    with pytest.raises(ValueError, match="At least 2 connections"):
        journeys.municipalities(file, connections=1)


def test_a_file_holds_no_keys_of_its_own(tmp_path: Path) -> None:
    """That is for a host that passes a mapping: a text in a file is no key provider."""
    said = faults(written(tmp_path, FILE.replace("settings =", "keys =")))
    assert "municipality 621: there is no setting keys." in said
