"""The readiness model as facts that an expression can be asked about."""

from collections.abc import Mapping, Sequence

from reviewer.framework.catalogue import Column, Framework, Typed
from reviewer.framework.evaluate import Facts, Value
from reviewer.readiness.claims import Scalar
from reviewer.readiness.dates import resolved
from reviewer.readiness.fold import Current, Readiness


class ReadinessFacts:
    """Facts for one question: is it satisfied (`strictly`), or at least partial?

    A facet in conflict, or only planned where it must be measured, counts for partial and not strictly.
    `derived` holds what the assessment computed, by name.
    """

    def __init__(
        self, readiness: Readiness, framework: Framework, derived: Mapping[str, Scalar | None], strictly: bool
    ) -> None:
        self._readiness = readiness
        self._framework = framework
        self._derived = derived
        self._strictly = strictly

    def value(self, name: str) -> Value | None:
        """The current value of a facet or derived figure; a date that hangs on an unknown date has none."""
        value = self._stated(name)
        facet = self._framework.facets_by_key.get(name)
        return self.comparable(value, facet) if facet else value

    def _stated(self, name: str) -> Scalar | None:
        if name in self._derived:
            return self._derived[name]
        return self.counted(self._readiness.facet(name).current)

    def comparable(self, value: Scalar | None, typed: Typed) -> Value | None:
        """A value for comparisons: dates are read, and looked up where they hang on another date."""
        return resolved(str(value), self._stated) if typed.type == "date" and value is not None else value

    def is_true(self, name: str) -> bool:
        """Whether it is filled; a yes/no fact must be yes, and strictly nobody disputes a cell of a list."""
        facet = self._readiness.facet(name)
        if facet.rows:
            return not (self._strictly and facet.is_disputed)
        return _is_true(self._stated(name))

    def rows(self, list_name: str) -> Sequence[Facts]:
        """The rows of a list facet."""
        columns = {column.column: column for column in self._framework.facet(list_name).row}
        return [_RowFacts(row, columns, self) for row in self._readiness.facet(list_name).rows]

    def key_of(self, list_name: str) -> str:
        """The first key column of a list facet."""
        return self._framework.facet(list_name).row_key[0]

    def counted(self, current: Current | None) -> Scalar | None:
        """The value, if it may count at this strictness."""
        if current is None or (self._strictly and (current.conflict or not current.in_full)):
            return None
        return current.value


class _RowFacts:
    """One row: its columns first, then everything else. A column that the row lacks is missing, not looked up."""

    def __init__(self, row: Mapping[str, Current], columns: Mapping[str, Column], around: ReadinessFacts) -> None:
        self._row = row
        self._columns = columns
        self._around = around

    def value(self, name: str) -> Value | None:
        if name not in self._columns:
            return self._around.value(name)
        return self._around.comparable(self._around.counted(self._row.get(name)), self._columns[name])

    def is_true(self, name: str) -> bool:
        if name not in self._columns:
            return self._around.is_true(name)
        return _is_true(self._around.counted(self._row.get(name)))

    def rows(self, list_name: str) -> Sequence[Facts]:
        return self._around.rows(list_name)

    def key_of(self, list_name: str) -> str:
        return self._around.key_of(list_name)


def _is_true(value: Scalar | None) -> bool:
    return value is not None and value is not False
