"""The framework as validated data: areas, items, facets, questions, thresholds, passages."""

from reviewer.framework.catalogue import Area, Column, Facet, Framework, Item, Severity, Thresholds
from reviewer.framework.load import load_framework

__all__ = ["Area", "Column", "Facet", "Framework", "Item", "Severity", "Thresholds", "load_framework"]
