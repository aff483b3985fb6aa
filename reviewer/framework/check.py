"""Checks that only the whole framework can pass: names in expressions exist, values are possible, ids are unique."""

from collections.abc import Iterator, Mapping

from reviewer.framework.catalogue import Facet, Framework, Item, Typed
from reviewer.framework.source import Source
from reviewer.framework.syntax import Compare, Covers, ExpressionError, Group, Name, Node, Not, OneOf, Rows

# Facts that the assessment computes before states are decided (framework: "derived").
DERIVED = ("escalations_agree", "capacity_covers_load", "evidence_meets_target")


def check_names(framework: Framework, sources: Mapping[str, Source]) -> None:
    """FrameworkError, with file and line, for the first thing that does not fit together."""
    areas = {area.id for area in framework.areas}
    seen: dict[str, str] = {}
    for item in framework.items:
        source = sources[item.id]
        if item.area not in areas:
            raise source.mistake(("area",), f"there is no area {item.area!r}")
        for index, facet in enumerate(item.facets):
            _check_facet(facet, source, ("facets", index))
            if facet.key in seen:
                raise source.mistake(("facets", index), f"the facet {facet.key!r} also belongs to {seen[facet.key]}")
            seen[facet.key] = item.id
        _check_states(framework, item, source)


def _check_facet(facet: Facet, source: Source, path: tuple[str | int, ...]) -> None:
    if facet.type == "choice" and not facet.choices:
        raise source.mistake(path, f"the choice {facet.key!r} has no choices")
    if (facet.type == "list") != bool(facet.row):
        raise source.mistake(path, f"{facet.key!r}: a list, and nothing else, has a row of columns")
    columns = {column.column for column in facet.row}
    for name in facet.row_key:
        if name not in columns:
            raise source.mistake(path, f"{facet.key!r} has no column {name!r} to know its rows by")


def _check_states(framework: Framework, item: Item, source: Source) -> None:
    for which in ("satisfied", "partial"):
        try:
            node = item.state.satisfied_when if which == "satisfied" else item.state.partial_when
        except ExpressionError as error:
            raise source.mistake(("state", which), str(error)) from None
        for problem in _problems(framework, node, None):
            raise source.mistake(("state", which), problem)


def _problems(framework: Framework, node: Node, inside: Facet | None) -> Iterator[str]:
    if isinstance(node, Group):
        for part in node.parts:
            yield from _problems(framework, part, inside)
    elif isinstance(node, Not):
        yield from _problems(framework, node.part, inside)
    elif isinstance(node, Rows | Covers):
        facet = framework.facets_by_key.get(node.list_name)
        if facet is None or facet.type != "list":
            yield f"{node.list_name!r} is not a list"
            return
        if node.condition is not None:
            yield from _problems(framework, node.condition, facet)
    else:
        yield from _leaf_problems(framework, node, inside)


def _leaf_problems(framework: Framework, node: Name | Compare | OneOf, inside: Facet | None) -> Iterator[str]:
    name = node.name if isinstance(node, Name) else node.left
    typed = typed_by_name(framework, name, inside)
    if typed is None and name not in DERIVED:
        yield f"there is no facet or column {name!r}"
    if typed is None or isinstance(node, Name):
        return
    if isinstance(node, Compare) and isinstance(node.right, Name):
        yield from _leaf_problems(framework, node.right, inside)
        return
    values = node.values if isinstance(node, OneOf) else (node.right,)
    for value in values:
        if typed.type == "choice" and value not in typed.choices:
            yield f"{name!r} can never be {value!r}"


def typed_by_name(framework: Framework, name: str, inside: Facet | None) -> Typed | None:
    """What `name` means in an expression: inside a list a column comes first."""
    if inside is not None:
        for column in inside.row:
            if column.column == name:
                return column
    return framework.facets_by_key.get(name)
