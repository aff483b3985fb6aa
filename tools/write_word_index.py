"""Write knowledge/reading/words.json anew: `make words`."""

from reviewer.framework import load_framework
from reviewer.models.offline.cues import load_cues
from reviewer.models.offline.word_index import index_path, index_text
from reviewer.resources import data_folder

cues = load_cues([data_folder("knowledge") / "reading"], load_framework())
patterns = [pattern.expanded for cue in cues.values() for pattern in cue.patterns()]
index_path().write_text(index_text(patterns), encoding="utf-8")
print(f"{len(patterns)} patterns")
