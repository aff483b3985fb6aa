"""MiniLM, or a model like it, from a folder on this machine: an ONNX graph and its tokenizer. Nothing is downloaded.

The only module that knows onnxruntime and tokenizers. As the model was trained: 256 tokens, the mean of what stands
under the attention mask, unit length.
"""

import hashlib
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reviewer.errors import LibraryError
from reviewer.text import shown

if TYPE_CHECKING:
    import numpy
    from tokenizers import Tokenizer

MODEL, TOKENIZER = "model.onnx", "tokenizer.json"
_TOKENS = 256
_BATCH = 32
# Far more than 256 tokens of any language; a longer text is cut before it is taken apart.
_CHARACTERS = 10_000
_INPUTS = frozenset({"input_ids", "attention_mask", "token_type_ids"})


class MiniLM:
    """An embedder that runs the model in `folder`. Its name carries a digest of both files: other files, other name."""

    def __init__(self, folder: Path) -> None:
        """LibraryError, naming the file, if one is not there. What is in them is looked at on first use."""
        self._folder = folder
        if missing := missing_in(folder):
            raise LibraryError(f"There is no embedding model in {shown(str(folder))}: {missing} is missing.")

    @cached_property
    def name(self) -> str:
        """What kind of model it is, and which. LibraryError if a file cannot be read."""
        digest = hashlib.sha256()
        for file in (MODEL, TOKENIZER):
            try:
                digest.update(hashlib.sha256((self._folder / file).read_bytes()).digest())
            except OSError as error:
                raise self._unusable(file, error.strerror or "it cannot be read") from error
        return f"onnx-{digest.hexdigest()[:16]}"

    @cached_property
    def dimension(self) -> int:
        """How many numbers a text has. LibraryError if the model cannot be used."""
        return len(self._embed(["one"])[0])

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """One vector of unit length for each text. LibraryError, naming the file, if the model cannot be used."""
        # Those of like length together: within a batch, all are as long as the longest.
        order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
        vectors: list[list[float]] = [[] for _ in texts]
        for start in range(0, len(order), _BATCH):
            places = order[start : start + _BATCH]
            for place, vector in zip(places, self._embed([texts[place] for place in places]), strict=True):
                vectors[place] = vector
        return vectors

    def _embed(self, texts: Sequence[str]) -> list[list[float]]:
        import numpy

        encoded = self._tokenizer.encode_batch([text[:_CHARACTERS] for text in texts])
        tokens = numpy.array([one.ids for one in encoded], dtype=numpy.int64)
        mask = numpy.array([one.attention_mask for one in encoded], dtype=numpy.int64)
        given = {"input_ids": tokens, "attention_mask": mask, "token_type_ids": numpy.zeros_like(tokens)}
        hidden = self._run({name: given[name] for name in self._inputs})
        if hidden.ndim != 3 or hidden.shape[:2] != tokens.shape or not numpy.isfinite(hidden).all():
            raise self._unusable(MODEL, "it is no model that gives each token its numbers")
        mean = (hidden * mask[:, :, None]).sum(axis=1) / numpy.maximum(mask.sum(axis=1, keepdims=True), 1)
        lengths = numpy.linalg.norm(mean, axis=1, keepdims=True)
        vectors: list[list[float]] = (mean / numpy.where(lengths > 0, lengths, 1)).astype(float).tolist()
        return vectors

    def _run(self, given: dict[str, Any]) -> "numpy.ndarray[Any, Any]":
        try:
            first: numpy.ndarray[Any, Any] = self._session.run(None, given)[0]
        except Exception as error:  # onnxruntime raises classes of its own, each derived from Exception alone
            raise self._unusable(MODEL, "it cannot be run on its tokenizer's tokens") from error
        return first

    @cached_property
    def _inputs(self) -> list[str]:
        names = [given.name for given in self._session.get_inputs()]
        if "input_ids" not in names or not _INPUTS.issuperset(names):
            raise self._unusable(MODEL, "it is a model for something else")
        return names

    @cached_property
    def _session(self) -> Any:
        import onnxruntime  # type: ignore[import-untyped]

        options = onnxruntime.SessionOptions()
        options.log_severity_level = 4
        try:
            return onnxruntime.InferenceSession(
                self._folder / MODEL, sess_options=options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # as above
            raise self._unusable(MODEL, "it is damaged, or no ONNX model") from error

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        from tokenizers import Tokenizer

        try:
            tokenizer = Tokenizer.from_file(str(self._folder / TOKENIZER))
        except Exception as error:  # tokenizers raises Exception itself
            raise self._unusable(TOKENIZER, "it is damaged, or no tokenizer") from error
        tokenizer.enable_truncation(_TOKENS)
        tokenizer.enable_padding(pad_id=tokenizer.token_to_id("[PAD]") or 0)
        return tokenizer

    def _unusable(self, file: str, reason: str) -> LibraryError:
        return LibraryError(f"The embedding model {shown(str(self._folder / file))} cannot be used: {reason}.")


def missing_in(folder: Path) -> str:
    """The first file that a model's folder lacks; empty if none."""
    return next((name for name in (MODEL, TOKENIZER) if not (folder / name).is_file()), "")
