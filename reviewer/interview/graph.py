"""The conversation as a graph: choose → ask → hear → read → admit → assess → choose, until nothing is open → finish.

Where a service is configured, phrase stands before some questions, and look before the end: it may open new ones.

State is small plain JSON of constant size: where the conversation stands. Replies, readings and claims are in the
record; dependencies travel in the runtime context.
"""

import os
from typing import Any, TypedDict

# Both must be set before langgraph is imported: a checkpoint may hold plain values only, and nothing may be uploaded.
os.environ["LANGGRAPH_STRICT_MSGPACK"] = "true"
os.environ["LANGSMITH_TRACING"] = os.environ["LANGCHAIN_TRACING_V2"] = "false"

from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.graph import END, START, StateGraph
from langgraph.graph.state import CompiledStateGraph
from langgraph.runtime import Runtime
from langgraph.types import interrupt

from reviewer.interview.desk import Desk
from reviewer.interview.record import Reply
from reviewer.models.port import Question, Reading


class State(TypedDict, total=False):
    """Where the conversation stands: number of the next reply, the open question, a reading on its way, the end.

    `step`: what follows a choice.
    """

    turn: int
    question: dict[str, Any] | None
    reading: dict[str, Any] | None
    ended: str | None
    step: str


Graph = CompiledStateGraph[State, Desk, State, State]


def choose(state: State, runtime: Runtime[Desk]) -> State:
    """The next question, or none; and whether a service has something to do first."""
    desk = runtime.context
    question = desk.choose()
    if question is None:
        return {"question": None, "ended": None, "step": "look" if desk.wants_last_look else "finish"}
    return {"question": question.model_dump(), "ended": None, "step": "phrase" if desk.phrases(question) else "ask"}


async def phrase(state: State, runtime: Runtime[Desk]) -> State:
    """The question in a model's words, told piece by piece while they are written."""
    question = await runtime.context.phrase(Question.model_validate(state["question"]), runtime.stream_writer)
    return {"question": question.model_dump()}


async def look(state: State, runtime: Runtime[Desk]) -> State:
    """One look at the whole interview before it ends; once, as a step may run again after a kill."""
    if runtime.context.wants_last_look:
        await runtime.context.look()
    return {}


def ask(state: State) -> State:
    """Wait for a reply. Holds the interrupt and nothing else, as it runs again on resume."""
    interrupt(state["question"])
    return {}


def hear(state: State, runtime: Runtime[Desk]) -> State:
    """Make sure that the reply to the open question is in the record before anything is read."""
    _reply(state, runtime)
    return {"reading": None}


async def read(state: State, runtime: Runtime[Desk]) -> State:
    """What the model reads in the reply; nothing where a reading is in the record already."""
    if runtime.context.record.has_reading(state["turn"]):
        return {}
    reading = await runtime.context.read(_reply(state, runtime))
    return {"reading": reading.model_dump(mode="json")}


def admit(state: State, runtime: Runtime[Desk]) -> State:
    """Let through what the reply bears out, and keep it; once, as a step may run again after a kill."""
    reading = state["reading"]
    if reading is not None and not runtime.context.record.has_reading(state["turn"]):
        runtime.context.admit(_reply(state, runtime), Reading.model_validate(reading))
    return {"turn": state["turn"] + 1, "reading": None}


def assess(state: State, runtime: Runtime[Desk]) -> State:
    """Bring the assessment up to date."""
    runtime.context.assess()
    return {}


def finish(state: State, runtime: Runtime[Desk]) -> State:
    """Say why there is no next question."""
    return {"ended": "stopped" if runtime.context.progress.stopped else "complete"}


def _reply(state: State, runtime: Runtime[Desk]) -> Reply:
    reply = runtime.context.record.reply(state["turn"])
    if reply is None:
        raise LookupError(f"reply {state['turn']} was announced but is not in the record")
    return reply


def build(checkpointer: BaseCheckpointSaver[Any]) -> Graph:
    """The graph, wired and compiled."""
    graph = StateGraph(State, context_schema=Desk)
    graph.add_node("choose", choose)
    graph.add_node("phrase", phrase)
    graph.add_node("look", look)
    graph.add_node("ask", ask)
    graph.add_node("hear", hear)
    graph.add_node("read", read)
    graph.add_node("admit", admit)
    graph.add_node("assess", assess)
    graph.add_node("finish", finish)
    graph.add_edge(START, "choose")
    graph.add_conditional_edges("choose", lambda state: state["step"], ["ask", "phrase", "look", "finish"])
    graph.add_edge("phrase", "ask")
    graph.add_edge("look", "choose")
    graph.add_edge("ask", "hear")
    graph.add_edge("hear", "read")
    graph.add_edge("read", "admit")
    graph.add_edge("admit", "assess")
    graph.add_edge("assess", "choose")
    graph.add_edge("finish", END)
    return graph.compile(checkpointer=checkpointer)
