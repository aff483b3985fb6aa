"""Reading the framework from its folder, and laying an organisation's own folder over it.

A folder holds framework.yaml, thresholds.yaml, rules.yaml, profile.yaml, claims.yaml, crosswalk.yaml, items/*.yaml
and passages/*.md. An overlay holds any of them: an item or passage with a known id replaces it, a new id is added,
and a mapping (thresholds, rules, framework) is merged key by key.
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from reviewer.errors import FrameworkError
from reviewer.framework.catalogue import Framework
from reviewer.framework.check import check_names
from reviewer.framework.source import Mapping, Source, read_front_matter, read_yaml
from reviewer.resources import data_folder


def load_framework(overlay: Path | None = None, folder: Path | None = None) -> Framework:
    """The framework of this installation, with `overlay` laid over it. FrameworkError names file, line and mistake."""
    folders = [folder or data_folder("knowledge")]
    if overlay is not None:
        if not overlay.is_dir():
            raise FrameworkError(f"The framework folder {overlay} is not a folder that I can read.")
        folders.append(overlay)
    return _validated(_Merged(folders))


# The keys of the two files that are taken apart before they are validated.
_KEYS = {
    "framework": frozenset({"version", "areas", "conditional_when", "not_applicable", "order"}),
    "profile": frozenset({"facets", "not_applicable"}),
}


class _Merged:
    """The raw data of several folders, the later ones over the earlier, with the file that each part came from."""

    def __init__(self, folders: list[Path]) -> None:
        self.items: dict[str, Source] = {}
        self.passages: dict[str, Source] = {}
        self.mappings: dict[str, Source] = {}
        self._digest = hashlib.sha256()
        for folder in folders:
            self._lay(folder)
        self.fingerprint = self._digest.hexdigest()[:16]

    def _lay(self, folder: Path) -> None:
        self.items |= self._named(read_yaml(path) for path in sorted((folder / "items").glob("*.yaml")))
        self.passages |= self._named(read_front_matter(path) for path in sorted((folder / "passages").glob("*.md")))
        for name in ("framework", "thresholds", "rules", "profile", "claims", "crosswalk"):
            path = folder / f"{name}.yaml"
            if path.exists():
                self._merge(name, read_yaml(path))

    def _named(self, sources: Iterable[Source]) -> dict[str, Source]:
        """The files of one folder by their ids."""
        found: dict[str, Source] = {}
        for source in sources:
            self._digest.update(source.text.encode())
            identity = source.mapping().get("id")
            if not isinstance(identity, str):
                raise source.mistake((), "the id is missing")
            if identity in found:
                raise source.mistake(("id",), f"the id {identity!r} also stands in {found[identity].path.name}")
            found[identity] = source
        return found

    def _merge(self, name: str, source: Source) -> None:
        self._digest.update(source.text.encode())
        for key in source.mapping() if name in _KEYS else ():
            if key not in _KEYS[name]:
                raise source.mistake((key,), f"there is no setting {key!r}")
        known = self.mappings.get(name)
        self.mappings[name] = source.over(known) if known else source

    def mapping(self, name: str) -> Mapping:
        """The merged mapping `name`."""
        if name not in self.mappings:
            raise FrameworkError(f"The framework has no {name}.yaml.")
        return self.mappings[name].mapping()


def _raw(merged: _Merged) -> dict[str, Any]:
    frame, profile = merged.mapping("framework"), merged.mapping("profile")
    order = frame.get("order", [])
    return {
        "version": frame.get("version"),
        "areas": frame.get("areas"),
        "conditional_when": frame.get("conditional_when"),
        "not_applicable_when": frame.get("not_applicable"),
        "order": [*order, *(name for name in merged.items if name not in order)] if isinstance(order, list) else order,
        "items": [source.data for source in merged.items.values()],
        "profile": profile.get("facets"),
        "not_applicable": profile.get("not_applicable"),
        "thresholds": merged.mapping("thresholds"),
        "rules": merged.mapping("rules"),
        "claims": merged.mappings["claims"].data if "claims" in merged.mappings else [],
        "crosswalk": merged.mappings["crosswalk"].data if "crosswalk" in merged.mappings else {},
        "passages": [source.data for source in merged.passages.values()],
        "fingerprint": merged.fingerprint,
    }


def _validated(merged: _Merged) -> Framework:
    try:
        framework = Framework.model_validate(_raw(merged))
    except ValidationError as error:
        raise _located(merged, error) from None
    check_names(framework, merged)
    return framework


def _located(merged: _Merged, error: ValidationError) -> FrameworkError:
    errors = error.errors()
    # A mistyped key is also a missing one; the first of the two says what was typed.
    first = next((found for found in errors if found["type"] == "extra_forbidden"), errors[0])
    part, *path = first["loc"] or ("framework",)
    files = {"items": list(merged.items.values()), "passages": list(merged.passages.values())}
    if part in files and path:
        index, *path = path
        source = files[str(part)][int(index)]
    elif part in ("profile", "not_applicable"):
        source, path = merged.mappings["profile"], ["facets" if part == "profile" else part, *path]
    else:
        source = merged.mappings.get(str(part), merged.mappings["framework"])
        path = path if str(part) in merged.mappings else [part, *path]
    return source.mistake(tuple(path), f"{first['msg']}{_at(path)}")


def _at(path: list[Any]) -> str:
    return f" at {'.'.join(str(part) for part in path)}" if path else ""
