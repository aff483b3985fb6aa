"""The framework's passages in a vector store: found by meaning, and by the items that they help with."""

from reviewer.library.choice import Choice, choose_embedder
from reviewer.library.embedder import Embedder, LexicalEmbedder
from reviewer.library.store import Found, Library

__all__ = ["Choice", "Embedder", "Found", "LexicalEmbedder", "Library", "choose_embedder"]
