"""Checks that only the whole framework can pass: names in expressions exist, values are possible, ids are unique."""

from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from reviewer.framework.catalogue import Column, Facet, Framework, Typed
from reviewer.framework.source import Source
from reviewer.framework.syntax import Compare, Covers, ExpressionError, Group, Name, Node, Not, OneOf, Rows, parse

# Facts that the assessment computes before states are decided (framework: "derived").
DERIVED = ("escalations_agree", "capacity_covers_load", "evidence_meets_target", "escalation_rate_used")
Path = tuple[str | int, ...]


class Sources(Protocol):
    """The files that a framework was read from: items and passages by their id, the other files by their name."""

    items: dict[str, Source]
    passages: dict[str, Source]
    mappings: dict[str, Source]


def check_names(framework: Framework, sources: Sources) -> None:
    """FrameworkError, with file and line, for the first thing that does not fit together."""
    _check_facets(framework, sources)
    areas = {area.id for area in framework.areas}
    for item in framework.items:
        source = sources.items[item.id]
        if item.area not in areas:
            raise source.mistake(("area",), f"there is no area {item.area!r}")
        _check_expression(framework, item.state.satisfied, source, ("state", "satisfied"))
        _check_expression(framework, item.state.partial, source, ("state", "partial"))
    frame, excuse = sources.mappings["framework"], framework.facets_by_key.get("not_applicable")
    _check_expression(framework, framework.conditional_when, frame, ("conditional_when",))
    _check_expression(framework, framework.not_applicable_when, frame, ("not_applicable",), excuse)
    _check_references(framework, sources)


def _check_facets(framework: Framework, sources: Sources) -> None:
    owners: dict[str, str] = {}
    for facet, source, path, owner in _facets(framework, sources):
        _check_facet(facet, source, path)
        if facet.key in owners:
            raise source.mistake(path, f"the facet {facet.key!r} also belongs to {owners[facet.key]}")
        owners[facet.key] = owner


def _facets(framework: Framework, sources: Sources) -> Iterator[tuple[Facet, Source, Path, str]]:
    for part, facets in (("facets", framework.profile), ("not_applicable", framework.not_applicable)):
        for index, facet in enumerate(facets):
            yield facet, sources.mappings["profile"], (part, index), "the profile"
    for item in framework.items:
        for index, facet in enumerate(item.facets):
            yield facet, sources.items[item.id], ("facets", index), item.id


def _check_facet(facet: Facet, source: Source, path: Path) -> None:
    _check_choices(facet, facet.key, source, path)
    if (facet.type == "list") != bool(facet.row):
        raise source.mistake(path, f"{facet.key!r}: a list, and nothing else, has a row of columns")
    if facet.type == "list" and not facet.row_key:
        raise source.mistake(path, f"{facet.key!r} does not say by which columns its rows are known")
    names: set[str] = set()
    for index, column in enumerate(facet.row):
        _check_column(facet, column, names, source, (*path, "row", index))
        names.add(column.column)
    for name in facet.row_key:
        if name not in names:
            raise source.mistake(path, f"{facet.key!r} has no column {name!r} to know its rows by")


def _check_column(facet: Facet, column: Column, earlier: set[str], source: Source, path: Path) -> None:
    _check_choices(column, f"{facet.key}.{column.column}", source, path)
    if column.type == "list":
        raise source.mistake(path, f"{facet.key}.{column.column}: a column cannot be a list")
    if column.column in earlier:
        raise source.mistake(path, f"{facet.key!r} has two columns {column.column!r}")


def _check_choices(typed: Typed, name: str, source: Source, path: Path) -> None:
    if typed.type == "choice" and not typed.choices:
        raise source.mistake(path, f"the choice {name!r} has no choices")


def _check_references(framework: Framework, sources: Sources) -> None:
    """What refers to an item, a claim of the essay or a recognised framework by its id refers to one that exists."""
    items, claims = framework.items_by_id, framework.claims_by_id
    _check_ids(framework.order, items, "item", sources.mappings["framework"], "order")
    for item in framework.items:
        _check_ids(item.claims, claims, "claim", sources.items[item.id], "claims")
    for passage in framework.passages:
        _check_ids(passage.items, items, "item", sources.passages[passage.id], "items")
        _check_ids(passage.claims, claims, "claim", sources.passages[passage.id], "claims")
    for place, claim in enumerate(framework.claims):
        _check_ids(claim.items, items, "item", sources.mappings["claims"], place, "items")
    for rule, spec in framework.rules.items():
        _check_ids([spec.item] if spec.item else [], items, "item", sources.mappings["rules"], rule, "item")
        if spec.needs:
            _check_expression(framework, spec.needs, sources.mappings["rules"], (rule, "needs"))
    standards = {standard.key for standard in framework.crosswalk.frameworks}
    _check_ids(framework.crosswalk.items, items, "item", sources.mappings.get("crosswalk"), "items")
    for item_id, places in framework.crosswalk.items.items():
        _check_ids(places, standards, "framework", sources.mappings.get("crosswalk"), "items", item_id)


def _check_ids(ids: Iterable[str], known: Any, what: str, source: Source | None, *path: str | int) -> None:
    for place, name in enumerate(ids):
        if name not in known:
            assert source is not None  # without the file there would be no ids
            exact = (*path, name) if (*path, name) in source.lines else (*path, place)
            raise source.mistake(exact, f"there is no {what} {name!r}")


def _check_expression(
    framework: Framework, expression: str, source: Source, path: Path, inside: Facet | None = None
) -> None:
    try:
        node = parse(expression)
    except ExpressionError as error:
        raise source.mistake(path, str(error)) from None
    for problem in _problems(framework, node, inside):
        raise source.mistake(path, problem)


def _problems(framework: Framework, node: Node, inside: Facet | None) -> Iterator[str]:
    if isinstance(node, Group):
        for part in node.parts:
            yield from _problems(framework, part, inside)
    elif isinstance(node, Not):
        yield from _problems(framework, node.part, inside)
    elif isinstance(node, Rows | Covers):
        yield from _list_problems(framework, node)
    else:
        yield from _leaf_problems(framework, node, inside)


def _list_problems(framework: Framework, node: Rows | Covers) -> Iterator[str]:
    facet = framework.facets_by_key.get(node.list_name)
    if facet is None or facet.type != "list":
        yield f"{node.list_name!r} is not a list"
        return
    if isinstance(node, Covers):
        yield from _impossible(facet.column(facet.row_key[0]), f"{facet.key}.{facet.row_key[0]}", node.values)
    if node.condition is not None:
        yield from _problems(framework, node.condition, facet)


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
    yield from _impossible(typed, name, node.values if isinstance(node, OneOf) else (node.right,))


def _impossible(typed: Typed, name: str, values: Iterable[object]) -> Iterator[str]:
    possible = {"choice": typed.choices, "yes_no": ("yes", "no")}.get(typed.type)
    for value in values:
        if possible is not None and value not in possible:
            yield f"{name!r} can never be {value!r}"


def typed_by_name(framework: Framework, name: str, inside: Facet | None) -> Typed | None:
    """What `name` means in an expression: inside a list a column comes first."""
    if inside is not None:
        for column in inside.row:
            if column.column == name:
                return column
    return framework.facets_by_key.get(name)
