"""The framework as a service is told it: every facet in one short line, or with what it means."""

from collections.abc import Iterable, Iterator

from reviewer.framework.catalogue import Area, Column, Facet, Framework, Item, Typed

_FORMS = {"text": "", "yes_no": "y/n", "count_pair": "x/n"}


def index(framework: Framework) -> str:
    """One line for each item with its facets, their units, choices and columns; the facts of the profile last."""
    lines = [f"{item.id} {item.name}: {_listed(item.facets)}" for item in framework.items if item.facets]
    lines += [f"Profile: {_listed(framework.profile)}", f"Any item: {_listed(framework.not_applicable)}"]
    return "\n".join(lines)


def definitions(framework: Framework) -> str:
    """Every item and every facet with what it means."""
    items = "\n".join(item_defined(item) for item in framework.items)
    return f"{items}\nProfile\n{_defined((*framework.profile, *framework.not_applicable))}"


def item_defined(item: Item) -> str:
    """An item: its facets with what they mean, and words about it that are vague."""
    vague = "; ".join(item.vague)
    head = f"{item.id} {item.name}{f' (vague: {vague})' if vague else ''}"
    return f"{head}\n{_defined(item.facets)}".strip()


def defined_in_question(framework: Framework, facet: str, items: Iterable[str], room: int) -> str:
    """The facet that was asked about, and the items that come first, as far as `room` characters go.

    What was asked about is there in any case, with all of its item.
    """
    known = [framework.items_by_id[item] for item in items if item in framework.items_by_id]
    found = [item_defined(item) for item in known[:1]]
    key = facet.partition(".")[0]
    if key in framework.facets_by_key and not any(key == own.key for item in known[:1] for own in item.facets):
        found.append(_defined([framework.facet(key)]))
    for item in known[1:]:
        definition = item_defined(item)
        if sum(map(len, found)) + len(definition) <= room:
            found.append(definition)
    return "\n".join(found)


def keys_of(framework: Framework, items: Iterable[Item]) -> list[str]:
    """The facets of some items, and the lists of other items that they are judged by."""
    own = [facet.key for item in items for facet in item.facets]
    used = [name.partition(".")[0] for item in items for name in sorted(item.columns_used)]
    return list(dict.fromkeys((*own, *(key for key in used if key in framework.facets_by_key))))


def profile_keys(framework: Framework) -> list[str]:
    """The facets that belong to no item."""
    return [facet.key for facet in (*framework.profile, *framework.not_applicable)]


def items_of(framework: Framework, area: Area, scope: Iterable[str]) -> tuple[Item, ...]:
    """The items of an area that are in scope; without a scope all of them."""
    wanted = frozenset(scope)
    return tuple(item for item in framework.items if item.area == area.id and (not wanted or item.id in wanted))


def _listed(facets: Iterable[Facet]) -> str:
    return "; ".join(_head(facet) for facet in facets)


def _head(facet: Facet) -> str:
    if facet.type != "list":
        return _named(facet.key, facet)
    return f"{facet.key}[{', '.join(_named(_marked(facet, column), column) for column in facet.row)}]"


def _marked(facet: Facet, column: Column) -> str:
    return f"{column.column}*" if column.column in facet.row_key else column.column


def _named(name: str, typed: Typed) -> str:
    return f"{name} {_form(typed)}".rstrip()


def _form(typed: Typed) -> str:
    if typed.choices:
        return "|".join(typed.choices)
    if typed.type == "quantity":
        return (typed.unit or "number") + (f"/{typed.per}" if typed.per else "")
    return _FORMS.get(typed.type, typed.type)


def _defined(facets: Iterable[Facet]) -> str:
    return "\n".join(line for facet in facets for line in _lines(facet))


def _lines(facet: Facet) -> Iterator[str]:
    if facet.type != "list":
        yield f"{_named(facet.key, facet)}: {facet.describe}"
        return
    yield f"{facet.key}[]: {facet.describe}"
    for column in facet.row:
        yield f"- {_named(_marked(facet, column), column)}: {column.describe}"
