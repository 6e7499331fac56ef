"""`iomkg accept`, `iomkg reject`, `iomkg prefer` and `iomkg correct`: judgements on claims"""

from __future__ import annotations

import click

from iomkg.cli.judging import carry_out, judging_options, maker
from iomkg.cli.output import counted
from iomkg.cli.program import Settings, store_option
from iomkg.curation import finding, typed
from iomkg.curation.choices import corrected_value
from iomkg.curation.selecting import Filter, selected
from iomkg.draft import Draft
from iomkg.errors import UsageError
from iomkg.judgements import Kind
from iomkg.store import Store


def _filtered(command: click.Command) -> click.Command:
    """The options that pick claims by what they have in common."""
    options = (
        click.Option(["--property", "property_"], metavar="NAME", help="Claims of this property, such as hasTheme."),
        click.Option(["--method"], metavar="METHOD", help="Claims that this rule made, such as donor/financed-by."),
        click.Option(
            ["--release"], metavar="RELEASE", help="Claims of this release, by its key, headline or file name."
        ),
        click.Option(["--above"], type=click.FloatRange(0, 1), help="Claims at least this sure."),
        click.Option(["--below"], type=click.FloatRange(0, 1), help="Claims less sure than this."),
        click.Option(
            ["--status"],
            type=click.Choice(["doubtful", "accepted"]),
            default="doubtful",
            show_default=True,
            help="Which claims the filters pick among.",
        ),
        click.Option(["--yes"], is_flag=True, help="Do not ask before judging what the filters pick."),
    )
    command.params[1:1] = options
    return command


def _judge(settings: Settings, kind: Kind, claims: tuple[str, ...], options: dict[str, object]) -> None:
    by, reason, dry_run, yes = (options.pop(name) for name in ("by", "reason", "dry_run", "yes"))
    with Store.open(settings.place) as store:
        make = maker(store, by if isinstance(by, str) else None, str(reason))
        picked = [finding.claim(make.draft, claim) for claim in claims]
        if not claims:
            picked = _picked(make.draft, options)
            if not yes and not dry_run:
                click.confirm(f"{kind} {counted(len(picked), 'claim')}?", abort=True, err=True)
        carry_out(store, [make.on_claim(kind, claim) for claim in picked], bool(dry_run))


def _picked(draft: Draft, options: dict[str, object]) -> list[str]:
    release, name = options.pop("release"), options.pop("property_")
    wanted = Filter(
        release=finding.release(draft, str(release)) if release else "",
        predicate=typed.predicate(str(name)) if name else "",
        **options,  # type: ignore[arg-type]  # click has checked them
    )
    if not wanted.narrows:
        raise UsageError("name claims by id, or pick them by --property, --method, --release, --above or --below")
    picked = selected(draft, wanted)
    if not picked:
        raise UsageError(f"no {wanted.status} claim fits these filters; `iomkg queue --kind claim` shows what waits")
    return picked


@click.command()
@click.argument("claims", nargs=-1, metavar="[CLAIM]...")
@judging_options
@store_option
@click.pass_obj
def accept(settings: Settings, /, claims: tuple[str, ...], **options: object) -> None:
    """Believe claims, whatever their confidence and what rules warn of.

    CLAIM is a claim's id or its beginning, as `iomkg queue` and `iomkg explain` show it. Without ids, filters pick the
    claims, all judged in one step.

    \b
    Examples:
      iomkg accept 3f9a2c11 --by Ana --reason "the annex says so"
      iomkg accept --method region/guessed --above 0.45 --by Ana --yes
    """
    _judge(settings, "accept", claims, options)


@click.command()
@click.argument("claims", nargs=-1, metavar="[CLAIM]...")
@judging_options
@store_option
@click.pass_obj
def reject(settings: Settings, /, claims: tuple[str, ...], **options: object) -> None:
    """Say that claims are wrong: their releases do not state them.

    What is said of a thing goes with the claim that says what the thing is. CLAIM and the filters are as for
    `iomkg accept`.

    \b
    Examples:
      iomkg reject 3f9a2c11 --by Ana --reason "it only hosted the event"
      iomkg reject --release 06275f3394d56dc5 --property alongRoute --status accepted --by Ana --yes
    """
    _judge(settings, "reject", claims, options)


_filtered(accept)
_filtered(reject)


@click.command()
@click.argument("claim")
@judging_options
@store_option
@click.pass_obj
def prefer(settings: Settings, claim: str, by: str | None, reason: str, dry_run: bool) -> None:
    """Let a claim hold where sources disagree, before all the view rules.

    \b
    Examples:
      iomkg prefer 3f9a2c11 --by Ana --reason "the contract has this sum"
    """
    with Store.open(settings.place) as store:
        make = maker(store, by, reason)
        carry_out(store, [make.on_claim("prefer", finding.claim(make.draft, claim))], dry_run)


@click.command()
@click.argument("claim")
@click.argument("value")
@judging_options
@store_option
@click.pass_obj
def correct(settings: Settings, claim: str, value: str, by: str | None, reason: str, dry_run: bool) -> None:
    """Give the value a claim should have, resting on the same words.

    VALUE is a number, a date (2022-03-15, 2022-03 or 2022), a text, an entry of a list by its code, or the name or IRI
    of an entity of the reference data, as the claim's property wants it.

    \b
    Examples:
      iomkg correct 3f9a2c11 24 --by Ana
      iomkg correct 77ab01fe "Spain" --by Ana --reason "its embassy pays"
    """
    with Store.open(settings.place) as store:
        make = maker(store, by, reason)
        iri = finding.claim(make.draft, claim)
        carry_out(store, [make.on_claim("correct", iri, corrected_value(make, iri, value))], dry_run)
