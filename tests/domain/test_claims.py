"""What a text claims about the right to a pension is found in its words, in both languages."""

import pytest

from journeys.domain.law.claims import claim_of, claimed_in, claim_words

STRONG = """
Du beholder retten til den.
Du beholder din pension, når du prøver et job.
Du kan prøve et job og beholde din ret til pension.
Din pension hviler, og du beholder retten til den
Pensionen beholder du.
Din pension hviler; din ret til den består.
Din pension hviler. Du mister den ikke.
Din pension hviler. Den er sikker.
Din pension hviler. Retten står.
Din pension hviler: retten til den bliver.
Du kan ikke få et fleksjob, mens du får pension. Lad den hvile først: retten til den bliver.
Retten er der.
Retten er der stadig, når du vil tilbage.
Retten til din pension er helt sikker.
Din ret er sikker til en bestemt dag.
Sikkerhedsnet: din ret til pension er sikker, medmindre der er særlige grunde.
Din ret til pension er bevaret.
Vi holder en pause; alt er bevaret.
Alt, hvad du har ret til, bevares.
Intet går tabt.
Vi holder en pause. Intet er tabt.
Du har intet at miste.
Du kan prøve et job uden at miste din pension.
Du kan prøve et job uden at miste noget.
Du risikerer intet ved at prøve.
Du kan prøve helt uden risiko.
Du kan altid få din pension igen.
Du kan altid få den igen. Pensionen venter på dig.
Du kan få din pension tilbage.
Du får din pension igen, hvis det ikke går.
Går det ikke, som du håbede? Så kan du altid få din pension igen.
Vejen tilbage, når som helst du vil
Vejen tilbage til pensionen: når som helst.
Din pension kan du vende tilbage til, når du ønsker det.
Du kan altid gå tilbage til din pension.
Din pension kan ikke tages fra dig.
Den kan ikke tages fra dig. Det er din pension.
Kommunen kan ikke tage din pension fra dig.
Så kan kommunen aldrig tage pensionen fra dig.
Ingen kan tage pensionen fra dig.
Pensionen kan ikke frakendes.
Du kan ikke miste din pension.
Du mister aldrig din ret til pension.
Din pension er garanteret.
Vi garanterer din pension.
Der er garanti for din pension.
Du har pensionen for livet.
Du kan trygt prøve et job.
Du er tryg: pensionen er der.
Du har stadig ret til pension.
Du har altid ret til din førtidspension.
Der findes job med løntilskud. Så får du både løn og pension.
Vidste du, at du kan få din pension igen?
Lønnen er usikker, men din pension er sikker.
Vi ved ikke alt om lønnen, men du beholder din pension.
Pensionen følger med dig.
Førtidspensionen er din, uanset hvad der sker.
Pensionen forsvinder ikke.
Pensionen falder ikke væk.
Du står aldrig uden pension.
Din pension er ikke i fare.
Din pension venter på dig.
You keep the right to it. That is your pension.
You keep your pension when you try a job.
Your pension rests; your right to it stays.
The pension rests, and the right to it is kept.
The right is there.
The right to the pension is kept.
Work can be tried without losing that right.
Safety net: your right to the pension is safe.
Safety net: your right is safe until a certain day, except in special circumstances.
Your pension is completely safe.
We are taking a break. Nothing is lost.
We are taking a break; everything is kept.
The way back, whenever you want
You can go back to your pension at any time.
You can always have your pension back.
You can get your pension back.
You get your pension back if it does not work out.
Your pension cannot be withdrawn.
Nobody can take the pension away.
The municipality cannot take your pension.
The pension will never be withdrawn.
You will never lose your pension.
You can try without losing anything.
You have nothing to lose.
There is no risk in trying.
Your pension is guaranteed.
We guarantee your pension.
You have a permanent pension.
You have both a wage and the pension.
There are jobs with løntilskud: the wage, and the pension beside it.
You still have a right to your pension.
Did you know that you keep your pension?
The wage is not certain, but your pension is safe.
The pension is yours for life.
Your pension is waiting for you.
Your pension will not go away.
Your pension is not at risk.
"""
WEAK = """
Din pension kan hvile, mens du prøver at arbejde. Loven sætter ingen grænse for, hvor længe.
Din pension kan kun tages fra dig, hvis du siger ja.
Er du fyldt 60 år? Så kan din pension kun tages fra dig, hvis du siger ja.
Fra 2023 til 2025 må kommunen ikke tage din pension fra dig. Det kan kun ske, hvis der er særlige grunde.
Din pension kan ikke tages fra dig. Det sker kun, hvis du selv beder om det.
Arbejder du ikke mere, kan du få din pension igen.
Hvis kommunen siger ja, kan du få din pension igen.
Du beholder din pension, hvis kommunen siger ja.
Du beholder din pension. Det gælder, hvis du er over 60 år.
Du kan bede om pensionen, så længe du har ret til pension.
Vil du have din pension igen, siger du det til din kommune. Du skal ikke søge forfra.
Så er der særlige regler, der kan sikre din pension.
Vil du have din pension igen? Din arbejdsevne skal ikke vurderes på ny.
From the age of 60 the pension is withdrawn only with the citizen's consent.
The pension is not withdrawn in this period, except in special circumstances.
The pension may rest without a time limit.
You keep the pension if the municipality approves.
For some who were deployed for Denmark the pension is never withdrawn.
"""
NONE = """
Din pension hviler
Din pension hviler. Det har den gjort siden den 1. maj 2026.
Du får din pension. Det har du gjort siden den 1. maj 2026.
Din pension er på vej. Du får den igen fra den 1. maj 2026.
Vi kan ikke love, at din ret til pension er sikker. Det kommer an på det, vi skriver her.
Vi kan ikke love endnu, at din ret til pension er sikker. Det undersøger vi.
Det er ikke sikkert, at du beholder din pension.
Det er ikke afklaret, om du kan få din pension igen.
Måske kan du leve af din løn. Det er ikke afklaret, om du så kan få din pension igen.
Det undersøger vi for dig: om din pension er beskyttet efter 2025, og hvilken dag du får penge igen.
Spørg os, om du beholder din pension.
Spørg din kommune, om du kan få din pension igen.
Kan du få din pension igen?
Mister jeg min pension?
Du mister din pension.
Du beholder ikke din pension.
Din ret til pension sluttede den 1. maj 2026. Der er en afgørelse om det.
Du har ikke ret til den pension, du fik før. Det gælder lige nu.
Sikkerhedsnet dengang: din ret til pension var sikker.
Du beholdt din pension dengang.
Sikkerhedsnet: det undersøger vi.
Hvis du vil have din pension igen
Viser det sig, at du varigt kan forsørge dig selv, kan kommunen tage stilling til, om du stadig har ret til pensionen. Spørg os, før du siger ja.
Kan du varigt forsørge dig selv? Så skal kommunen tage din pension fra dig.
Kommunen skal altid følge med i, om du har ret til pension.
Men er der særlige grunde, kan kommunen tage den fra dig før.
Du har fået ja til pension. Vi skylder dig at sætte den i gang.
Vi skylder dig svar på, om du kan få pension.
Vil du se reglerne og det, vi ikke ved, så spørg os. Det har du ret til.
Kommunen har spurgt dig, hvad du siger til at miste din pension. Det er ikke afgjort endnu.
Du beholder din faste kontaktperson.
Du kan altid komme igen.
Vi hjælper dig med at få din pension igen.
Ved folkepensionsalderen får du folkepension i stedet for førtidspension.
Du har ikke ret til at læse filen.
Gendan databasen fra en sikkerhedskopi.
Alt, der er gemt, til at give videre
Ret det i filen.
Begrundelsen bliver gemt.
Er der noget galt her? Sig det til os, så retter vi det. Det gamle bliver gemt.
The pension rests.
It cannot be promised that the right to the pension is kept. It must be verified.
Nothing is promised after that day.
It is not certain that you keep your pension.
Ask us whether you keep your pension.
Can you have your pension back?
You will lose your pension.
You do not keep your pension.
The pension was withdrawn by a ruling.
There is no right to the pension now.
Safety net then: your right to the pension was safe.
To be verified: whether the pension can be withdrawn after 31 December 2025.
If it turns out that you can be self-supporting for good, the municipality can decide whether you still have the right to the pension.
The reason is kept.
What was written before is kept.
Everything that is kept of a person is erased.
You have no right to read the file.
Keep the folder as secret as the journey.
You can always come back.
You keep your contact person.
A fleksjob cannot be kept: preparing a pension is due at once.
The entry is kept, and nothing recorded is lost.
"""


def lines(texts: str) -> list[str]:
    """Return each text."""
    return texts.strip().splitlines()


@pytest.mark.parametrize("text", lines(STRONG))
def test_a_promise_of_the_right_is_found_in_other_words_too(text: str) -> None:
    """Not only in the words that the answer uses."""
    assert claim_of(text) == "strong"


@pytest.mark.parametrize("text", lines(WEAK))
def test_what_the_law_gives_on_a_condition_is_weak(text: str) -> None:
    """Where the condition stands in the sentence, before it or after it."""
    assert claim_of(text) == "weak"


@pytest.mark.parametrize("text", lines(NONE))
def test_doubts_questions_denials_and_other_things_claim_nothing(text: str) -> None:
    """Nor does what was so on an earlier day."""
    assert claim_of(text) == "none"
