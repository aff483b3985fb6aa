"""A folder with a model of a few hundred bytes: it gives each word a vector of its own. Written byte by byte."""

import json
import struct
from collections.abc import Sequence
from pathlib import Path

WORDS = {
    "[PAD]": [9, 9, 9, 9],
    "[UNK]": [0, 0, 0, 0],
    "queue": [1, 0, 0, 0],
    "owner": [0, 2, 0, 0],
    "limit": [0, 0, 3, 4],
}
_INT64, _FLOAT = 7, 1


def write_folder(folder: Path, inputs: Sequence[str] = ("input_ids", "attention_mask", "token_type_ids")) -> Path:
    """The folder, made."""
    folder.mkdir(parents=True)
    (folder / "model.onnx").write_bytes(model(inputs))
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer()))
    return folder


def tokenizer() -> dict[str, object]:
    """Words between spaces, in small letters."""
    return {
        "version": "1.0",
        "normalizer": {"type": "Lowercase"},
        "pre_tokenizer": {"type": "Whitespace"},
        "model": {
            "type": "WordLevel",
            "vocab": {word: place for place, word in enumerate(WORDS)},
            "unk_token": "[UNK]",
        },
        "added_tokens": [],
        "truncation": None,
        "padding": None,
        "post_processor": None,
        "decoder": None,
    }


def model(inputs: Sequence[str], rows: Sequence[Sequence[float]] = tuple(WORDS.values())) -> bytes:
    """An ONNX graph with one node: Gather(rows, the first of `inputs`), without padding taken into account."""
    dimension = len(rows[0])
    data = b"".join(struct.pack("<f", number) for row in rows for number in row)
    table = _number(1, len(rows)) + _number(1, dimension) + _number(2, _FLOAT) + _bytes(8, b"rows") + _bytes(9, data)
    node = _bytes(1, b"rows") + _bytes(1, inputs[0].encode()) + _bytes(2, b"last_hidden_state") + _bytes(4, b"Gather")
    graph = _bytes(1, node) + _bytes(2, b"tiny") + _bytes(5, table)
    for name in inputs:
        graph += _bytes(11, _value(name, _INT64, ["batch", "sequence"]))
    graph += _bytes(12, _value("last_hidden_state", _FLOAT, ["batch", "sequence", dimension]))
    opset = _bytes(1, b"") + _number(2, 13)
    return _number(1, 8) + _bytes(7, graph) + _bytes(8, opset)


def _value(name: str, kind: int, shape: Sequence[int | str]) -> bytes:
    sizes = (_number(1, size) if isinstance(size, int) else _bytes(2, size.encode()) for size in shape)
    tensor = _number(1, kind) + _bytes(2, b"".join(_bytes(1, size) for size in sizes))
    return _bytes(1, name.encode()) + _bytes(2, _bytes(1, tensor))


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _bytes(field: int, content: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(content)) + content


def _varint(value: int) -> bytes:
    rest, low = value >> 7, value & 0x7F
    return bytes([low | 0x80]) + _varint(rest) if rest else bytes([low])
