"""What a registry says of each municipality: where its store is, and who holds its key.

    [[municipality]]
    code = "621"
    name = "Kolding"
    url = "postgresql://db.example/journeys"
    schema = "kolding"            # on PostgreSQL; a SQLite file has none
    key_file = "kolding.key"      # or key_variable = "KOLDING_KEY", or keys that the host passes;
                                  # a SQLite store has its key file beside it without any of these
    settings = "kolding.toml"     # the municipality's own file; may be left out

A relative path is looked for from the folder of the file. All faults are found before anything is
opened, and no address is repeated: it may hold a password.
"""

import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import URL

from journeys.adapters.files.checked_keys import NO_PROVIDER, is_provider
from journeys.adapters.files.master_key import MasterKey, key_file, key_from_environment, key_path
from journeys.adapters.files.problems import Problems, did_you_mean, read_toml
from journeys.adapters.sql.database.address import fault_of_path
from journeys.adapters.sql.database.schemas import PUBLIC, is_schema_name
from journeys.adapters.sql.database.sqlite_path import URI, sqlite_path
from journeys.adapters.sql.database.urls import parse_url
from journeys.app.ports.keys import KeyProvider
from journeys.domain.errors import InputUnreadable, KeyMissing, KeyWrong
from journeys.domain.message import Message, as_message

MISPLACED = Message(
    "What is given as the file of municipalities is no path, and is not repeated, because it may "
    "hold a password. Give the path of a TOML file."
)
UNREADABLE = Message(
    "the file of municipalities cannot be read ({why}). Give the path of a TOML file."
)
OTHER_CODE = Message("its code is {code}, and {key} is its key in the mapping: leave code out.")
TWICE = Message("{code} is listed twice.")
ONE_STORE = Message("{code} and {other} have the same store: give each one of its own.")
ONE_KEY = Message("{code} and {other} have the same key: give each one of its own.")
CODE = re.compile("[0-9]{3}")
VARIABLE = re.compile("[A-Za-z_][A-Za-z0-9_]*")
REQUIRED = ("code", "name", "url")
TEXTS = (*REQUIRED, "schema", "key_file", "key_variable", "settings")
"""What a municipality may have in the file."""
IN_MAPPING = (*TEXTS, "keys")
POSTGRESQL_PORT = 5432

Facts = Mapping[str, Any]


class Entry(NamedTuple):
    """A municipality of a registry. Nothing is opened for it yet."""

    code: str
    name: str
    url: URL
    schema: str | None = None
    provider: KeyProvider | None = None
    key_file: Path | None = None
    key_variable: str | None = None
    settings: Path | None = None

    def keys(self) -> KeyProvider | None:
        """Return who holds the master key; None leaves it to the file beside a SQLite store.

        Raises KeyMissing and KeyWrong.
        """
        if self.provider is not None:
            return self.provider
        if self.key_file is not None:
            return key_file(self.key_file)
        if self.key_variable is None:
            return None
        found = key_from_environment(os.environ, self.key_variable)
        if found is None:
            raise KeyMissing(
                "The master key of {name} is missing: set the environment variable {variable}.",
                name=self.name,
                variable=self.key_variable,
            )
        return found


def read_entries(
    source: Path | str | Mapping[str, Facts], keys: Mapping[str, KeyProvider]
) -> Mapping[str, Entry]:
    """Return the municipalities of a file, or of a mapping by code, in their order.

    `keys` are key providers by code. Raises InputUnreadable with every fault.
    """
    known: Collection[str] = TEXTS
    if isinstance(source, Mapping):
        problems, folder = Problems(Message("the municipalities"), of_service=True), Path()
        known = IN_MAPPING
        listed: list[Any] = [
            {**each, "code": code} if isinstance(each, Mapping) else each
            for code, each in source.items()
        ]
        _refuse_other_codes(source, problems)
    else:
        if fault_of_path(str(source), typed=True):
            raise InputUnreadable([MISPLACED], of_service=True)
        problems, folder = Problems(source, of_service=True), Path(source).parent
        listed = _listed(read_toml(Path(source), problems, UNREADABLE), problems)
    if not listed:
        problems.add(
            Message("it lists no municipality. Give each one under the line [[municipality]].")
        )
    problems.refuse()
    entries = list[Entry]()
    for nr, facts in enumerate(listed, start=1):
        where = Message("municipality {nr}", nr=nr)
        if isinstance(facts, Mapping) and CODE.fullmatch(str(facts.get("code"))):
            where = Message("municipality {code}", code=str(facts["code"]))
        faults = list(_faults(facts, known))
        for fault in faults:
            problems.add(Message("{where}: {what}", where=where, what=fault))
        if not faults:
            entries.append(_entry(facts, folder, keys))
            for fault in _faults_of_entry(entries[-1]):
                problems.add(Message("{where}: {what}", where=where, what=fault))
    _refuse_shared(entries, problems)
    _refuse_keys(keys, entries, problems)
    problems.refuse()
    return {each.code: each for each in entries}


def _refuse_other_codes(source: Mapping[str, Facts], problems: Problems) -> None:
    for key, facts in source.items():
        code = facts.get("code", key) if isinstance(facts, Mapping) else key
        if code != key:
            where = Message("municipality {code}", code=str(key))
            fault = Message(OTHER_CODE, code=str(code), key=str(key))
            problems.add(Message("{where}: {what}", where=where, what=fault))


def _listed(content: Facts, problems: Problems) -> list[Any]:
    for name in content.keys() - {"municipality"}:
        hint = did_you_mean(name, ["municipality"])
        problems.add(Message("there is no setting {name}.{hint}", name=name, hint=hint))
    listed = content.get("municipality")
    return listed if isinstance(listed, list) else []


def _faults(facts: Any, known: Collection[str]) -> Iterator[str]:  # noqa: ANN401 - whatever stands in the file
    """Yield what is wrong with the facts of one municipality, by themselves."""
    if not isinstance(facts, Mapping):
        yield Message("give its code, name and url.")
        return
    for name in facts.keys() - set(known):
        hint = did_you_mean(str(name), TEXTS)
        yield Message("there is no setting {name}.{hint}", name=name, hint=hint)
    if "keys" in facts and "keys" in known and not is_provider(facts["keys"]):
        yield NO_PROVIDER
    for name in REQUIRED:
        if name not in facts:
            yield Message("{name} is missing.", name=name)
    for name in TEXTS:
        given = facts.get(name, "-")
        if not (isinstance(given, str | Path) and str(given).strip()):
            yield Message("{name} must be a text.", name=name)
    given = {name: facts[name] for name in TEXTS if isinstance(facts.get(name), str | Path)}
    yield from _malformed(**{name: str(each) for name, each in given.items()})


def _malformed(
    *,
    code: str = "000",
    url: str = "",
    schema: str = "_",
    key_file: str = "-",
    key_variable: str = "_",
    settings: str = "-",
    **_: str,
) -> Iterator[str]:
    """Yield what is wrong with these texts. None is repeated: it may be a secret."""
    if not CODE.fullmatch(code):
        yield Message('code must be three digits, as in "621".')
    if url.strip():
        try:
            parse_url(url)
        except ValueError as error:
            yield Message("url: {why}", why=as_message(error.args[0]))
    if not is_schema_name(schema):
        yield Message(
            "schema must be a name of lower-case letters, digits and underscores, and none of "
            "PostgreSQL's own."
        )
    if fault_of_path(key_file, typed=True) or _is_key(key_file):
        yield Message("key_file must be the path of a file with the key, not the key itself.")
    if not VARIABLE.fullmatch(key_variable):
        yield Message("key_variable must be the name of an environment variable.")
    if fault_of_path(settings, typed=True):
        yield Message("settings must be the path of a file.")


def _is_key(text: str) -> bool:
    try:
        return bool(MasterKey.parse(text))
    except KeyWrong:
        return False


def _entry(facts: Facts, folder: Path, keys: Mapping[str, KeyProvider]) -> Entry:
    file, settings, code = facts.get("key_file"), facts.get("settings"), facts["code"]
    return Entry(
        code=code,
        name=facts["name"],
        url=_from_folder(parse_url(facts["url"]), folder),
        schema=facts.get("schema"),
        provider=keys.get(code, facts.get("keys")),
        key_file=folder / file if file else None,
        key_variable=facts.get("key_variable"),
        settings=folder / settings if settings else None,
    )


def _from_folder(url: URL, folder: Path) -> URL:
    """Return the address of a SQLite file with its path looked for from a folder."""
    file = sqlite_path(url)
    if file is None or (url.database or "").startswith(URI):
        return url
    return url.set(database=str((folder / file).absolute()))


def _faults_of_entry(entry: Entry) -> Iterator[str]:
    given = (entry.provider, entry.key_file, entry.key_variable)
    if sum(each is not None for each in given) > 1:
        yield Message("its key is given twice: choose one of key_file, key_variable and keys.")
    if entry.url.get_backend_name() == "sqlite":
        if entry.schema is not None:
            yield Message("a SQLite file has no schemas: leave schema out.")
    elif not any(each is not None for each in given):
        yield Message(
            "a PostgreSQL store has no key file beside it: give key_file or key_variable, or pass "
            "its keys."
        )
    if entry.settings is not None and not entry.settings.is_file():
        yield Message("there is no settings file at {path}.", path=entry.settings)


def _refuse_keys(
    keys: Mapping[str, KeyProvider], entries: Iterable[Entry], problems: Problems
) -> None:
    for code, provider in keys.items():
        if not is_provider(provider):
            where = Message("municipality {code}", code=code)
            problems.add(Message("{where}: {what}", where=where, what=NO_PROVIDER))
    for code in keys.keys() - {each.code for each in entries} if not problems.faults else ():
        problems.add(Message("there are keys for {code}, which is not listed.", code=code))


def _refuse_shared(entries: Iterable[Entry], problems: Problems) -> None:
    """Add a fault for each two municipalities with one code, one store or one key."""
    seen = dict[tuple[object, ...], Entry]()
    for each in entries:
        for what, sentence in (
            (("code", each.code), TWICE),
            (_place(each), ONE_STORE),
            (_key(each), ONE_KEY),
        ):
            other = seen.setdefault(what, each)
            if other is not each and (what[0] == "code" or other.code != each.code):
                problems.add(Message(sentence, code=each.code, other=other.code))


def _place(entry: Entry) -> tuple[object, ...]:
    """Return what tells the store of a municipality from every other."""
    url, file = entry.url, sqlite_path(entry.url)
    if file is not None:
        return "file", os.path.realpath(file)
    # Without a schema of its own here, a setting of the address may name one.
    options = None if entry.schema else url.query.get("options")
    return "database", *server_of(url), url.database, options, entry.schema or PUBLIC


def server_of(url: URL) -> tuple[object, object]:
    """Return what tells a PostgreSQL server from every other, as far as an address says."""
    query = url.query
    return url.host or query.get("host"), url.port or query.get("port", POSTGRESQL_PORT)


def _key(entry: Entry) -> tuple[object, ...]:
    if entry.provider is not None:
        return "provider", id(entry.provider)
    if entry.key_variable is not None:
        return "variable", entry.key_variable
    return "key", os.path.realpath(entry.key_file or key_path(entry.url) or "")
