"""Laws that are tried, as their pages are made of them: invented counts, and sums of `what_if`."""

from decimal import Decimal

from journeys.domain.law import law
from journeys.domain.law.rates import rates
from journeys.law import LawTried, RatesTried, rates_tried
from journeys.projections.safety.law_tried import TriedAnswers, TriedRule, masked_tried
from tests.projections.safety.tried_pensioners import CONSENT, OLD, READ

TRIED = LawTried(
    on=READ,
    edition=READ,
    beside=law().edition,
    differing=(OLD, CONSENT, "folkepension_age", "en-regel-som-kun-filen-har-med-et-langt-navn"),
    relied_on_until=READ,
    other_days=(READ,),
    citizens=1327,
    weaker=412,
    stronger=3,
    same=912,
    owed=409,
    reworded=415,
    answers=(
        TriedAnswers(
            change="weaker",
            scheme="new",
            before="guaranteed-until",
            after="verify",
            held=False,
            citizens=310,
        ),
        TriedAnswers(
            change="weaker",
            scheme="old",
            before="depends",
            after="depends",
            held=True,
            citizens=102,
        ),
        TriedAnswers(
            change="stronger",
            scheme="new",
            before="verify",
            after="guaranteed",
            held=False,
            citizens=3,
        ),
        TriedAnswers(
            change="same", scheme=None, before="none", after="none", held=False, citizens=912
        ),
    ),
    rules=(
        TriedRule(rule=CONSENT, change="weaker", citizens=310),
        TriedRule(rule=OLD, change="weaker", citizens=102),
        TriedRule(rule="folkepension_age", change="stronger", citizens=3),
    ),
)
MASKED = masked_tried(TRIED)


def rates_of(**values: int) -> RatesTried:
    """Return the sums where these rates have other values in 2024."""
    changed = {(name.replace("_", "-"), 2024): Decimal(value) for name, value in values.items()}
    other = {
        key: rate.model_copy(update={"value": changed[key]}) if key in changed else rate
        for key, rate in rates().rates.items()
    }
    return rates_tried(rates().model_copy(update={"rates": other}), rates())


RATES = rates_of(deduction_single=100_000, fleks_most=15_000)
