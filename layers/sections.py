"""Border sections and areas, coloured by their status on the date. Their outlines are indicative."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from shapely.geometry import mapping

from geodata import geometry_files, status
from geodata.dates import span
from geodata.fields import STATUSES, Party
from geodata.intervals import ALWAYS, FOREVER, Interval, Step, day_number
from geodata.records import Section
from geodata.status import SPEAKERS, STATUS_GLOSSES, STATUS_LETTERS, STATUS_TITLES
from layers.kit.layer import Feature, Layer, LegendEntry, regions_of


def _feature(section: Section) -> Feature:
    drawn = geometry_files.sections().get(section.geometry) if section.geometry else None
    steps = tuple(
        Step(
            start=day_number(span(step.start, step.precision)[0]),
            sure_start=day_number(span(step.start, step.precision)[1 if step.precision != "day" else 0]),
            state=step.status,
            # That no line had been agreed is how the histories begin, not a step somebody took: it is not hatched.
            inferred=step.inferred and step.status != "undelimited",
            by="" if step.inferred else _speakers(step.by),
        )
        for step in status.steps(section)
    )
    # The first row stands for "as far back as the atlas goes", so that the section does not appear out of nothing.
    steps = (Step(ALWAYS, ALWAYS, steps[0].state, steps[0].inferred), *steps[1:])
    properties = drawn.properties if drawn else {}
    return Feature(
        id=section.id,
        select=section.id,
        title=section.title,
        kind="indicative outline" if drawn else "not mapped",
        interval=_interval(section),
        geometry=mapping(drawn.geometry) if drawn else None,
        label=(
            section.names.en[0] if section.names else section.title,
            properties["label_lon"],
            properties["label_lat"],
        )
        if drawn
        else None,
        steps=steps,
        symbol={"style": section.kind},
        regions=regions_of(section.districts),
    )


def _speakers(parties: tuple[Party, ...]) -> str:
    return SPEAKERS["joint" if set(status.SIDES) <= set(parties) else parties[0]]


def _interval(section: Section) -> Interval:
    """Return how long the section is one: an exclave that was given up ends, the others last."""
    whole = Interval(ALWAYS, FOREVER, ALWAYS, FOREVER)
    if section.end is None:
        return whole
    ending = Interval.state(section.end - timedelta(days=1), "day", section.end, section.end_precision)
    return replace(whole, end=ending.end, sure_end=ending.sure_end)


def _legend_keys(feature: Feature, day: int) -> tuple[str, ...]:
    step = feature.step_on(day)
    if step is None or feature.geometry is None:
        return ()
    return (step.state, "inferred") if step.inferred else (step.state,)


LAYER = Layer(
    id="sections",
    title="Border sections",
    gloss="Named sections and areas by their status on the date. Extents are not published: the outlines are indicative.",
    time="state",
    draw="areas",
    features=lambda ledger: [_feature(section) for section in ledger.sections.values() if section.kind != "line"],
    order=0,
    legend=(
        *(
            LegendEntry(
                name,
                f"{STATUS_TITLES[name]}",
                f'<rect class="sw-area s-{name}" x="2" y="1" width="16" height="14" rx="2"/>'
                f'<text class="sw-letter l-{name}" x="10" y="12" text-anchor="middle">{STATUS_LETTERS[name]}</text>',
                STATUS_GLOSSES[name].capitalize(),
            )
            for name in STATUSES
        ),
        LegendEntry(
            "inferred",
            "Hatched: inferred from a step of the whole line",
            '<rect class="sw-outline" x="2" y="1" width="16" height="14" rx="2"/>'
            '<path class="sw-hatch" d="M2 9L10 1M4 15L18 1M11 15L18 8"/>',
        ),
    ),
    legend_keys=_legend_keys,
)
