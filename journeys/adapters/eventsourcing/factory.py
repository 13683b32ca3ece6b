"""The factory by which any eventsourcing application uses this store."""

from typing import Any, TypeGuard, TypeVar, cast

from eventsourcing.persistence import InfrastructureFactory, Mapper, Transcoder
from eventsourcing.utils import Environment, EnvType, resolve_topic, strtobool
from sqlalchemy import Engine

from journeys.adapters.eventsourcing.contract_errors import contract_errors
from journeys.adapters.eventsourcing.mapper import Decrypt, EntryMapper
from journeys.adapters.eventsourcing.recorders import (
    IdType,
    SQLAlchemyAggregateRecorder,
    SQLAlchemyApplicationRecorder,
    SQLAlchemyProcessRecorder,
    SQLAlchemyRecorder,
    SQLAlchemyTrackingRecorder,
)
from journeys.adapters.files.master_key import key_from_environment, resolve_keys
from journeys.adapters.sql.database.connections import connect, read
from journeys.adapters.sql.database.sqlite_path import sqlite_path
from journeys.adapters.sql.database.tables import JOURNEYS, is_reserved, reserved_message
from journeys.adapters.sql.keys.keyring import Keyring
from journeys.adapters.sql.schema import state
from journeys.domain.errors import SchemaNewer, SchemaOlder

R = TypeVar("R", bound=SQLAlchemyRecorder)


class SQLAlchemyFactory(InfrastructureFactory[SQLAlchemyTrackingRecorder]):
    """Makes recorders for the application that the environment names.

    Reads SQLALCHEMY_URL, CREATE_TABLE (default yes), ORIGINATOR_ID_TYPE ("uuid" or "text") and
    the topics of recorder classes to use instead of these. Raises OSError when a setting is
    missing or invalid. An application named `journeys` follows the log of this library: OSError
    where there is no store, SchemaOlder and SchemaNewer where another version made it.
    """

    SQLALCHEMY_URL = "SQLALCHEMY_URL"
    CREATE_TABLE = "CREATE_TABLE"
    ORIGINATOR_ID_TYPE = "ORIGINATOR_ID_TYPE"

    aggregate_recorder_class = SQLAlchemyAggregateRecorder
    application_recorder_class = SQLAlchemyApplicationRecorder
    tracking_recorder_class = SQLAlchemyTrackingRecorder
    process_recorder_class = SQLAlchemyProcessRecorder

    @contract_errors()
    def __init__(self, env: Environment | EnvType | None) -> None:
        super().__init__(env)
        url = self.env.get(self.SQLALCHEMY_URL)
        if not url:
            names = " or ".join(self.env.create_keys(self.SQLALCHEMY_URL))
            message = f"Set {names} to the URL of a SQLite file or a PostgreSQL database."
            raise OSError(message)
        id_type = self.env.get(self.ORIGINATOR_ID_TYPE, "uuid").lower()
        if id_type not in {"uuid", "text"}:
            message = f"{self.ORIGINATOR_ID_TYPE} must be uuid or text, not {id_type!r}."
            raise OSError(message)
        self.originator_id_type = cast("IdType", id_type)
        self.engine = connect(url)
        name = self._name
        if name == JOURNEYS:
            _require_store(self.engine)
        elif is_reserved(name):
            raise OSError(reserved_message(name))

    @property
    def _name(self) -> str:
        """The name of the application, as its tables have it."""
        return self.env.name.lower() or "stored"

    def aggregate_recorder(self, purpose: str = "events") -> SQLAlchemyAggregateRecorder:
        """Return a recorder of the table of this purpose."""
        return self._make_recorder(self.aggregate_recorder_class, purpose=purpose)

    def application_recorder(self) -> SQLAlchemyApplicationRecorder:
        """Return a recorder of the application's log."""
        topic = self.env.get(self.APPLICATION_RECORDER_TOPIC)
        return self._make_recorder(_resolve(topic, self.application_recorder_class))

    def tracking_recorder(
        self, tracking_recorder_class: type[SQLAlchemyTrackingRecorder] | None = None
    ) -> SQLAlchemyTrackingRecorder:
        """Return a recorder of how far the application followed other logs."""
        self._refuse_following_others()
        topic = self.env.get(self.TRACKING_RECORDER_TOPIC)
        return self._make_recorder(
            tracking_recorder_class or _resolve(topic, self.tracking_recorder_class)
        )

    def process_recorder(self) -> SQLAlchemyProcessRecorder:
        """Return a recorder of the log and of how far the application followed others."""
        self._refuse_following_others()
        topic = self.env.get(self.PROCESS_RECORDER_TOPIC)
        return self._make_recorder(_resolve(topic, self.process_recorder_class))

    def mapper(
        self,
        transcoder: Transcoder | None = None,
        mapper_class: type[Mapper[Any]] | None = None,
    ) -> Mapper[Any]:
        """Return the mapper that the settings name; one of journeys with the store's keys.

        Those are JOURNEYS_MASTER_KEY, or the key file beside the store. Raises KeyMissing and
        KeyWrong; OSError where an application named `journeys` has another mapper, or one of
        another name has this.
        """
        topic = self.env.get(self.MAPPER_TOPIC)
        # Read for the log of journeys alone, where other applications share the settings.
        setting = f"{JOURNEYS.upper()}_{self.MAPPER_TOPIC}"
        named = resolve_topic(topic) if topic else Mapper
        chosen = mapper_class or named
        if self._name == JOURNEYS and not _reads_entries(chosen):
            # A follower in a System asks for a mapper of its own class: the setting is of this log.
            chosen = named
        if not _reads_entries(chosen):
            if self._name == JOURNEYS:
                message = (
                    f"MAPPER_TOPIC is missing: an application named {JOURNEYS} follows the log of "
                    f"journeys. Set {setting} to "
                    "journeys.adapters.eventsourcing.mapper:EntryMapper, or choose another name."
                )
                raise OSError(message)
            return super().mapper(transcoder, mapper_class)
        if self._name != JOURNEYS:
            message = (
                f"The name is missing: EntryMapper reads the log of journeys, and this application "
                f"is named {self._name}. Name the one that follows {JOURNEYS}, and set its mapper "
                f"as {setting} where others share the settings."
            )
            raise OSError(message)
        return chosen(self._decrypt_with_keys())

    def _decrypt_with_keys(self) -> Decrypt:
        keys = resolve_keys(key_from_environment(self.env), self.engine.url, make=False)
        keyring = Keyring(keys)

        @contract_errors()
        def decrypt(stream: str, version: int, topic: str, body: bytes) -> bytes:
            cipher = read(self.engine, lambda connection: keyring.cipher(connection, stream))
            return cipher.open(version, topic, body)

        return decrypt

    def close(self) -> None:
        """Close the connections that are not in use."""
        self.engine.dispose()

    def _refuse_following_others(self) -> None:
        """Raise OSError where the log of journeys would follow another."""
        if self._name == JOURNEYS:
            message = (
                f"An application named {JOURNEYS} only reads the log of journeys: give one that "
                "stores what it followed another name."
            )
            raise OSError(message)

    def _make_recorder(self, recorder_class: type[R], **settings: Any) -> R:  # noqa: ANN401 - passed on as they are
        recorder = recorder_class(
            self.engine,
            self._name,
            originator_id_type=self.originator_id_type,
            **settings,
        )
        if strtobool(self.env.get(self.CREATE_TABLE) or "yes"):
            recorder.create_table()
        return recorder


def _require_store(engine: Engine) -> None:
    """Raise OSError where there is no store to follow; SchemaOlder, SchemaNewer."""
    file = sqlite_path(engine.url)
    # Looking into a SQLite file that is missing would make it.
    match "empty" if file is not None and not file.exists() else state(engine):
        case "empty":
            message = "SQLALCHEMY_URL names no store of journeys: give the address of one."
            raise OSError(message)
        case "older":
            raise SchemaOlder
        case "newer":
            raise SchemaNewer


def _reads_entries(mapper_class: object) -> TypeGuard[type[EntryMapper]]:
    return isinstance(mapper_class, type) and issubclass(mapper_class, EntryMapper)


def _resolve(topic: str | None, default: type[R]) -> type[R]:
    if not topic:
        return default
    found = resolve_topic(topic)
    if not (isinstance(found, type) and issubclass(found, default)):
        message = f"{topic} names no kind of {default.__name__}."
        raise OSError(message)
    return found
