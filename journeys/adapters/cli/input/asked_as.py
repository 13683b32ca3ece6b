"""Spørgsmål: what a person asks for each option that a command needs and was not given.

A key is an option's English name, after a command where it is asked otherwise there, as in
`danish_names.toml`. An option without a question is asked for by its help.
"""

from collections.abc import Mapping

from journeys.adapters.words.language import say
from journeys.domain.message import Message

QUESTIONS: Mapping[str, Message] = {
    # Words
    "meet-me words": Message("How would the citizen like to be met?"),
    "wish words": Message("What does the citizen wish for?"),
    "hope words": Message("What does the citizen hope for?"),
    "success words": Message("What went well?"),
    "plan agree words": Message("What did you agree on?"),
    "plan pace words": Message("Which pace did you agree on?"),
    "plan prioritise words": Message("What goes first now?"),
    "strength competence words": Message("What can the citizen do?"),
    "strength potential words": Message("Which potential was noticed?"),
    "strength wellbeing words": Message("How is the citizen, in their own words?"),
    "strength challenge words": Message("What is the challenge?"),
    "ruling hear words": Message("What does the citizen wish in this case?"),
    "ruling explain-duty words": Message("What was explained?"),
    "workplace way words": Message("Which way of doing the task works?"),
    "workplace expectations words": Message("Which expectations were agreed?"),
    "workplace feedback words": Message("What did the employer say?"),
    "workplace risk words": Message("What is at risk at work, and what may help? Write no cause."),
    "workplace retention words": Message("How is it going with keeping the job?"),
    "workplace after words": Message("How is it going in the job?"),
    "pension unrealistic words": Message("What was tried at work? Write no cause."),
    "pension fleksjob-not-sustainable words": Message("What was tried at work? Write no cause."),
    "about": Message("What did you talk about?"),
    "wish": Message("What does the citizen wish for?"),
    "title": Message("What is the subgoal?"),
    "scope": Message("What may they know and do?"),
    "tasks": Message("Which tasks are done there?"),
    "competences": Message("What does the citizen bring to it?"),
    "learned": Message("What was learned?"),
    "effect": Message("What did it change, if only a little?"),
    "considerations": Message("What are the facts, and what was weighed?"),
    "explanation": Message("What are the reasons, in plain words?"),
    "life-phase what": Message("What changes?"),
    "community start what": Message("Which community is it?"),
    "employer partner employer-promises": Message("What does the employer promise?"),
    "employer partner municipality-promises": Message("What does the municipality promise?"),
    "post open task": Message("Which task, and how many hours a week? Write it as packing=6:"),
    "score": Message("What is the answer to each item? Write it as morning=3:"),
    "task carve task": Message("Which task, and how many hours a week? Write it as packing=6:"),
    # Why
    "reason": Message("Why, in neutral words?"),
    "erase reason": Message("Why now? It stays, in the receipt."),
    "reactors skip reason": Message("Why? It is stored in the clear: name nobody."),
    "life-phase why": Message("Why does it change?"),
    "subgoal set why": Message("Why is it worth it?"),
    "merge why": Message("Why are both about one citizen?"),
    "close why": Message("Which of these did it lead to?"),
    "employer contact why": Message("Why do they have another contact?"),
    "employer partner-end why": Message("Why does it end?"),
    "employer retract why": Message("Why is it taken back?"),
    "employer erase why": Message("Why now? It stays, in the receipt."),
    "post close why": Message("Why is it closed?"),
    "task withdraw why": Message("Why is it withdrawn?"),
    "legal-basis": Message("On which legal basis: act and section?"),
    "authority": Message("On which legal basis? Name the archive, or the rule."),
    "restore prove": Message("Which checkpoint, kept elsewhere? The path of its file."),
    # Who and where
    "audit looks by": Message("Whose looks? The name as it is logged."),
    "audit looks from": Message("Which day is the first of the period?"),
    "state": Message("In which folder are the witness's key and what it has seen?"),
    "employer": Message("At which employer?"),
    "agreed-by": Message("Who agreed to it?"),
    "rater": Message("Who answers?"),
    "open-to": Message("Who may open it, by the name under which they act?"),
    "appeal-to": Message("To whom can the citizen appeal?"),
    "handover offer to": Message("Who is asked to take over?"),
    "relative involve who": Message("Who is it, by a name the citizen uses?"),
    "relative release who": Message("Who is it, by the same name?"),
    "mentor assign who": Message("Who is the mentor?"),
    "mentor release who": Message("Which mentor was it?"),
    "move out to": Message("To which municipality: its three digits?"),
    "municipality": Message("Which municipality: its three digits?"),
    "household": Message("Who is in the household?"),
    # Codes and choices
    "basis": Message("What does the citizen live on?"),
    "group": Message("Which target group?"),
    "phase": Message("Which phase?"),
    "level": Message("How much support?"),
    "matter": Message("What is the case about?"),
    "outcome": Message("What is decided?"),
    "ruling answer outcome": Message("What became of the appeal?"),
    "how": Message("How was the citizen told?"),
    "scheme": Message("Which scheme? The old one has a highest, middle or ordinary pension."),
    "measure grant kind": Message("Which kind of measure?"),
    "aid grant kind": Message("Which kind of aid?"),
    "placement start kind": Message("Which kind of placement?"),
    "education start kind": Message("Which kind of education?"),
    "instrument": Message("Which instrument?"),
    "version": Message("Which version of it?"),
    # Days
    "on": Message("On which day?"),
    "pension grant on": Message("On which day was the pension granted?"),
    "pension change-scheme on": Message("On which day did the pension move?"),
    "told": Message("When was the citizen told?"),
    "due": Message("By when do you talk again?"),
    "pension reassess due": Message("By when is it looked at again?"),
    "review": Message("By when do you look at it again?"),
    "appeal-by": Message("By when can the citizen appeal?"),
    "born": Message("When was the citizen born?"),
    "paid-from": Message("From which day is it paid?"),
    "tried": Message("When were the pages last tried?"),
    # Hours
    "paid-hours": Message("How many paid hours a week?"),
    "present-hours": Message("How many hours a week is the citizen there?"),
}


def question_for(where: str, english: str, help_: str) -> str:
    """Return what a person asks for an option of a command, by the English names of both.

    In the spoken language; where there is no question it is the help, with a colon.
    """
    asked = QUESTIONS.get(f"{where} {english}", QUESTIONS.get(english))
    return f"{help_.rstrip('.')}:" if asked is None else say(asked)
