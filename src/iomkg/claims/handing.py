"""Who gives or does an output, who gets it, where it stands and what it is worth: what stands around its cue."""

from __future__ import annotations

from dataclasses import replace

from iomkg.claims import items
from iomkg.claims.arguments import only_where
from iomkg.claims.groups import Group
from iomkg.claims.output import Output
from iomkg.claims.scene import Scene, Sentence
from iomkg.lexicon import Hit
from iomkg.model import Mention

_NEAR = 4  # words between a verb and the one it names first (`handed the unit five vehicles`)
_FAR = 12  # words between a subject and its verb
_CLOSE = 3  # words between a gift and the country it is given to
_SPOT = 12  # words between an output and its place
_GIVEN = frozenset({"equipment", "it-system"})
_STANDING = frozenset({"construction", "rehabilitation", "it-system", "training"})


def completed(scene: Scene, output: Output, sentence: Sentence, alone: bool) -> Output:
    """The output with who gives it, who gets it, its place and its worth, as far as `sentence` tells them.

    `alone` tells that no other output is told of with it.
    """
    hit = output.cue
    passive = hit.cue.side == "left"
    active = hit.cue.subject and not passive
    doer = _subject(scene, sentence, hit) if active else _after(scene, sentence, hit, "given_by")
    if hit.cue.subject == "receiver":
        providers, receivers = _after(scene, sentence, hit, "got_from"), doer
        if not providers and not passive:
            providers = _after(scene, sentence, hit, "given_by")
    else:
        providers, receivers = doer, None
        if hit.cue.kind in _GIVEN:
            receivers = _named_first(scene, sentence, hit, output) or _recipient(scene, sentence, output)
        elif output.kind == "training":
            receivers = _whose_people(scene, sentence, output)
    return replace(
        output,
        providers=providers.members if providers else (),
        receivers=receivers.members if receivers and receivers is not providers else (),
        place=_place(scene, sentence, output) if output.kind in _STANDING else None,
        worth=_worth(scene, sentence, output) if output.kind != "training" else None,
        shares_worth=not alone,
    )


def _subject(scene: Scene, sentence: Sentence, hit: Hit) -> Group | None:
    """The nearest group before the cue that no preposition makes something else."""
    for group in reversed(scene.groups(sentence)):
        if group.end > hit.start or only_where(scene, group.members[0]):
            continue
        if len(scene.words_between(group.end, hit.start)) > _FAR or ";" in scene.between(group.end, hit.start):
            return None
        relative = set(scene.words_between(group.end, hit.start)[:1]) & scene.lexicon.list("who_words")
        led = scene.after_prepositions - scene.lexicon.list("subject_after")
        if relative or _preposition(scene, group) not in led:
            return group
    return None


def _after(scene: Scene, sentence: Sentence, hit: Hit, words: str) -> Group | None:
    """The first group behind the cue with one of the words of a list before it."""
    wanted = scene.lexicon.list(words)
    behind = (group for group in scene.groups(sentence) if group.start >= hit.start)
    return next((group for group in behind if _preposition(scene, group) in wanted), None)


def _recipient(scene: Scene, sentence: Sentence, output: Output) -> Group | None:
    """The first group behind the cue that a word for giving to leads to; a country only where it stands close."""
    wanted, hit = scene.lexicon.list("handed_to"), output.cue
    for group in scene.groups(sentence):
        aside = group.end <= output.span[0] and "," in scene.between(hit.end, group.start)
        if group.start < hit.start or aside or _preposition(scene, group) not in wanted:
            continue
        ends = [end for end in (hit.end, output.span[1]) if end <= group.start]
        close = any(len(scene.words_between(end, group.start)) <= _CLOSE for end in ends)
        if close or not only_where(scene, group.members[0]):
            return group
    return None


def _named_first(scene: Scene, sentence: Sentence, hit: Hit, output: Output) -> Group | None:
    """Who stands between a verb of giving and what is given: `handed the unit five vehicles`, `doté la police de …`."""
    for group in scene.groups(sentence):
        if hit.cue.side == "right" and hit.end <= group.start and group.end <= output.span[0]:
            gap = scene.words_between(hit.end, group.start)
            apart = len(gap) > _NEAR or "," in scene.between(hit.end, group.start)
            return None if apart or only_where(scene, group.members[0]) else group
    return None


def _whose_people(scene: Scene, sentence: Sentence, output: Output) -> Group | None:
    """The body whose people are taught: `45 officers of the Immigration Services Department`."""
    for group in scene.groups(sentence):
        words = scene.words_between(output.span[1], group.start) if group.start >= output.span[1] else None
        if words is not None:
            allowed = scene.lexicon.list("of") | scene.lexicon.list("articles") | scene.lexicon.list("got_from")
            bodies = all(member.kind == "body" for member in group.members)
            return group if words and bodies and set(words) <= allowed else None
    return None


def _place(scene: Scene, sentence: Sentence, output: Output) -> Mention | None:
    """The one spot below a country that a word for where leads to, behind the output or at the sentence's beginning."""
    spots = [
        mention
        for mention in sentence.of_kind("place")
        if scene.word_before(mention.start) in scene.lexicon.list("venue_words")
        and "/country/" not in (mention.candidates[0] if mention.candidates else "")
        and not scene.in_title(mention.start, mention.end)
        and not scene.in_role(mention)
        and (_is_near(scene, output.span[1], mention.start) or _begins(scene, sentence, mention))
    ]
    others = [m for m in sentence.of_kind("place") if spots and m.start > spots[0].end]
    coordinated = any(items.is_list(scene, spots[0].end, other.start) for other in others)
    return spots[0] if len(spots) == 1 and not coordinated else None


def _is_near(scene: Scene, start: int, end: int) -> bool:
    return start <= end and len(scene.words_between(start, end)) <= _SPOT


def _begins(scene: Scene, sentence: Sentence, mention: Mention) -> bool:
    return len(scene.words_between(sentence.start, mention.start)) == 1


def _worth(scene: Scene, sentence: Sentence, output: Output) -> Mention | None:
    """The sum that the text says the goods are worth."""
    for number in (output.sentence, sentence.number):
        for money in scene.sentences[number].of_kind("money"):
            before = scene.folded[max(0, money.start - 60) : money.start]
            worth = scene.lexicon.pattern("of_value").finditer(before)
            if any(not before[m.end() :].strip() for m in worth) and money.start >= output.span[1]:
                return money
    return None


def _preposition(scene: Scene, group: Group) -> str:
    """The word that leads to a group, its article left out."""
    word, start = scene.word_before(group.start), group.start
    while word and word in scene.lexicon.list("articles"):
        start = scene.folded.rindex(word, 0, start)
        word = scene.word_before(start)
    return word
