"""Tests of documents, quotes and the gate."""
