"""Tests of the published contract and the two reports for people."""
