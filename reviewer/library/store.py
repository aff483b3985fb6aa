"""The passages in Chroma. The only module that knows chromadb.

Vectors are ours; the name of a collection carries the framework's fingerprint, the embedder and its dimension, so that
vectors of different origin can never be mixed. Indexing is guarded by a file lock: two processes on one folder hang.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from operator import mul
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock

from reviewer.errors import LibraryError, ModelError
from reviewer.framework.catalogue import Framework, Passage
from reviewer.library.embedder import Embedder, LexicalEmbedder, Vocabulary, stems_of
from reviewer.text import shown

if TYPE_CHECKING:
    from chromadb.api.models.Collection import Collection

# How a passage marks its last paragraph.
_FIRST_STEP = "First step:"
# A passage has something to do with what was asked from this similarity on, if it also shares this part of the words
# that say something. Likeness alone is no sign: pieces of any words are a little like pieces of others. Our defaults.
_RELEVANT, _SHARED = 0.2, 0.42
# An item has about a dozen entries, a passage up to nine: enough neighbours for the best few of each.
_NEIGHBOURS = 60


# Chroma takes letters, digits, dashes and single dots. The dot is kept for what no embedder can be called.
_ODD = re.compile(r"[^a-zA-Z0-9_-]")
_LONGEST_NAME = 100


class _EmbedderError(Exception):
    """The embedder in use cannot turn a text into a vector."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """One text in the store: a passage, one of its phrases, or words of an item."""

    id: str
    text: str
    passage: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A passage and how near it is (cosine similarity, at most 1)."""

    passage: Passage
    score: float


class Library:
    """Passages of one framework, opened in `folder` and indexed on first use.

    When `embedder` fails, the built-in one takes its place for good, and `note` says so in a sentence.
    """

    note: str = ""

    def __init__(self, framework: Framework, folder: Path, embedder: Embedder | None = None) -> None:
        self._framework = framework
        self._folder = folder
        self._passages = {passage.id: passage for passage in framework.passages}
        self._entries = {entry.id: entry for entry in _entries(framework)}
        self._built_in = LexicalEmbedder(entry.text for entry in self._entries.values())
        self.embedder: Embedder = embedder or self._built_in
        self._collection: Collection | None = None

    @property
    def size(self) -> int:
        """How many passages there are."""
        return len(self._passages)

    def search(self, text: str, limit: int = 3, items: Sequence[str] = ()) -> tuple[Found, ...]:
        """The passages nearest to `text`, best first; only those about one of `items`, if any are named."""
        wanted = set(items)
        allowed = [entry for entry in self._entries.values() if entry.passage and wanted & set(entry.items)]
        best: dict[str, float] = {}
        for entry, score in self._nearest(text, allowed if items else None):
            if entry.passage:
                best[entry.passage] = max(score, best.get(entry.passage, -1.0))
        ranked = sorted(best.items(), key=lambda found: (-found[1], found[0]))
        return tuple(Found(self._passages[name], score) for name, score in ranked[:limit])

    def first_step(self, gap: str, item: str) -> str | None:
        """Where to begin with a gap (its title) about `item`, from the passage nearest to it; None if none says so."""
        for found in self.search(gap, limit=3, items=(item,)):
            for paragraph in found.passage.text.split("\n\n"):
                if paragraph.startswith(_FIRST_STEP):
                    return paragraph.removeprefix(_FIRST_STEP).strip()
        return None

    def relevant(self, text: str, limit: int = 3) -> tuple[Found, ...]:
        """Like `search`, but empty when nothing in the library has much to do with `text`."""
        return tuple(found for found in self.search(text, limit) if self._is_about(found, text))

    def _is_about(self, found: Found, text: str) -> bool:
        shared = self._vocabulary.share(text, self._stems[found.passage.id])
        return found.score >= _RELEVANT and shared >= _SHARED

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return Vocabulary(entry.text for entry in self._entries.values())

    @cached_property
    def _stems(self) -> dict[str, set[str]]:
        stems: dict[str, set[str]] = {}
        for entry in self._entries.values():
            stems.setdefault(entry.passage, set()).update(stems_of(entry.text))
        return stems

    def items_for(self, text: str) -> tuple[str, ...]:
        """The items that `text` may touch, most likely first; items that nothing points to are left out."""
        scores: dict[str, float] = {}
        for entry, score in self._nearest(text):
            for item in entry.items if score > 0 else ():
                scores[item] = max(score, scores.get(item, 0.0))
        return tuple(sorted(scores, key=lambda item: (-scores[item], item)))

    def _nearest(self, text: str, among: Sequence[_Entry] | None = None) -> Iterator[tuple[_Entry, float]]:
        vector, collection = self._placed(text)
        if not any(vector) or among == []:
            return
        if among:
            yield from self._compared(collection, vector, among)
            return
        wanted = min(_NEIGHBOURS, len(self._entries))
        with self._opening():
            answer = collection.query(
                query_embeddings=[vector],  # type: ignore[arg-type]
                n_results=wanted,
                include=["distances"],
            )
        [distances] = answer["distances"] or [[]]
        if len(distances) < wanted:
            raise self._unusable("a part of its index is gone")
        for identity, distance in zip(answer["ids"][0], distances, strict=True):
            yield self._entries[identity], 1.0 - distance

    def _placed(self, text: str) -> "tuple[list[float], Collection]":
        """The vector of `text`, and the index of the embedder that made it."""
        try:
            [vector] = self._embed([text])
            return vector, self._open()
        except _EmbedderError as error:
            self.note = f"{error} Passages are found with the built-in vectors for now."
            self.embedder = self._built_in
            return self._placed(text)

    def _embed(self, texts: Sequence[str]) -> list[list[float]]:
        with self._asking_the_embedder():
            return self.embedder.embed(texts)

    @contextmanager
    def _asking_the_embedder(self) -> Iterator[None]:
        try:
            yield
        except (ModelError, LibraryError) as error:
            raise _EmbedderError(str(error)) from error

    def _compared(
        self, collection: "Collection", vector: list[float], among: Sequence[_Entry]
    ) -> Iterator[tuple[_Entry, float]]:
        """Each of `among` with its similarity, compared one by one: for a few the index's search may miss some."""
        with self._opening():
            found = collection.get(ids=[entry.id for entry in among], include=["embeddings"])
        if len(found["ids"]) < len(among) or found["embeddings"] is None:
            raise self._unusable("a part of its index is gone")
        for identity, embedding in zip(found["ids"], found["embeddings"], strict=True):
            yield self._entries[identity], sum(map(mul, map(float, embedding), vector))

    def _open(self) -> "Collection":
        if self._collection is None:
            self._collection = self._index()
        return self._collection

    def _index(self) -> "Collection":
        import chromadb
        from chromadb.config import Settings

        with self._asking_the_embedder():
            name = _collection_name(self._framework.fingerprint, self.embedder.name, self.embedder.dimension)
        with self._opening():
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with self._alone():
                client = chromadb.PersistentClient(str(self._folder), Settings(anonymized_telemetry=False))
                space = {"hnsw": {"space": "cosine", "ef_search": 1000}}
                collection = client.get_or_create_collection(name, configuration=space, embedding_function=None)  # type: ignore[arg-type]
                is_full = collection.count() == len(self._entries)
        if not is_full:
            self._fill(collection)
        return collection

    def _alone(self) -> FileLock:
        return FileLock(self._folder / "index.lock", timeout=20)

    @contextmanager
    def _opening(self) -> Iterator[None]:
        from chromadb.errors import ChromaError

        try:
            yield
        except (OSError, ChromaError) as error:  # a lock that is not given up in time is an OSError, too
            raise self._unusable(shown(str(error))) from error
        except AttributeError as error:  # chroma keeps what it could not begin, and hands it out as if it had
            raise self._unusable("it could not be opened before, perhaps because the disk is full") from error

    def _unusable(self, reason: str) -> LibraryError:
        return LibraryError(
            f"The passage library in {self._folder} cannot be used: {reason.rstrip('.')}. "
            "Delete that folder, and it is built again."
        )

    def _fill(self, collection: "Collection") -> None:
        entries = list(self._entries.values())
        # Before the lock: a model or a service takes longer over it than others should have to wait.
        vectors = self._embed([entry.text for entry in entries])
        with self._opening(), self._alone():
            collection.upsert(ids=[entry.id for entry in entries], embeddings=vectors)  # type: ignore[arg-type]


def _collection_name(fingerprint: str, embedder: str, dimension: int) -> str:
    """A name that chroma takes, and another one for whatever differs: odd signs go, and a digest tells them apart."""
    plain = _ODD.sub("-", embedder)[:_LONGEST_NAME]
    if plain != embedder:
        plain = f"{plain}.{hashlib.sha256(embedder.encode()).hexdigest()[:16]}"
    return f"{fingerprint}-{plain}-{dimension}"


def _entries(framework: Framework) -> Iterator[_Entry]:
    for passage in framework.passages:
        yield _Entry(passage.id, f"{passage.title}. {passage.text}", passage.id, passage.items)
        for number, phrase in enumerate(passage.phrases, 1):
            yield _Entry(f"{passage.id}#{number}", phrase, passage.id, passage.items)
    for item in framework.items:
        for number, words in enumerate((item.name, item.question, *item.phrases, *item.vague), 1):
            yield _Entry(f"item {item.id}#{number}", words, "", (item.id,))
