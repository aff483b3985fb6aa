"""Adding a label to a file that people have edited: everything else in it stays as it is, to the last character."""

from typing import Any

import yaml

from reviewer.errors import CasesError
from reviewer.evals.making.dispute import Disputed
from reviewer.evals.making.writing import in_braces, plain, remark


def label_of(disputed: Disputed) -> dict[str, Any]:
    """The label as data: of an item its state, of a rule whether it should be there."""
    if disputed.section == "items":
        return {"state": disputed.should}
    return {"rule": disputed.name} | ({} if disputed.should == "there" else {"there": False})


def entry(disputed: Disputed) -> str:
    """The label as it stands in a file, without its margin."""
    drawn = in_braces(label_of(disputed))
    return f"{plain(disputed.name)}: {drawn}" if disputed.section == "items" else f"- {drawn}"


def has_label(text: str, disputed: Disputed) -> bool | None:
    """Whether the file says the same already; None where it says nothing of it, False where it says something else."""
    data = _load(text)
    if disputed.section == "items":
        own = (data.get("items") or {}).get(disputed.name)
        return None if own is None else own["state"] == disputed.should
    same = [one for one in data.get(disputed.section) or () if one["rule"] == disputed.name]
    return any(one.get("there", True) == (disputed.should == "there") for one in same) if same else None


def with_label(text: str, disputed: Disputed) -> str:
    """The file with one label more. CasesError where it is written so that this cannot be done."""
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    sections = {key.value: value for key, value in node.value} if isinstance(node, yaml.MappingNode) else {}
    section = sections.get(disputed.section)
    line = f"{entry(disputed)}   {remark(f'the review said {disputed.said}')}"
    if section is None:
        changed = f"{text.rstrip()}\n{disputed.section}:\n  {line}\n"
    elif isinstance(section, yaml.ScalarNode):
        changed = text
    elif section.flow_style:
        changed = _in_flow(text, section, entry(disputed).removeprefix("- "))
    else:
        changed = _below(text, section, line)
    if _load(changed) != _wanted(text, disputed):
        raise CasesError(f"The labels are written in a way that I cannot add to. Add by hand: {entry(disputed)}")
    return changed


def _in_flow(text: str, section: yaml.Node, drawn: str) -> str:
    """Before the bracket that ends it."""
    end = section.end_mark.index - 1
    before = text[:end].rstrip()
    return f"{before}{', ' if section.value else ''}{drawn}{text[end:]}"


def _below(text: str, section: yaml.Node, line: str) -> str:
    """On a line of its own below the last entry, with the margin of the first."""
    place = _line_end(text, section)
    return f"{text[:place]}\n{' ' * section.start_mark.column}{line}{text[place:] or chr(10)}"


def _line_end(text: str, node: yaml.Node) -> int:
    """Where the line ends on which the last word of a block stands, with the remark behind it."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style:
        node = node.value[-1][1] if isinstance(node, yaml.MappingNode) else node.value[-1]
    place = text.find("\n", len(text[: node.end_mark.index].rstrip()))
    return place if place >= 0 else len(text)


def _wanted(text: str, disputed: Disputed) -> Any:
    data = _load(text)
    if disputed.section == "items":
        return {**data, "items": {**(data.get("items") or {}), disputed.name: label_of(disputed)}}
    return {**data, disputed.section: [*(data.get(disputed.section) or []), label_of(disputed)]}


def _load(text: str) -> Any:
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError:
        return None
