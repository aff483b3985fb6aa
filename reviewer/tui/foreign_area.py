"""The counterpart of `foreign` for several lines; apart from it, as the start screen does without."""

from textual import events
from textual.widgets import TextArea

from reviewer.text import clean


class CleanTextArea(TextArea):
    """A field of several lines. What is pasted is cleaned first."""

    async def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        if not self.read_only:
            self.put_in(event.text)

    def put_in(self, text: str) -> None:
        """Insert `text`, cleaned, where the cursor is."""
        self.replace(clean(text), *self.selection, maintain_selection_offset=False)
        self.scroll_cursor_visible()
