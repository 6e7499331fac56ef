"""Puts outputs into claims: kind, quantity as stated, status, provider, receiving body, place, value in kind."""

from __future__ import annotations

from collections.abc import Sequence

from iomkg import terms
from iomkg.claims.cast import Cast
from iomkg.claims.output import Output
from iomkg.claims.projects import Project
from iomkg.claims.scene import Scene
from iomkg.claims.scribe import Scoped, Scribe
from iomkg.model import Mention
from iomkg.namespaces import concept
from iomkg.values import Money

_PROVIDES, _RECEIVES, _IS_IN, _BELONGS, _IS_WORTH = 0.75, 0.75, 0.7, 0.75, 0.75


def write(
    scene: Scene, scribe: Scribe, cast: Cast, announced: Sequence[Project], home: str | None, found: Sequence[Output]
) -> None:
    """All claims of a release about its outputs. Things without a number are outputs only of a project."""
    for output in found:
        about = [project for project in announced if project.thing and output.sentence in project.sentences]
        if output.quantity is None and not about:
            continue
        node = scribe.introduce("output", scene.text[slice(*output.span)], output.span[0])
        _what(scene, scribe, node, output)
        _who(scribe, cast, node, output)
        if output.place and (place := cast.place(output.place, home)) is not None:
            cue = (output.cue.start, output.cue.end)
            scribe.say(node, "place", place, _span(output.place), _IS_IN, "output/place", cue)
        for project in about:
            if project.thing:
                scribe.say(
                    node, "ofProject", project.thing, project.span, _BELONGS, "output/of-project", beside=output.span
                )


def _what(scene: Scene, scribe: Scribe, node: Scoped, output: Output) -> None:
    span, cue = output.span, (output.cue.start, output.cue.end)
    confidence, method = output.confidence, output.method
    scribe.typed(node, "Output", span, confidence, method)
    scribe.say(node, "outputKind", concept("output-kind", output.kind), cue, confidence, method, beside=span)
    if output.quantity is not None:
        scribe.say(node, "quantity", terms.decimal(output.quantity), span, confidence, method, cue)
    worded = scribe.text(scene.text[slice(*span)], language=False)
    scribe.say(node, "quantityStated", worded, span, confidence, method, cue)
    if output.status:
        status = concept("output-status", output.status)
        scribe.say(node, "outputStatus", status, cue, confidence, method, beside=span)
    if output.worth and not output.shares_worth and isinstance(output.worth.value, Money):
        value, worth = output.worth.value, _span(output.worth)
        scribe.say(node, "goodsValue", terms.decimal(value.amount), worth, _IS_WORTH, "output/worth", beside=span)
        currency = concept("currency", value.currency)
        scribe.say(node, "goodsCurrency", currency, worth, _IS_WORTH, "output/worth", beside=span)


def _who(scribe: Scribe, cast: Cast, node: Scoped, output: Output) -> None:
    """A fund neither gives things nor gets them: the shapes ask for an actor."""
    cue = (output.cue.start, output.cue.end)
    parts = (("provider", output.providers, _PROVIDES), ("receivingBody", output.receivers, _RECEIVES))
    for name, mentions, confidence in parts:
        for mention in mentions:
            actor = cast.actor(mention) if mention.kind != "instrument" else None
            if actor is not None:
                scribe.say(node, name, actor, _span(mention), confidence, f"output/{name}", cue)


def _span(mention: Mention) -> tuple[int, int]:
    return mention.start, mention.end
