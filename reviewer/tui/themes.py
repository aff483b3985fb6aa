"""Two quiet palettes, one for dark and one for light terminals."""

from textual.theme import Theme

DARK = Theme(
    name="proof-dark",
    dark=True,
    background="#15181d",
    surface="#1b1f26",
    panel="#242a33",
    foreground="#d9dce0",
    primary="#7fa8cf",
    secondary="#8f9bb0",
    accent="#dba866",
    success="#86bd8c",
    warning="#dcb765",
    error="#e0837a",
)
LIGHT = Theme(
    name="proof-light",
    dark=False,
    background="#fbf9f5",
    surface="#f3f0e9",
    panel="#e8e3d8",
    foreground="#25282c",
    primary="#2b5c86",
    secondary="#59616e",
    accent="#8f5415",
    success="#2c6a38",
    warning="#7a5600",
    error="#a2332a",
)
