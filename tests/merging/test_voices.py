"""A release, its reposts and its versions in other languages are one voice, and count as one."""

from __future__ import annotations

import pytest

from iomkg import sketches, terms, view
from iomkg.explain import Explainer, why
from iomkg.linking import likeness as comparing
from iomkg.links import voice_of
from iomkg.namespaces import LINKS_GRAPH, release, term

WORDS = (
    "The ministry and its partners opened four posts on the lake this week. Officers were trained for months before "
    "the opening, and boats, radios and generators were handed over to the services that work there. Traders said that "
    "queues had become shorter, and a second phase will bring water points to the villages around the posts."
)
OTHER = (
    "Young people of the region take part in courses on solar energy, masonry and poultry keeping. A fund lends them "
    "what they need to start, and a network of mentors visits each of them twice a month until the loan is paid back."
)


def rows(*more, months: int | None = 24, title: str = "Safer crossings for traders around Lake Chad"):
    return (
        ("project/1", "a", "Project"),
        ("project/1", "title", terms.text(title, "en")),
        ("project/1", "targetsPlace", "id:country/ner"),
        *([("project/1", "durationMonths", terms.integer(months))] if months else []),
        ("funding/1", "a", "Funding"),
        ("funding/1", "fundedProject", "project/1"),
        ("funding/1", "donor", "id:state/ita"),
        ("funding/1", "amount", terms.decimal(2400000)),
        ("funding/1", "currency", "scheme:currency/EUR"),
        ("person/1", "a", "Person"),
        ("person/1", "name", terms.text("Awa Sarr", "fr")),
        ("event/1", "a", "Event"),
        ("event/1", "eventKind", "scheme:event-kind/launch"),
        ("event/1", "date", "date:2023-05-12"),
        ("event/1", "ofProject", "project/1"),
        *more,
    )


TRANSLATED = "Des passages plus sûrs pour les commerçants du lac"


def one_voice(world, *keys: str) -> bool:
    return len({voice_of(world.draft(), release(key)) for key in keys}) == 1


def reasons(world) -> list[str]:
    return sorted(q.object.value for q in world.store.quads(None, term("linkReason"), None, LINKS_GRAPH))


def test_a_repost_is_the_voice_of_its_original(world):
    world.tell("r1", *rows(), text=WORDS, published="2023-05-13", publisher="IOM")
    world.tell("r2", *rows(), text=f"Lake news. {WORDS}", published="2023-05-20", publisher="Example newspaper")
    world.tell("r3", *rows(), text=OTHER, published="2023-05-20", publisher="IOM")
    assert one_voice(world, "r1", "r2")
    assert not one_voice(world, "r1", "r3")
    days = {q.object.value for q in world.store.quads(voice_of(world.draft(), release("r2")), term("spokeOn"))}
    assert days == {"2023-05-13"}


def test_a_template_filled_in_anew_is_not_a_repost(world):
    world.tell("r1", *rows(), text=WORDS, published="2023-05-13")
    others = (
        ("project/1", "a", "Project"),
        ("project/1", "targetsPlace", "id:country/mli"),
        ("project/1", "durationMonths", terms.integer(6)),
        ("event/1", "a", "Event"),
        ("event/1", "date", "date:2023-05-30"),
    )
    world.tell("r2", *others, text=WORDS, published="2023-06-01")
    assert not one_voice(world, "r1", "r2")
    assert reasons(world) == ["much of the text is the same"]


def test_two_languages_of_one_publisher_are_one_voice_and_speak_of_one_project(world):
    world.tell("r1", *rows(), text=WORDS, published="2023-05-13", publisher="IOM")
    world.tell("r2", *rows(title=TRANSLATED), text=OTHER, language="fr", published="2023-05-14", publisher="IOM")
    assert one_voice(world, "r1", "r2")
    for thing in ("project", "funding", "event", "person"):
        assert world.entity(f"r1:{thing}/1") == world.entity(f"r2:{thing}/1")
    assert reasons(world) == []


def outputs(wording: str):
    return (
        ("output/1", "a", "Output"),
        ("output/1", "outputKind", "scheme:output-kind/construction"),
        ("output/1", "quantity", terms.decimal(2)),
        ("output/1", "quantityStated", terms.text(wording)),
        ("output/1", "ofProject", "project/1"),
    )


def test_what_is_built_is_told_once_by_two_languages_of_one_voice_and_again_by_another(world):
    world.tell("r1", *rows(*outputs("two posts")), text=WORDS, published="2023-05-13", publisher="IOM")
    french = rows(*outputs("deux postes"), title=TRANSLATED)
    world.tell("r2", *french, text=OTHER, language="fr", published="2023-05-14", publisher="IOM")
    assert one_voice(world, "r1", "r2")
    assert world.entity("r1:output/1") == world.entity("r2:output/1")
    world.tell("r3", *rows(*outputs("two posts")), text="A later text.", published="2024-05-14", publisher="UNHCR")
    assert world.entity("r3:project/1") == world.entity("r1:project/1")
    assert world.entity("r3:output/1") != world.entity("r1:output/1")


@pytest.mark.parametrize(("published", "publisher"), [("2023-05-14", "Example newspaper"), ("2023-06-01", "IOM")])
def test_two_languages_of_two_publishers_or_weeks_apart_wait_for_a_judgement(world, published, publisher):
    world.tell("r1", *rows(), text=WORDS, published="2023-05-13", publisher="IOM")
    world.tell("r2", *rows(title=TRANSLATED), text=OTHER, language="fr", published=published, publisher=publisher)
    assert not one_voice(world, "r1", "r2")
    assert "much the same facts in two languages" in reasons(world)
    assert world.entity("r1:project/1") != world.entity("r2:project/1")


def test_two_languages_about_other_things_share_nothing(world):
    world.tell("r1", *rows(), text=WORDS, published="2023-05-13", publisher="IOM")
    other = (("project/1", "a", "Project"), ("project/1", "targetsPlace", "id:country/mli"))
    world.tell("r2", *other, text=OTHER, language="fr", published="2023-05-13", publisher="IOM")
    assert not one_voice(world, "r1", "r2")
    assert reasons(world) == []


def test_a_late_repost_of_an_old_release_wins_no_dispute(world):
    world.tell("r1", *rows(), text=WORDS, published="2023-01-01")
    world.tell("r2", *rows(months=36), text=OTHER, published="2023-02-01")
    assert world.values("r1:project/1", "durationMonths") == ["36"]
    world.tell("r3", *rows(), text=WORDS, published="2023-02-20", publisher="Example newspaper")
    assert world.values("r1:project/1", "durationMonths") == ["36"]
    (conflict,) = view.conflicts_of(world.draft(), world.entity("r1:project/1"))
    assert [s.voice for s in conflict.others[0]] == [voice_of(world.draft(), release("r1"))] * 2
    (dispute,) = Explainer(world.draft()).disputes(world.entity("r1:project/1"))
    told = [(s.said.value.text, s.releases, s.voices) for s in (dispute.chosen, *dispute.others)]
    assert told == [("36", 1, 1), ("24", 2, 1)]


def test_a_corrected_version_is_the_same_voice_and_its_later_value_holds(world):
    world.tell("r1", *rows(), text=WORDS, published="2023-01-01")
    world.tell("r2", *rows(months=36), text=WORDS, published="2023-01-03")
    assert one_voice(world, "r1", "r2")
    assert world.values("r1:project/1", "durationMonths") == ["36"]
    (conflict,) = view.conflicts_of(world.draft(), world.entity("r1:project/1"))
    expected = "a later version of the same release says otherwise (2023-01-03 after 2023-01-01)"
    assert why(conflict.chosen[0], conflict.others[0][0]) == expected


def test_a_release_that_leaves_a_voice_leaves_no_trace(world, new_world):
    world.tell("r1", *rows(), text=WORDS, published="2023-05-13")
    world.tell("r2", *rows(), text=WORDS, published="2023-05-01")
    assert one_voice(world, "r1", "r2")
    fresh = new_world()
    for here in (world, fresh):
        here.tell("r2", *rows(months=6), text=OTHER, published="2023-05-01")
    fresh.tell("r1", *rows(), text=WORDS, published="2023-05-13")
    assert world.store.canonical_hash() == fresh.store.canonical_hash()


def test_what_may_be_the_same_is_shown_to_whom_it_may_concern(world):
    world.tell("r1", *rows(), text=WORDS)
    more = [("funding/1", "amount", terms.decimal(900000)) if row[1] == "amount" else row for row in rows()]
    world.tell("r2", *more, text=OTHER)
    explainer = Explainer(world.draft())
    found = {(pair.kind, pair.reason) for pair in explainer.possible()}
    assert ("funding", "possibly the same money: same donor, different amounts") in found
    assert explainer.possible(world.entity("r1:project/1")) != []
    assert explainer.possible("https://w3id.org/iomkg/id/state/deu") == []


def test_near_copies_are_compared_a_few_times_each(world):
    """Sixty copies cost about sixty comparisons of each kind, not eighteen hundred."""
    counts = []
    for number in range(60):
        before = comparing.likeness.cache_info()
        world.tell(f"r{number}", *rows(), text=f"{WORDS} Copy number {number}.", published="2023-05-13")
        after = comparing.likeness.cache_info()
        counts.append(after.hits + after.misses - before.hits - before.misses)
    assert len({voice_of(world.draft(), release(f"r{number}")) for number in range(60)}) == 1
    assert len({world.entity(f"r{number}:project/1") for number in range(60)}) == 1
    assert sum(counts[30:]) <= 1.5 * sum(counts[:30])


def test_a_sketch_tells_how_much_two_texts_share():
    one, other = sketches.sketch([WORDS]), sketches.sketch([OTHER])
    assert sketches.resemblance(one, one) == sketches.Resemblance(1.0, 1.0)
    assert sketches.resemblance(one, other).jaccard < 0.1
    half = sketches.sketch([WORDS[: len(WORDS) // 2]])
    assert sketches.resemblance(one, half).contained > 0.6 > sketches.resemblance(one, half).jaccard
    assert sketches.sketch([]) == "" == sketches.sketch(["—"])
    with pytest.raises(ValueError, match="is no sketch"):
        sketches.resemblance("12 words", one)
