"""The respondent answers what is asked and nothing else, and is the same person each time."""

from reviewer.evals.case import Answers, Persona
from reviewer.evals.running.respondent import Respondent, Said
from reviewer.interview.policy import WHO_KNOWS
from reviewer.models.port import Question

PLAIN = {f"EX-{number}": Answers(first=f"Of {word} it is {number}00.") for number, word in enumerate("abcdefgh", 1)}
PERSONA = Persona(
    answers={**PLAIN, "OM-1": Answers(first="Soon.", followup="On 1 October.")}, default_unknown="No idea."
)


def ask(person: Respondent, item: str | None, facet: str = "volume_now_per_day", settles: str | None = None) -> Said:
    return person.reply(Question(item=item, facet=facet, wording="What?", settles=settles))


def test_a_vague_answer_is_made_good_when_asked_again() -> None:
    """First the first answer, then the better one, and then nothing more is known."""
    person = Respondent(PERSONA)

    assert [ask(person, "OM-1").text for _ in range(3)] == ["Soon.", "On 1 October.", "No idea."]


def test_what_is_not_on_the_sheet_is_not_known() -> None:
    """Another item, a fact of the profile, and who would know: no idea. Between two statements nobody chooses."""
    person = Respondent(PERSONA)

    assert [ask(person, "PM-6").text, ask(person, None).text, ask(person, "EX-1", WHO_KNOWS).text] == ["No idea."] * 3
    assert ask(person, "OM-1", settles="C-02").text == "I cannot say which of the two is right."


def test_everything_on_the_sheet_is_said_in_the_end() -> None:
    """With all that goes wrong on the way, each answer is given; and each thing that can go wrong does."""
    person = Respondent(PERSONA)
    said = [ask(person, item) for item in PLAIN for _ in range(3)]

    assert all(any(answer.first in reply.text for reply in said) for answer in PLAIN.values())
    assert sorted({reply.complication for reply in said} - {""}) == [
        "correction",
        "counter_question",
        "off_topic",
        "other_speaker",
        "vague_first",
        "wrong_figure",
    ]


def test_a_correction_follows_the_wrong_figure_at_once() -> None:
    """The next thing that is said repeats the answer with the right figure."""
    person = Respondent(PERSONA)
    said = [ask(person, item) for item in PLAIN for _ in range(3)]
    place = [reply.complication for reply in said].index("wrong_figure")

    assert said[place + 1].complication == "correction"
    assert not any(answer.first == said[place].text for answer in PLAIN.values())
    assert any(said[place + 1].text.endswith(answer.first) for answer in PLAIN.values())


def test_the_same_sheet_is_the_same_person() -> None:
    """Nothing but the words of the sheet decides what goes wrong."""
    first, second = Respondent(PERSONA), Respondent(PERSONA.model_copy())

    assert [ask(first, item) for item in PLAIN] == [ask(second, item) for item in PLAIN]
