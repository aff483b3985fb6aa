"""The framework that ships: its size, and that everything in it refers to something that exists."""

from collections import Counter
from pathlib import Path

import pytest

from reviewer.framework import Framework
from reviewer.resources import data_folder

FOLDERS = ("knowledge",)


def test_its_size(framework: Framework) -> None:
    """45 items with 170 facets: 17 essential, 3 conditional, 25 supporting; 39 claims of the essay; 7 areas."""
    assert Counter(item.severity for item in framework.items) == {"essential": 17, "conditional": 3, "supporting": 25}
    assert sum(len(item.facets) for item in framework.items) == 172
    assert [claim.id for claim in framework.claims] == [f"S{number}" for number in range(1, 40)]
    assert [area.id for area in framework.areas] == ["OM", "DA", "EX", "AC", "PD", "IN", "PM"]


def test_the_conditional_items(framework: Framework) -> None:
    """EX-8, AC-4 and AC-6 become essential by the profile."""
    assert {item.id for item in framework.items if item.severity == "conditional"} == {"EX-8", "AC-4", "AC-6"}


def test_the_order_names_every_item_once(framework: Framework) -> None:
    """The order in which items are asked about leaves none out."""
    assert sorted(framework.order) == sorted(framework.items_by_id)


def test_items_and_claims_refer_to_each_other(framework: Framework) -> None:
    """Each item rests on claims that exist, each claim stands behind items that exist, and both say the same."""
    assert all(item.claims for item in framework.items if not item.beyond)
    assert {claim for item in framework.items for claim in item.claims} == set(framework.claims_by_id)
    assert {item for claim in framework.claims for item in claim.items} <= set(framework.items_by_id)


def test_passages_refer_to_what_exists(framework: Framework) -> None:
    """Every passage names items and claims of the framework, has a title and words, and every item has a passage."""
    for passage in framework.passages:
        assert set(passage.items) <= set(framework.items_by_id)
        assert set(passage.claims) <= set(framework.claims_by_id)
        assert passage.title
        assert len(passage.text.split()) > 20
    assert {item for passage in framework.passages for item in passage.items} == set(framework.items_by_id)


def test_the_crosswalk_refers_to_what_exists(framework: Framework) -> None:
    """Every place names an item and a recognised framework, and every framework says how it was read."""
    standards = {standard.key: standard for standard in framework.crosswalk.frameworks}

    assert set(framework.crosswalk.items) <= set(framework.items_by_id)
    assert {key for places in framework.crosswalk.items.values() for key in places} <= set(standards)
    assert {standard.mark for standard in standards.values()} <= {"P", "S", "M", "none"}


def test_every_fact_that_is_needed_can_be_asked_for(framework: Framework) -> None:
    """A core or required facet has a question of its own, and every item a second question."""
    for item in framework.items:
        for facet in item.facets:
            assert facet.ask.endswith("?") or facet.role == "detail", facet.key
    assert all(item.follow_up.endswith("?") for item in framework.items)


@pytest.mark.parametrize("name", FOLDERS)
def test_data_folders_hold_no_code(name: str) -> None:
    """A Python file there would break the editable install."""
    assert [path for path in data_folder(name).rglob("*") if path.suffix in (".py", ".pyc")] == []
    assert Path(data_folder(name)).is_dir()
