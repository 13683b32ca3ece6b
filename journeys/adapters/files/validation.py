"""What pydantic finds wrong with a value of a file, in both languages."""

from collections.abc import Mapping
from typing import Any

from pydantic_core import ErrorDetails

from journeys.domain.message import Message, Phrase, as_message

DANISH: Mapping[str, str] = {
    "missing": "det mangler",
    "extra_forbidden": "det findes ikke her",
    "none_required": "her skal intet stå",
    "bool_type": "det skal være true eller false",
    "bool_parsing": "det skal være true eller false",
    "int_type": "det skal være et helt tal",
    "int_parsing": "det skal være et helt tal",
    "int_parsing_size": "tallet er for stort",
    "int_from_float": "det skal være et helt tal, uden decimaler",
    "float_type": "det skal være et tal",
    "float_parsing": "det skal være et tal",
    "decimal_type": "det skal være et tal",
    "decimal_parsing": "det skal være et tal",
    "decimal_max_digits": "tallet må højst have {max_digits} cifre",
    "decimal_max_places": "tallet må højst have {decimal_places} decimaler",
    "decimal_whole_digits": "tallet må højst have {whole_digits} cifre før kommaet",
    "finite_number": "det skal være et endeligt tal",
    "greater_than": "tallet skal være større end {gt}",
    "greater_than_equal": "tallet skal være mindst {ge}",
    "less_than": "tallet skal være mindre end {lt}",
    "less_than_equal": "tallet må højst være {le}",
    "string_type": "det skal være tekst i anførselstegn",
    "string_too_short": "teksten skal have mindst {min_length} tegn",
    "string_too_long": "teksten må højst have {max_length} tegn",
    "string_pattern_mismatch": "teksten har ikke den rigtige form",
    "string_unicode": "teksten har tegn, som ikke kan læses",
    "literal_error": "vælg mellem {expected}",
    "enum": "vælg mellem {expected}",
    "too_short": "der skal være mindst {min_length}",
    "too_long": "der må højst være {max_length}",
    "list_type": "det skal være en liste",
    "tuple_type": "det skal være en liste",
    "set_type": "det skal være en liste",
    "frozen_set_type": "det skal være en liste",
    "dict_type": "det skal være en tabel med nøgler",
    "model_type": "det skal være en tabel med nøgler",
    "model_attributes_type": "det skal være en tabel med nøgler",
    "date_type": "det skal være en dato, som 2026-12-31",
    "date_parsing": "det skal være en dato, som 2026-12-31",
    "date_from_datetime_parsing": "det skal være en dato, som 2026-12-31",
    "date_from_datetime_inexact": "det skal være en dato uden klokkeslæt",
    "datetime_type": "det skal være en dato med klokkeslæt",
    "datetime_parsing": "det skal være en dato med klokkeslæt",
    "uuid_type": "det skal være et id (UUID)",
    "uuid_parsing": "det skal være et id (UUID)",
}
"""By the type of pydantic's error, with its context filled in. In English its own words stand."""

OTHER = "værdien kan ikke bruges her"
"""For a type that is not in the table."""


def fault_of(details: ErrorDetails) -> Message:
    """Return what is wrong with a value, without its place and without a full stop."""
    context = details.get("ctx", {})
    if details["type"] == "value_error":
        error = context["error"]
        return Message("Value error, {error}", error=as_message(error.args[0]))
    return Message(
        "{what}", what=Phrase(da=_in_danish(details["type"], context), en=details["msg"])
    )


def place_of(details: ErrorDetails) -> str:
    """Return where in the file the value is, by its keys: `rate.0.kroner`."""
    return ".".join(map(str, details["loc"]))


def _in_danish(kind: str, context: Mapping[str, Any]) -> str:
    words = {name: str(fact).replace(" or ", " eller ") for name, fact in context.items()}
    return DANISH.get(kind, OTHER).format(**words)
