"""What was recorded is answered again, word for word, failures and pieces too; what was not is told loudly."""

import asyncio
import json
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from reviewer.errors import ConfigError, Fault, ModelError, ServiceError
from reviewer.models.openai.call import Call
from reviewer.models.port import Prose
from reviewer.models.recording import Recorder, Replayer
from reviewer.models.recording_files import Recording, load, name_of, save
from reviewer.text import clean
from tests.recording.scripted import USAGE, Scripted, asking

ROOT = Path(__file__).parents[2]
CANARY = "canary-7f3a9c51e2"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "kept" / "run"


async def heard(prose: Prose, most: int | None = None) -> list[str]:
    """The pieces, up to `most` of them."""
    pieces: list[str] = []
    async for piece in prose:
        pieces.append(piece)
        if len(pieces) == most:
            break
    return pieces


async def record(folder: Path, call: Call, *outcomes: str | ServiceError) -> None:
    """Record `call` with each of `outcomes`."""
    recorder = Recorder(Scripted(*outcomes), folder)
    for outcome in outcomes:
        if isinstance(outcome, ServiceError):
            with pytest.raises(ServiceError):
                await recorder.call(call)
        else:
            await recorder.call(call)


def only(folder: Path) -> Path:
    [path] = folder.glob("*.json")
    return path


async def test_an_answer_comes_again(folder: Path) -> None:
    """Text and usage of an answer are the same from the recording as from the service."""
    call = asking("Five percent, I guess.")
    first = await Recorder(Scripted('{"claims": [\n]}\r\n'), folder).call(call)

    assert await Replayer(folder).call(call) == first


@given(st.text(st.characters(exclude_categories=["Cs"])), st.text(st.characters(exclude_categories=["Cs"])))
def test_any_words_come_again(tmp_path_factory: pytest.TempPathFactory, said: str, answered: str) -> None:
    """Any characters, asked or answered, survive the file; and none in it could steer a terminal or hide."""
    folder = tmp_path_factory.mktemp("run")
    asyncio.run(record(folder, asking(said), answered))

    text = only(folder).read_text(encoding="utf-8")
    assert asyncio.run(Replayer(folder).call(asking(said))).text == answered
    assert clean(text) == text


async def test_equal_calls_have_their_answers_in_order(folder: Path) -> None:
    """The second equal call of a run has the second answer; a new run begins with the first again."""
    call = asking("Yes.")
    await record(folder, call, "one", "two")
    replayer = Replayer(folder)

    assert [(await replayer.call(call)).text for _ in range(2)] == ["one", "two"]
    assert (await Replayer(folder).call(call)).text == "one"
    with pytest.raises(ServiceError, match="recorded 2 times, and now it is asked once more") as caught:
        await replayer.call(call)
    assert caught.value.fault == "not_recorded"


@pytest.mark.parametrize("fault", get_args(Fault))
async def test_a_failure_comes_again(folder: Path, fault: Fault) -> None:
    """Every fault is kept with its sentence and when the service wants to be asked again."""
    await record(folder, asking("Yes."), ServiceError("The service said no.", fault, 3.5))

    with pytest.raises(ServiceError, match=r"The service said no\.") as caught:
        await Replayer(folder).call(asking("Yes."))
    assert (caught.value.fault, caught.value.retry_after) == (fault, 3.5)


async def test_prose_comes_again_in_its_pieces(folder: Path) -> None:
    """The same pieces, the same usage at the end; half a character is replaced as it would be on any screen."""
    call = asking("Phrase it.", "phrase")
    await heard(Recorder(Scripted(["How ", "deep\n", "", "is it\ud83d?"]), folder).stream(call))
    prose = Replayer(folder).stream(call)

    assert await heard(prose) == ["How ", "deep\n", "", "is it\ufffd?"]
    assert prose.usage == USAGE


async def test_prose_that_broke_off_breaks_off_again(folder: Path) -> None:
    """The pieces up to there, then the same failure."""
    call = asking("Phrase it.", "phrase")
    cut = ServiceError("The service hung up.", "connection")
    with pytest.raises(ServiceError):
        await heard(Recorder(Scripted(["How ", cut]), folder).stream(call))

    pieces: list[str] = []
    with pytest.raises(ServiceError, match="hung up"):
        async for piece in Replayer(folder).stream(call):
            pieces.append(piece)  # noqa: PERF401 - the pieces before the failure are wanted
    assert pieces == ["How "]


async def test_a_reader_who_turned_away(folder: Path) -> None:
    """What it had heard is kept and the service is let go; whoever listens further in the replay is told."""
    call = asking("Phrase it.", "phrase")
    script = Scripted(["How ", "deep", "?"])
    prose = aiter(Recorder(script, folder).stream(call))
    assert [await anext(prose), await anext(prose)] == ["How ", "deep"]
    await prose.aclose()  # type: ignore[attr-defined]

    assert script.written[0].is_closed
    assert await heard(Replayer(folder).stream(call), most=2) == ["How ", "deep"]
    with pytest.raises(ServiceError, match="turned away") as caught:
        await heard(Replayer(folder).stream(call))
    assert caught.value.fault == "not_recorded"


async def test_an_answer_is_no_prose(folder: Path) -> None:
    """A call that was recorded in one way is not answered in the other."""
    answered, phrased = asking("Yes."), asking("Phrase it.", "phrase")
    await record(folder, answered, "one")
    await heard(Recorder(Scripted(["How?"]), folder).stream(phrased))

    with pytest.raises(ServiceError, match="as one answer"):
        await heard(Replayer(folder).stream(answered))
    with pytest.raises(ServiceError, match="as prose"):
        await Replayer(folder).call(phrased)


async def test_equal_runs_are_equal_bytes(tmp_path: Path) -> None:
    """Names and contents; also when the second is recorded over the first."""
    runs = [tmp_path / "one", tmp_path / "two", tmp_path / "one"]
    seen = []
    for run in runs:
        await record(run, asking("Yes."), "one", "two")
        await record(run, asking("No."), ServiceError("No.", "refusal"))
        seen.append({path.name: path.read_bytes() for path in run.iterdir()})

    assert seen[0] == seen[1] == seen[2]
    assert len(seen[0]) == 3


async def test_many_at_once(folder: Path) -> None:
    """A hundred reviews at the same time: each call finds its own answer."""

    class Echo(Scripted):
        async def call(self, call: Call):  # type: ignore[no-untyped-def]
            await asyncio.sleep(len(call.messages[1].text) % 3 / 1000)
            self._outcomes = [call.messages[1].text.upper()]
            return await super().call(call)

    calls = [asking(f"paper {number}, area {area}", "read_document") for number in range(100) for area in "abcdefg"]
    recorder = Recorder(Echo(), folder)
    await asyncio.gather(*map(recorder.call, calls))
    replayer = Replayer(folder)
    answers = await asyncio.gather(*map(replayer.call, calls))

    assert [answer.text for answer in answers] == [call.messages[1].text.upper() for call in calls]


def test_only_its_owner_can_read_it(folder: Path) -> None:
    """Files 0600, the folder 0700 even if it was open before, and no draft stays behind."""
    folder.mkdir(parents=True, mode=0o755)
    asyncio.run(record(folder, asking("Yes."), "one"))

    assert folder.stat().st_mode & 0o777 == 0o700
    assert [path.stat().st_mode & 0o777 for path in folder.iterdir()] == [0o600]


async def test_changes_are_seen_line_by_line(folder: Path) -> None:
    """Long texts stand in the file line by line, in clear letters."""
    await record(folder, asking("First line.\nZweite, schön."), '{\n "claims": []\n}')

    lines = [line.strip() for line in only(folder).read_text(encoding="utf-8").splitlines()]
    assert '"Zweite, schön."' in lines
    assert '"First line.",' in lines


async def test_what_was_not_recorded_is_told_with_its_nearest(folder: Path) -> None:
    """The nearest recording of the same job and the first difference, short, on one line, without control signs."""
    await record(folder, asking("The queue holds 20 cases at most, said the desk."), "one")
    await record(folder, asking("Something else entirely."), "two")
    await record(folder, asking("The queue holds 30 cases at most, said the desk.", "read_again"), "three")
    name = name_of(asking("The queue holds 20 cases at most, said the desk."), 1)

    with pytest.raises(ServiceError) as caught:
        await Replayer(folder).call(asking("The queue holds 30\x1b[31m cases at most, said the desk." + "x" * 900))
    message = str(caught.value)
    assert caught.value.fault == "not_recorded"
    assert f"The nearest is {name}: message 2 (user) differs from character 17 on:" in message
    assert '"queue holds 20 cases at most' in message
    assert '"queue holds 30' in message
    assert "\x1b" not in message
    assert len(message) < 350


async def test_the_nearest_shares_the_most(folder: Path) -> None:
    """At the beginning and at the end together; the marks around a text, which change with each word, are not told."""
    marked = asking("<0123456789abcdef> We have 20 people, I think, as far as I know. </0123456789abcdef>")
    await record(folder, marked, "one")
    await record(folder, asking("<fedcba9876543210> We have 30"), "two")

    with pytest.raises(ServiceError) as caught:
        await Replayer(folder).call(
            asking("<fedcba9876543210> We have 30 people, I think, as far as I know. </fedcba9876543210>")
        )
    assert f"The nearest is {name_of(marked, 1)}: message 2 (user) differs" in str(caught.value)
    assert "> We have 20 people, I think" in str(caught.value)
    with pytest.raises(ServiceError, match=r"message 2 \(user\) differs from character 2 on"):
        await Replayer(folder).call(asking(marked.messages[1].text.replace("0123456789abcdef", "fedcba9876543210")))


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (asking("Yes.", model="another"), "the name of the model differs"),
        (asking("Yes.", max_tokens=501), "the form differs"),
        (asking("Yes.", messages=()), "message 1 (system) differs"),
        (asking("Yes.", "critique"), 'No call of the job "critique" was.'),
    ],
)
async def test_what_differs(folder: Path, asked: Call, words: str) -> None:
    """The model, the form, messages that are missing, the job."""
    await record(folder, asking("Yes."), "one")

    with pytest.raises(ServiceError) as caught:
        await Replayer(folder).call(asked)
    assert words in str(caught.value)


async def test_a_recording_cut_at_any_byte_is_never_used(folder: Path) -> None:
    """Whatever is left of a file, it is told and not believed; empty, it is refused before the run."""
    call = asking("Yes.")
    await record(folder, call, "one")
    path = only(folder)
    whole = path.read_bytes()

    for length in range(100, len(whole) - 1, 7):
        path.write_bytes(whole[:length])
        with pytest.raises(ServiceError, match="damaged") as caught:
            await Replayer(folder).call(call)
        assert caught.value.fault == "not_recorded"
    path.write_bytes(b"")
    with pytest.raises(ConfigError, match="is damaged: it is empty"):
        Replayer(folder)


async def test_a_changed_word_is_noticed(folder: Path) -> None:
    """Of the answer, of what was asked, of the usage, of the parts that it has."""
    call = asking("Yes, certainly.")
    await record(folder, call, "the answer")
    path = only(folder)
    whole = path.read_text(encoding="utf-8")

    for old, new in [("the answer", "an answer"), ("certainly", "hardly"), ("120", "121"), ('"calls"', '"colls"'),
                     ('"trial": 1', '"trial": 2'), ('"call":', '"cell":'), ('"sha256"', '"sha"')]:  # fmt: skip
        assert old in whole
        path.write_text(whole.replace(old, new), encoding="utf-8")
        with pytest.raises(ServiceError, match="damaged"):
            await Replayer(folder).call(call)
    path.write_text("[" * 100_000)
    with pytest.raises(ValueError, match="recording"):
        load(path)


async def test_a_recording_under_another_name(folder: Path) -> None:
    """A copy under the name of another call is not taken for it."""
    await record(folder, asking("Yes."), "one")
    (folder / name_of(asking("No."), 1)).write_bytes(only(folder).read_bytes())

    with pytest.raises(ServiceError, match="it holds another call than its name says"):
        await Replayer(folder).call(asking("No."))


def test_killed_while_it_writes(folder: Path) -> None:
    """A process killed before the file has its name: the recording is said to be unfinished, the others serve."""
    program = f"""
import asyncio, os, pathlib, signal
from reviewer.models.recording import Recorder
from reviewer.text import clean
from tests.recording.scripted import Scripted, asking
recorder = Recorder(Scripted("one", "two"), pathlib.Path({str(folder)!r}))
asyncio.run(recorder.call(asking("Yes.")))
pathlib.Path.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
asyncio.run(recorder.call(asking("No.")))
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False, timeout=60)
    replayer = Replayer(folder)

    assert done.returncode == -9
    assert asyncio.run(replayer.call(asking("Yes."))).text == "one"
    with pytest.raises(ServiceError, match="begun and never finished"):
        asyncio.run(replayer.call(asking("No.")))


def test_no_recordings(tmp_path: Path) -> None:
    """A folder that is empty, absent, or a file is told before anything is asked."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("a file")

    for name in ("empty", "absent", "file"):
        with pytest.raises(ConfigError, match="There are no recordings in"):
            Replayer(tmp_path / name)


@pytest.mark.parametrize("name", ["package.json", "read_reply-" + "0" * 32 + "-1.json"])
def test_foreign_files(tmp_path: Path, name: str) -> None:
    """A .json file that is none of ours is named, and neither read nor recorded beside."""
    (tmp_path / name).write_text('{"name": "something"}')

    for opened in (Replayer, lambda folder: Recorder(Scripted(), folder)):
        with pytest.raises(ConfigError, match="is not a recording"):
            opened(tmp_path)


async def test_a_recording_that_was_renamed(folder: Path) -> None:
    """Nothing would ever find it, so it is named rather than passed over."""
    await record(folder, asking("Yes."), "one")
    only(folder).rename(folder / "copy of yes.json")

    with pytest.raises(ConfigError, match=r"copy of yes\.json is not a recording"):
        Replayer(folder)


def test_a_folder_of_its_own(tmp_path: Path) -> None:
    """A folder with other things in it is left as it is; hidden files and a README may be there."""
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / ".gitignore").write_text("")
    (folder / "README.md").write_text("")
    Recorder(Scripted(), folder)
    (folder / "thesis.docx").write_text("")
    folder.chmod(0o755)

    with pytest.raises(ConfigError, match=r"need a folder of their own; in .* is thesis\.docx"):
        Recorder(Scripted(), folder)
    assert folder.stat().st_mode & 0o777 == 0o755


async def test_another_format_is_refused_by_name(folder: Path) -> None:
    """By the replayer and by the recorder."""
    await record(folder, asking("Yes."), "one")
    path = only(folder)
    path.write_text(path.read_text(encoding="utf-8").replace("recording/1", "recording/2"), encoding="utf-8")

    for opened in (Replayer, lambda folder: Recorder(Scripted(), folder)):
        with pytest.raises(ConfigError, match=r"has format second-proof/recording/2; this program knows .*/1\."):
            opened(folder)


def test_a_recording_that_cannot_be_written_is_told(folder: Path) -> None:
    """The folder went away: ModelError, so that the offline model reads and the reading says why."""
    recorder = Recorder(Scripted("one"), folder)
    folder.rmdir()

    with pytest.raises(ModelError, match="cannot be written"):
        asyncio.run(recorder.call(asking("Yes.")))


def test_a_place_that_is_no_folder(tmp_path: Path) -> None:
    """A file in the place of the folder is a sentence."""
    (tmp_path / "file").write_text("a file")

    with pytest.raises(ConfigError, match="Recordings cannot be kept in"):
        Recorder(Scripted(), tmp_path / "file")


async def test_the_key_of_the_service_is_in_no_recording(folder: Path) -> None:
    """Typed into a text, echoed in an answer, split over pieces, quoted in a failure: not kept, and told once."""
    told: list[str] = []
    outcomes = [f"so {CANARY}", "fine", ServiceError(f"Key {CANARY} is wrong.", "key_refused"), ["my can", CANARY[3:]]]
    recorder = Recorder(Scripted(*outcomes, "clean"), folder, SecretStr(CANARY), told.append)
    await recorder.call(asking("What is my key?"))
    await recorder.call(asking(f"My key is {CANARY}."))
    with pytest.raises(ServiceError):
        await recorder.call(asking("Anything."))
    await heard(recorder.stream(asking("Phrase it.", "phrase")))
    await recorder.call(asking("Nothing secret."))

    assert CANARY not in only(folder).read_text(encoding="utf-8")
    assert len(told) == 1
    assert "was not recorded" in told[0]
    with pytest.raises(ServiceError, match="was not recorded"):
        await Replayer(folder).call(asking("What is my key?"))


async def test_what_looks_like_a_key_is_told_once(folder: Path) -> None:
    """It stays in the text, without which the recording would not be exact; whoever records is told, once."""
    told: list[str] = []
    recorder = Recorder(Scripted("one", "two", "three"), folder, warn=told.append)
    for text in ("The desk has 20 people.", "It is sk-proj-AbCdEf0123456789xyz.", "And sk-proj-AbCdEf0123456789xyz!"):
        await recorder.call(asking(text))

    assert told == ["Something that looks like a key stands in a text, and so in the recording, too."]


def test_a_replay_needs_no_service_library(folder: Path) -> None:
    """A process that replays imports no openai and no HTTP library."""
    asyncio.run(record(folder, asking("Yes."), "one"))
    program = f"""
import asyncio, pathlib, sys
from reviewer.models.recording import Replayer
from reviewer.text import clean
from tests.recording.scripted import asking
assert asyncio.run(Replayer(pathlib.Path({str(folder)!r})).call(asking("Yes."))).text == "one"
assert not {{"openai", "httpx", "httpx2"}} & set(sys.modules)
"""
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, timeout=60)


def test_a_replay_opens_no_more_than_it_needs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each call reads one file whole, however many there are: replaying is as quick as reading."""
    calls = [asking(f"reply {number}") for number in range(50)]
    folder.mkdir(parents=True)
    for number, call in enumerate(calls):
        save(folder, Recording(call=call, trial=1, failure=None, answer={"text": str(number), "usage": USAGE}))  # type: ignore[arg-type]
    replayer = Replayer(folder)
    opened: list[str] = []
    original = Path.read_text

    def counting(self: Path, *args: str, **parts: str) -> str:
        opened.append(self.name)
        return original(self, *args, **parts)

    monkeypatch.setattr(Path, "read_text", counting)
    for call in calls[:20]:
        asyncio.run(replayer.call(call))

    assert opened == [name_of(call, 1) for call in calls[:20]]
    assert json.loads((folder / opened[0]).read_bytes())["format"] == "second-proof/recording/1"
