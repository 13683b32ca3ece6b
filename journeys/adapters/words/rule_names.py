"""Rules of the law by a name that people read: what each is about, and nothing that it says."""

from collections.abc import Mapping

from journeys.domain.message import Message

RULE_NAMES: Mapping[str, Message] = {
    "benefit-while-resting-old": Message("invaliditetsydelse while the pension rests"),
    "change-of-scheme": Message("move to the new scheme in 2013"),
    "entitlement-is-followed": Message("the municipality follows the entitlement"),
    "fleksjob-needs-resting": Message("fleksjob and pension"),
    "folkepension-by-itself": Message("transition to folkepension"),
    "housing-support-new": Message("boligsikring"),
    "kept-after-withdrawal-new": Message("payment after a withdrawal"),
    "municipality-decides": Message("who decides, and who pays"),
    "never-withdrawn-old": Message("withdrawal under the old scheme"),
    "new-scheme-begins": Message("when the new scheme began"),
    "no-new-assessment": Message("assessment of work capacity on return"),
    "no-withdrawal-period": Message("the pause of withdrawals from 2023 to 2025"),
    "open-benefit-after-fleksjob": Message("payment after a fleksjob"),
    "open-folkepension-age": Message("the age of folkepension"),
    "open-folkepension-while-resting": Message("folkepension while the pension rests"),
    "open-income-rules-since-2024": Message("new rules on wage and pension"),
    "open-new-employment-act": Message("the new employment act in 2027"),
    "open-rest-from-60-old": Message("resting after 60 years (old scheme)"),
    "open-rest-under-60-old": Message("resting after 60 years, a weak source (old scheme)"),
    "open-rest-wording-new": Message("today's wording on resting"),
    "open-restart-day": Message("the day payment begins again"),
    "open-return-while-earning-new": Message("return while there is a wage to live on"),
    "open-supplements": Message("supplements while the pension rests"),
    "open-wage-subsidy-rate": Message("the rate of the wage subsidy"),
    "open-withdrawal-after-2025": Message("withdrawal after 2025"),
    "open-withdrawal-old-before-2008": Message("withdrawal before 2008 (old scheme)"),
    "partners-wage": Message("a partner's income"),
    "private-insurance": Message("private pension and insurance"),
    "reassessment-stands": Message("reassessment while the pension rests"),
    "rest-may-be-decided-new": Message("resting by a ruling (new scheme)"),
    "rest-may-be-decided-old": Message("resting by a ruling (old scheme)"),
    "rest-period-may-be-set": Message("a set period of rest"),
    "rest-without-limit-new": Message("how long the pension may rest (new scheme)"),
    "rest-without-limit-old": Message("how long the pension may rest (old scheme)"),
    "return-when-work-ends-new": Message("return when work ends"),
    "return-without-application": Message("return without an application"),
    "scheme-by-case-begun": Message("which scheme the pension belongs to"),
    "seniorpension-decided-by-atp": Message("seniorpension"),
    "special-protection-new": Message("those deployed for Denmark"),
    "supplements-withdrawn-old": Message("bistandstillæg and plejetillæg"),
    "wage-lowers-payment-old": Message("wage and payment (old scheme)"),
    "wage-subsidy-job": Message("jobs with løntilskud"),
    "withdrawal-by-ruling-new": Message("withdrawal by a ruling"),
    "withdrawal-needs-consent-from-age": Message("consent to a withdrawal from the age of 60"),
    "work-while-paid": Message("work while the pension is paid"),
}


def rule_name(rule: str) -> str:
    """Return what a rule is about; the id of one that a later file of the law adds."""
    return RULE_NAMES.get(rule, rule)
