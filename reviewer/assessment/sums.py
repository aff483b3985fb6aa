"""The arithmetic as part of an assessment: inputs, assumptions, results, scenarios, and what is still open."""

from collections.abc import Iterator

from reviewer.assessment.capacity.figures import figures, scenario_row
from reviewer.assessment.capacity.scenarios import scenarios, worst_that_holds
from reviewer.assessment.findings import Findings
from reviewer.assessment.model import Capacity, OpenSum
from reviewer.framework.catalogue import Framework


def capacity_of(findings: Findings) -> Capacity:
    """The arithmetic on what is stated, with what was assumed beside it."""
    plan = findings.inputs.plan
    found = scenarios(plan)
    results = figures(plan.outlook) if plan.outlook else {}
    return Capacity(
        inputs=findings.inputs.stated,
        assumptions=findings.inputs.assumed,
        results=results,
        scenarios=tuple(scenario_row(scenario) for scenario in found),
        worst_case=worst_that_holds(found),
        open=tuple(_open(findings)),
    )


def _open(findings: Findings) -> Iterator[OpenSum]:
    """Rules that lack an input, each with the facts that are missing and the questions that ask for them."""
    framework = findings.framework
    for rule, spec in framework.rules.items():
        missing = [_asked(name) for name in findings.states.missing(spec.needs_when)] if spec.needs_when else []
        if missing:
            questions = tuple(dict.fromkeys(_question(framework, name) for name in missing))
            yield OpenSum(rule=rule, sum=spec.sum, missing=tuple(missing), questions=questions)


def _asked(name: str) -> str:
    """The fact that is asked for: for the rate that rules may use, the count behind it."""
    return "escalation_numerator" if name == "escalation_rate_used" else name


def _question(framework: Framework, name: str) -> str:
    spec, facet = framework.spec(name), framework.facet(name.partition(".")[0])
    return spec.ask or facet.ask
