"""What every manner of a report says in words: headings, kinds, natures, the summary, the method, how to cite it.

Functions answer in the reader's language, which is chosen before a report is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from perr_cli.alignment import PairKind
from perr_cli.items import Level, Nature
from perr_cli.language import N_, _, decimal, named, ngettext
from perr_cli.report import Aligned, Compared, Report

NATURES = {
    Nature.lancer: N_("start or restart"),
    Nature.renforcer: N_("do more of it"),
    Nature.continuer: N_("carry on what exists"),
    Nature.soutenir: N_("help others to do"),
    Nature.coordonner: N_("link, share, clarify"),
    Nature.agir: N_("intervene directly"),
}
"""What a nature says, to be translated; the natures themselves are words of the field."""
_LEVELS = {Level.objective: N_("objective"), Level.action: N_("action"), Level.precondition: N_("precondition")}
_MEASURES = {
    "amount": N_("an amount"),
    "deadline": N_("a deadline"),
    "target": N_("a target"),
    "indicator": N_("an indicator"),
}


def kind(of: PairKind) -> str:
    """What the rows of a kind have in common."""
    return standings()[list(PairKind).index(of)]


def standings() -> tuple[str, str, str]:
    """What the parts of a tally are called."""
    return _("same commitment"), _("same subject"), _("alone")


def reasons(row: Aligned) -> Iterator[str]:
    """Why the commitments of a row stand together: a decision, concepts, words."""
    if row.decided:
        yield named(_("decided by a person"), row.note) if row.note else _("decided by a person")
    if row.concepts:
        yield ", ".join(row.concepts)
    if row.terms:
        yield _("words: {words}").format(words=", ".join(row.terms))


def level(of: Level) -> str:
    """Where an item stands in its protocol."""
    return _(_LEVELS[of])


def nature(of: Nature | None) -> str:
    """A nature and what it says: « lancer (start or restart) »."""
    return "" if of is None else f"{of.value} ({_(NATURES[of])})"


def listed(names: Sequence[str]) -> str:
    """Names as a sentence lists them.

    >>> listed(["Ris-Orangis"]), listed(["A", "B", "C"])
    ('Ris-Orangis', 'A, B and C')
    """
    if len(names) < 2:
        return "".join(names)
    return _("{names} and {last}").format(names=", ".join(names[:-1]), last=names[-1])


def title(names: Sequence[str]) -> str:
    """The title of a report that has none of its own. More names than a title has room for are counted."""
    if len(names) > _FEW:
        return _("{n} communes: commitments compared").format(n=len(names))
    return _("{names}: commitments compared").format(names=listed(names))


def subtitle(report: Report) -> str:
    """What kind of document it is, and what it is restricted to."""
    what = _("Comparison of Protocoles d'Engagements Renforcés et Réciproques (PERR)")
    return " · ".join((what, *report.scope))


def day(written: str) -> str:
    """A date as people write it, from ISO 8601."""
    at = date.fromisoformat(written)
    month = _(_MONTHS[at.month - 1])
    told = _("1 {month} {year}") if at.day == 1 else _("{day} {month} {year}")
    return told.format(day=at.day, month=month, year=at.year)


_MONTHS = (N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"), N_("July"), N_("August"),
           N_("September"), N_("October"), N_("November"), N_("December"))  # fmt: skip


def score(value: float | None) -> str:
    """A score with two places, as the reader's language writes it."""
    return "" if value is None else decimal(value, 2)


def summary(report: Report) -> Iterator[str]:
    """The report in a few sentences."""
    for commune in report.communes:
        yield _counted(commune)
    for commune in report.communes:
        yield _paired(commune, len(report.communes))
    both = [covered.label for covered in report.matrix if covered.communes == len(report.communes)]
    if both:
        told = ngettext(
            "{n} specific subject is common to all: {some}.",
            "{n} specific subjects are common to all: {some}.",
            len(both),
        )
        yield _ended(told.format(n=len(both), some=_some(both)))
    for commune in report.communes:
        if commune.silences:
            names = [silence.label for silence in commune.silences]
            told = ngettext(
                "{name} says nothing of {n} subject that others have: {some}.",
                "{name} says nothing of {n} subjects that others have: {some}.",
                len(names),
            )
            yield _ended(told.format(name=commune.name, n=len(names), some=_some(names)))
    for commune in report.communes:
        if commune.outside:
            yield _outside(commune)


_FEW = 5


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:_FEW]) + ("…" if len(names) > _FEW else "")


def _ended(sentence: str) -> str:
    """What ends with an ellipsis needs no full stop."""
    return sentence.removesuffix(".") if sentence.endswith("….") else sentence


def _counted(commune: Compared) -> str:
    parts = [
        ngettext("{n} objective", "{n} objectives", commune.objectives).format(n=commune.objectives),
        ngettext("{n} action", "{n} actions", commune.actions).format(n=commune.actions),
    ]
    expected = len(commune.preconditions)
    if expected:
        parts.append(ngettext("{n} precondition", "{n} preconditions", expected).format(n=expected))
    return _("{name}: {parts}.").format(name=commune.name, parts=listed(parts))


def _paired(commune: Compared, communes: int) -> str:
    tally = commune.tally
    total = ngettext("{n} commitment", "{n} commitments", tally.total).format(n=tally.total)
    if communes == 2:
        told = _(
            "{name}: {total}, of which {shared} in common with the other, {related} on the same subject as one of the"
            " other's, {alone} its own alone."
        )
    else:
        told = _(
            "{name}: {total}, of which {shared} in common with another commune, {related} on the same subject as one of"
            " another commune, {alone} its own alone."
        )
    return told.format(name=commune.name, total=total, shared=tally.shared, related=tally.related, alone=tally.alone)


def _outside(commune: Compared) -> str:
    n = len(commune.outside)
    told = ngettext(
        "{name}: {n} that is alone here goes with one that this report leaves out: {some}.",
        "{name}: {n} that are alone here go with some that this report leaves out: {some}.",
        n,
    )
    short = [name.partition("/")[2] for name in commune.outside]
    return _ended(told.format(name=commune.name, n=n, some=_some(short)))


def measured(commune: Compared) -> Iterator[tuple[str, tuple[str, ...]]]:
    """By what the commitments of a commune can be checked, and the ids of those that name it."""
    for name, told in _MEASURES.items():
        yield _(told), getattr(commune.measurable, name)


def method(report: Report) -> Iterator[str]:
    """How the report came about, and what it cannot say: a paragraph each."""
    yield _(
        "Texts are those of the documents, word for word; where a text has a reading, because the document has a slip,"
        " the reading is what was compared."
    )
    yield _(
        "Two commitments are put together by the concepts that stand in them (perr's thesaurus of urban policy, with"
        " acronyms and equivalent wordings) and by the rare words that they share; the score, from 0 to 1, says how"
        " much of what they say is common. “Same commitment” is the same device, problem, public or means, whatever"
        " the wording and even across themes; “same subject” is another commitment on the same matter."
    )
    if len(report.communes) > 2:
        yield _("More than two communes are compared by groups: a group is all commitments that the same reason links.")
    yield _(
        "The nature of a commitment comes from its lead verbs. Partners are institutions, services and professions that"
        " a text names. A commune is silent on a subject where neither it nor anything narrower stands in its protocol."
    )
    yield _(
        "A computed comparison prepares a reading and does not replace it. On five pairs of communes judged by people"
        " it agreed with them at 0.83 to 0.95 (F1), where two people agree at 0.85 to 0.9. It describes what is"
        " written, not what was done, and gives no commune a mark."
    )


def sources(report: Report) -> Iterator[str]:
    """Where each commune's texts were taken from."""
    for commune in report.communes:
        source = commune.source
        if source is None:
            yield _("{name}: no source document is named.").format(name=commune.name)
            continue
        place = [source.document]
        if source.lines:
            place.append(_("lines {lines}").format(lines=source.lines))
        if source.pages:
            place.append(_("pages {pages}").format(pages=source.pages))
        if source.sha256:
            place.append(f"SHA-256 {source.sha256[:12]}…")
        yield _("{name}: {place}.").format(name=commune.name, place=", ".join(place))


def made(report: Report) -> str:
    """What it was made with: enough to make it again."""
    told = _("Made with perr {version}; fingerprint of the data: {fingerprint}.")
    return told.format(version=report.version, fingerprint=report.fingerprint)


def cite(report: Report) -> str:
    """How to cite it."""
    when = f", {day(report.date)}" if report.date else ""
    told = _("“{title}”, comparison of protocols with perr {version}{when}, data {fingerprint}.")
    return told.format(title=report.title, version=report.version, when=when, fingerprint=report.fingerprint[:12])
