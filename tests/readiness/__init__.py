"""Tests of claims, values and the readiness model."""
