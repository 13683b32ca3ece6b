"""The foot of every printed sheet that is handed over: whom to call."""

from journeys.adapters.words.language import Language, in_spoken_language, spoken
from journeys.projections.office import Office
from journeys.projections.safety.wording import CALL_US, CONTACT


def foot_of_sheet(office: Office | None, language: Language) -> str:
    """Return whom to call, in a line; without an office, that one asks one's contact."""
    with spoken(language):
        if office is None:
            return in_spoken_language(CONTACT)
        telephone = office.telephone.replace(" ", "\N{NO-BREAK SPACE}")
        call = in_spoken_language(CALL_US.filled(telephone=telephone))
    where = ", ".join(filter(None, (office.name, office.place)))
    return ". ".join(filter(None, (call, where, office.hours)))
