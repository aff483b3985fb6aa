"""How the page looks: the colours of the other pages, light and dark, on paper, on phones."""

from collections.abc import Sequence

STYLE = """
:root { color-scheme: light dark; --ink: #1c1e21; --soft: #5b6168; --paper: #fff; --rule: #d4d8dc; --card: #f7f8f9;
  --first: #0b57a4; --good: #1d6b3a; --bad: #b3261e; --doubt: #8a4b08; --found: #dbe9f9; --meant: #fbecd2;
  --both: #d9efdd; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eaed; --soft: #a6adb4; --paper: #16181b; --rule: #3a3f45;
  --card: #1d2024; --first: #8ab8f0; --good: #7fd39a; --bad: #ff8a80; --doubt: #e7b36a; --found: #1d3a5c;
  --meant: #4a3713; --both: #1f4429; } }
body { margin: 0 auto; max-width: 68rem; padding: 1.5rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .6rem; } h2 { font-size: 1.2rem; margin: 2.4rem 0 .6rem; }
h3 { font-size: 1rem; margin: 1.6rem 0 .3rem; } h4 { font-size: .95rem; margin: 1.2rem 0 .3rem; }
p { margin: .5rem 0; } ul { margin: .3rem 0; padding-left: 1.2rem; } a { color: var(--first); }
.mode { font-size: 1.05rem; border-left: .3rem solid var(--doubt); padding-left: .8rem; }
.soft, figcaption, caption { color: var(--soft); } .good { color: var(--good); } .bad { color: var(--bad); }
.doubt { color: var(--doubt); } .bad, .good, .doubt { font-weight: 600; }
.wide { overflow-x: auto; scrollbar-width: auto; scrollbar-color: var(--soft) var(--rule); }
.wide::-webkit-scrollbar { height: .7rem; background: var(--rule); }
.wide::-webkit-scrollbar-thumb { background: var(--soft); }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; font-size: .9rem; }
caption { text-align: left; padding: .3rem 0; }
th, td { padding: .25rem .6rem .25rem 0; border-bottom: 1px solid var(--rule); text-align: left; vertical-align: top;
  unicode-bidi: isolate; overflow: hidden; min-width: 5.5rem; }
th[scope=row] { min-width: 9rem; }
thead th { border-color: var(--ink); font-weight: 600; vertical-align: bottom; } tbody th { font-weight: normal; }
nav { display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; margin: 1.6rem 0 0; padding: .5rem 0;
  border: 1px solid var(--rule); border-width: 1px 0; }
.figures { overflow-wrap: normal; table-layout: fixed; min-width: 63rem; } .figures thead th:first-child { width: 33%; }
 .figures td, .figures thead th + th { text-align: right; white-space: nowrap;
  min-width: 0;  padding: .25rem 0 .25rem .9rem; }
.figures .now { font-weight: 600; } .figures thead th + th { white-space: normal; }
fieldset { border: 0; margin: .4rem 0; padding: 0; display: flex; flex-wrap: wrap; gap: .3rem 1.1rem; }
legend { float: left; color: var(--soft); min-width: 4.5rem; } label { white-space: nowrap; }
details.case { border: 1px solid var(--rule); border-radius: .4rem; margin: .4rem 0; }
details.case > summary { padding: .45rem .8rem; cursor: pointer; display: flex; flex-wrap: wrap; gap: 0 1rem; }
details.case > summary::before { content: "+"; color: var(--soft); width: .7rem; }
details.case[open] > summary::before { content: "−"; }
details.case[open] > summary { border-bottom: 1px solid var(--rule); background: var(--card); }
summary .name { font-weight: 600; min-width: 14rem; } summary:focus-visible { outline: 2px solid var(--first); }
.inside { padding: .4rem .8rem 1rem; } .inside details > summary { cursor: pointer; color: var(--first); }
.text { white-space: pre-wrap; border-left: .2rem solid var(--rule); padding: .2rem 0 .2rem .8rem;
  margin: .3rem 0 .8rem; font-size: .92rem; unicode-bidi: plaintext; overflow: hidden; }
.asked { margin: .8rem 0 0; color: var(--soft); unicode-bidi: plaintext; }
mark { color: inherit; padding: .05rem 0; text-decoration: underline 2px; text-underline-offset: .2em; }
mark.found { background: var(--found); text-decoration-color: var(--first); }
mark.expected { background: var(--meant); text-decoration: underline dashed 2px var(--doubt); }
mark.both { background: var(--both); text-decoration: underline double 2px var(--good); }
.out { display: block; color: var(--soft); font-style: italic; }
.none { display: none; }
@media (max-width: 66rem) { .wide:has(.figures)::before {
  content: "This table goes on to the right: move it sideways. →";
  display: block; color: var(--doubt); } }
@media (max-width: 40rem) { body { padding: .8rem; } th, td { font-size: .85rem; } summary .name { min-width: 0; } }
@media print { body { max-width: none; padding: 0; font-size: 9.5pt; } fieldset { display: none; }
  h2, h3, h4 { break-after: avoid; } tr, .asked { break-inside: avoid; } .wide { overflow: visible; }
  .wide:has(.figures)::before { display: none; }
  mark { print-color-adjust: exact; } }
"""


def with_filters(shows: Sequence[str], suites: Sequence[str]) -> str:
    """The style, with a rule for each choice of the two filters: what it does not show is hidden, without a script."""
    by_kind = [f"body:has(#show-{name}:checked) .case:not(.{name}) {{ display: none; }}" for name in shows]
    by_suite = [f"body:has(#suite-{name}:checked) .case:not(.of-{name}) {{ display: none; }}" for name in suites]
    none = [
        f"body:has(#show-{name}:checked):has(#suite-{suite}:checked):not(:has({of}.{name})) .none {{ display: block; }}"
        for name in shows
        for suite, of in (("all", ".case"), *((suite, f".of-{suite}") for suite in suites))
    ]
    return "\n".join([STYLE, *by_kind, *by_suite, *none, ""])
