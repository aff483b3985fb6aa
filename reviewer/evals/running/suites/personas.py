"""A person is interviewed: the real conversation asks, and a respondent answers from a fact sheet."""

from pathlib import Path
from tempfile import TemporaryDirectory

from reviewer.evals.case import Case, Persona
from reviewer.evals.fingerprint import input_print
from reviewer.evals.outcome import outcome
from reviewer.evals.prediction import Outcome, Prediction, Put
from reviewer.evals.running.respondent import Respondent
from reviewer.evals.running.workbench import Workbench
from reviewer.interview.conversation import Conversation, open_conversation

_MOST_QUESTIONS = 200
"""Far more than there are facts; whoever asks on has lost the thread."""


async def predict(case: Case, bench: Workbench) -> Prediction:
    """What the interview asks and knows, question by question."""
    assert isinstance(case.input, Persona)
    persona = case.input
    reader = bench.reader(input_print(persona))
    with TemporaryDirectory(dir=bench.folder, ignore_cleanup_errors=True) as folder:
        opened = open_conversation(
            Path(folder) / "talk.db",
            bench.framework,
            reader.model,
            bench.library,
            depth="full",
            today=lambda: persona.day,
            service=reader.service,
        )
        async with opened as talk:
            outcomes, asked = await _held(talk, Respondent(persona))
            notes = _notes_on(talk)
    return Prediction(case=case.id, suite=case.suite, outcomes=tuple(outcomes), asked=tuple(asked), notes=notes)


async def _held(talk: Conversation, person: Respondent) -> tuple[list[Outcome], list[Put]]:
    """The whole interview. All but the last outcome go without quotes and gaps: they only show how it grew."""
    outcomes: list[Outcome] = []
    asked: list[Put] = []
    while (question := talk.turn.question) is not None and len(asked) < _MOST_QUESTIONS:
        said = person.reply(question)
        turn = await talk.reply(said.text)
        kind = turn.read.kind if turn.read else ""
        asked.append(
            Put(
                item=question.item,
                facet=question.facet,
                wording=question.wording,
                answer=said.text,
                kind=kind,
                complication=said.complication,
            )
        )
        if outcomes:
            outcomes[-1] = _in_short(outcomes[-1])
        outcomes.append(outcome(turn.assessment, talk.readiness, kind))
    return outcomes, asked


def _in_short(whole: Outcome) -> Outcome:
    facts = tuple(fact.model_copy(update={"quotes": ()}) for fact in whole.facts)
    return whole.model_copy(update={"quotes": {}, "gaps": (), "facts": facts})


def _notes_on(talk: Conversation) -> dict[str, str | int | float | bool]:
    refusals = [refused for _, read in talk.exchanges() for refused in (read.rejections if read else ())]
    return {
        "claims refused": sum(not refused.doubted for refused in refusals),
        "claims doubted": talk.served.doubted,
        "parts unread": len(talk.served.failures),
        "ended": talk.turn.ended or "endless",
    }
