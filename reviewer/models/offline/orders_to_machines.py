"""Orders that a text gives to machines that read it: forms to be filled, sentences to be quoted, words to be left out.

In English, German and French, and in the forms of messages and answers of models.
"""

from __future__ import annotations

import re

LEAD = (
    r"(?:^(?:[\w -]{1,30}[:,] ?)?|[.:;!?\"'(,] ?|^(?:stop|skip|end|ignore|forget|disregard|just|simply|instead)\b"
    r".{0,60} (?:and|then) |\b(?:please|now|you (?:must|should|will|shall|have to|need to|are to)) )"
    r"(?:please |now |just |simply |then )*"
)
# Whoever reads by machine, as a text may address it. The people at a desk are called reviewers and readers too.
_MACHINE = (
    r"(?:(?:ai|llm|chatbot|bot|machine|automated|automatic|digital|virtual)[ -](?:reader|reviewer|assessor|evaluator|"
    r"auditor|checker|grader|model|assistant|system|tool)s?|(?:reader|reading|reviewing|language|evaluation|review|"
    r"assessment|evaluating|assessing|scoring|grading) (?:model|tool|assistant|software|program|bot|machine|"
    r"engine)s?|"
    r"tooling|llms?|chatbots?|das (?:sprach)?modell|die ki|den assistenten|(?:le|au) modèle|l'(?:ia|assistant))"
)
_BLANKS = r"(?:fields?|box(?:es)?|entr(?:y|ies)|details?|facets?|forms?|columns?|blanks?|checklists?|questionnaires?)"
_FORM = rf"(?:(?:the|this|that|each|every|all|any|remaining|other|open|of|our|your) )*{_BLANKS}"
_FAVOUR = (
    r"(?:in (?:our|its|their) favou?r|full marks|(?:the|its) (?:best|highest) (?:value|mark|grade|answer)|satisfied|"
    r'complete|answered|ticked|passed|"(?:yes|done|tested|signed|in place|satisfied|complete)")'
)
_FREE_QUOTE = (
    r"(?:(?:any|whichever|whatever|some|a random) (?:true |other |such )?(?:sentence|line|quote|passage)s?\b.{0,30}"
    r"\b(?:will do|serves?|is fine|as (?:evidence|proof|a quote|the quote))|(?:it does not matter|no matter) which|"
    r"(?:sentence|line|passage) (?:whose words|that|which) comes? (?:closest|nearest|next))"
)
TO_MACHINES = (
    re.compile(
        rf"^\W*(?:[\w ]{{1,9}}\| ?\W*)?(?:(?:a|an|kind|polite|short|note|message|request|hint|words?|for|to|an|dear|"
        rf"attention|memo|à|pour|note pour|hinweis|hinweis an) )*(?:the |any |all )?{_MACHINE}\b[^.:!]{{0,40}}[:,]"
    ),
    re.compile(
        r"\brequest (?:for|to) the (?:reviewer|reader|assessor|evaluator)s?\b.{0,80}"
        r"\b(?:fill|mark|rate|tick|leave|skip|answer|complete)\b"
    ),
    re.compile(
        r"(?:^|\W)(?:\[/?(?:system|assistant|inst|user)\]|<\|?/?(?:system|im_start|im_end|assistant)\|?>|<</?sys>>)"
    ),
    re.compile(
        r"^\W*(?:end|start|beginning|begin) of (?:the )?(?:document|input|prompt|user input|untrusted text)\W*$"
    ),
    re.compile(
        r"^\W*(?:new |further )?instructions? for (?:what follows|whoever reads|the rest of (?:this|the) text)\b"
    ),
    re.compile(r'"(?:facet|findings|gaps|verdict)" ?: ?(?:"|\[|\{)'),
    re.compile(rf"\b(?:use|cite|quote|attach|take|pick|give|copy|with|put|and)\b.{{0,60}}{_FREE_QUOTE}"),
    re.compile(
        rf"{LEAD}(?:fill(?: in| out)?|tick|complete|answer|treat|enter|mark|"
        rf"set)\b {_FORM}\b.{{0,60}}{_FAVOUR}"
    ),
    re.compile(
        rf"\b{_FORM} (?:is|are|has|have) to be (?:filled|ticked|answered|completed|marked|"
        rf"entered)\b.{{0,40}}{_FAVOUR}"
    ),
    re.compile(
        rf"{LEAD}(?:fill in|enter|write|copy|put)\b.{{0,60}}\b(?:for|in(?:to)?|under) (?:each|every|"
        rf"all)\b.{{0,12}}{_BLANKS}"
    ),
    re.compile(r"\b(?:feel free|be so kind|kindly|please) .{0,20}\bfill in\b.{0,40}\bin (?:our|its|their) favou?r\b"),
    re.compile(
        r"\b(?:program|model|tool|machine|assistant|software|whoever|anyone|anything|agent|system)s? "
        r"(?:(?:that|who|which) )?(?:reads?|evaluates?|assesses|summari[sz]es|grades?|scores?) "
        r"(?:this|on|further|the (?:text|document|paper|proposal))\b.{0,30}\b(?:is|are|should|must|may|can) "
        r"(?:\w+ ){0,3}(?:asked|told|to|have|leave|omit|skip|rate|mark|report|answer|count|list)\b"
    ),
    re.compile(
        rf"{LEAD}(?:list|report|record|count|flag|note)\b.{{0,40}}\b(?:for information only|as (?:minor|informative|"
        r"information)|(?:vague|open) (?:answers?|points?) as (?:given|clear|closed|minor))"
    ),
    re.compile(
        r"\b(?:trage|tragen sie|setze|setzen sie|markiere|bewerte|bewerten sie|kreuze|fülle)\b.{0,60}"
        r"(?:günstigst|beste[nr]?\b|erfüllt|vollständig|volle punktzahl)"
    ),
    re.compile(
        r"\b(?:melde|melden sie|nenne|nennen sie|liste|berichte)\b.{0,20}\bkeine (?:lücken|mängel|befunde|fragen)\b"
    ),
    re.compile(r"\bignorier(?:e|en sie)\b.{0,30}\b(?:anweisungen|regeln|vorgaben|kriterien)\b"),
    re.compile(r"\bzitiere\b.{0,20}\birgendein|\bcite[rz]? n'importe quelle phrase"),
    re.compile(
        r"\b(?:notez|marquez|évaluez|considérez|remplissez|cochez|indiquez)\b.{0,60}"
        r"\b(?:satisfaite?s?|complète?s?|complet|favorables?|conformes?|remplie?s?|parfaite?s?)\b"
    ),
    re.compile(
        r"\bne (?:signalez|mentionnez|relevez|listez)\b.{0,20}\baucune? (?:lacune|manque|problème|question|défaut)"
    ),
    re.compile(r"\bignorez\b.{0,30}\b(?:instructions|consignes|règles|critères)\b"),
)
