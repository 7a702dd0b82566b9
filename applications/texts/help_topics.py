"""The questions people ask most, in groups, with answers of a few short sentences.

Places in braces are filled from the values of the round and the law; a paragraph with a value
that nobody knows is left out.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from applications.rules.sections import Section

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text

_PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Topic:
    """One question with its answer; ``words`` are what people may search for instead."""

    slug: str
    question: "Text"
    paragraphs: "tuple[Text, ...]"
    words: "Text"


@dataclass(frozen=True)
class Group:
    """Topics that belong together."""

    title: "Text"
    topics: tuple[Topic, ...]


@dataclass(frozen=True)
class Answer:
    """A topic with all values filled in, as people read it."""

    slug: str
    question: str
    paragraphs: tuple[str, ...]


def answer_of(topic: Topic, figures: Mapping[str, str]) -> Answer:
    """Fill in the values and leave out the paragraphs that lack one."""
    paragraphs = tuple(
        str(text).format(**figures)
        for text in topic.paragraphs
        if figures.keys() >= set(_PLACE.findall(str(text)))
    )
    return Answer(topic.slug, str(topic.question).format(**figures), paragraphs)


_BEFORE: Final = (
    Topic(
        "migrantenorganisation",
        _("Sind wir eine Migrantenorganisation?"),
        (
            _(
                "Wahrscheinlich ja, wenn die meisten Mitglieder eine Migrationsgeschichte haben. "
                "Das heißt: Sie selbst oder ihre Eltern sind nach Deutschland gekommen."
            ),
            _(
                "Auch im Vorstand sollen diese Menschen mitmachen. Eine Schätzung genügt. "
                "Wir fragen nicht nach Namen oder Ländern."
            ),
            _(
                "Macht Ihr Verein nur Religion, nur Sprachkurse oder nur Herkunftskultur? "
                "Dann bekommt er kein Geld. Macht er auch anderes? Dann geht es."
            ),
        ),
        _("Migranten Verein Mitglieder Vorstand Herkunft Religion Sprachkurs wer darf"),
    ),
    Topic(
        "gemeinnuetzig",
        _("Was heißt gemeinnützig?"),
        (
            _(
                "Ihr Verein hilft der Allgemeinheit und nicht einzelnen Personen. "
                "Das prüft das Finanzamt."
            ),
            _(
                "Sie bekommen dann einen Brief: den Freistellungsbescheid. Ein neuer Verein "
                "bekommt einen Feststellungsbescheid. Diesen Brief brauchen wir von Ihnen."
            ),
            _(
                "Ein Freistellungsbescheid soll höchstens {exemption_years} Jahre alt sein. "
                "Ein Feststellungsbescheid soll höchstens {compliance_years} Jahre alt sein. "
                "Ist Ihr Brief älter? Fragen Sie beim Finanzamt nach einem neuen. "
                "Den Antrag können Sie trotzdem absenden."
            ),
        ),
        _("Gemeinnützigkeit Finanzamt Steuer Freistellung Feststellung Brief Körperschaftsteuer"),
    ),
    Topic(
        "anfangen",
        _("Wann dürfen wir anfangen?"),
        (
            _(
                "Erst, wenn Sie unseren Bescheid haben. Bestellen Sie vorher nichts. "
                "Unterschreiben Sie vorher keinen Vertrag, auch nicht für den Minijob. "
                "Sonst können wir das Projekt nicht fördern."
            ),
            _("Planen und sich beraten lassen: Das dürfen Sie schon jetzt."),
            _("Wir entscheiden voraussichtlich bis {decision_expected_on}."),
            _(
                "Sie müssen früher anfangen? Schreiben Sie im Antrag, warum. "
                "Warten Sie, bis wir schriftlich zugestimmt haben."
            ),
        ),
        _("Beginn beginnen Start starten früher vorzeitig Vertrag bestellen kaufen"),
    ),
)
_TEAM: Final = (
    Topic(
        "team",
        _("Können mehrere Personen an dem Antrag arbeiten?"),
        (
            _(
                "Ja. Laden Sie die anderen in Ihr Team ein. "
                "Jede Person bekommt eine E-Mail mit einem Link."
            ),
            _("Jede Person braucht ein eigenes Konto. Bitte teilen Sie kein Passwort."),
            _(
                "Manche Personen dürfen nur schreiben. Andere dürfen schreiben und absenden. "
                "Das wählen Sie bei der Einladung."
            ),
        ),
        _("Team gemeinsam zusammen einladen Einladung Konto Passwort Kollegin Vorstand"),
    ),
)
_WRITING: Final = (
    Topic(
        "deutsch",
        _("Muss unser Deutsch gut sein?"),
        (
            _(
                "Nein. Fehler in der Rechtschreibung sind kein Problem. "
                "Kurze Sätze und Stichworte sind auch gut."
            ),
            _("Bitte schreiben Sie auf Deutsch. Dann können alle bei uns Ihren Antrag lesen."),
        ),
        _("Sprache Rechtschreibung Grammatik Übersetzung Stichworte Text schreiben"),
    ),
    Topic(
        "pause",
        _("Können wir eine Pause machen?"),
        (
            _(
                "Ja. Speichern Sie den Abschnitt. Dann können Sie die Seite schließen. "
                "Beim nächsten Anmelden machen Sie weiter, auch auf einem anderen Gerät."
            ),
            _(
                "Sie können die Abschnitte in jeder Reihenfolge ausfüllen. "
                "Auch ein halber Abschnitt lässt sich speichern."
            ),
            _("Gespeichert ist noch nicht abgesendet. Denken Sie an die Frist: {deadline}."),
        ),
        _("speichern unterbrechen später weiter Entwurf Frist abmelden verloren Handy"),
    ),
)
_MINIJOB: Final = (
    Topic(
        "minijob",
        _("Was ist ein Minijob?"),
        (
            _("Eine kleine Arbeitsstelle mit wenig Lohn. Im Monat sind es höchstens {limit}."),
            _(
                "Für jede Stunde gilt der Mindestlohn: {minimum_wage}. "
                "Mit {limit} Lohn sind das höchstens {hours} Stunden im Monat."
            ),
            _(
                "Die Person ist bei Ihrem Verein angestellt. Sie hat einen Vertrag und Urlaub. "
                "Ist sie krank, bekommt sie weiter Lohn."
            ),
            _("Ehrenamtliche Arbeit ist kein Minijob."),
        ),
        _("Arbeit Stelle Job Lohn Gehalt Mindestlohn Stunden Urlaub Ehrenamt geringfügig"),
    ),
    Topic(
        "minijob-anmelden",
        _("Wer meldet die Person bei der Minijob-Zentrale an?"),
        (
            _("Ihr Verein. Die Anmeldung ist kostenlos und geht im Internet."),
            _(
                "Sie brauchen dafür eine Betriebsnummer. Die bekommen Sie kostenlos "
                "bei der Agentur für Arbeit."
            ),
            _(
                "Melden Sie Ihren Verein auch bei der Unfallversicherung an. "
                "Nach dem Beginn haben Sie dafür eine Woche Zeit."
            ),
            _(
                "Schreiben Sie auf, von wann bis wann die Person arbeitet. "
                "Heben Sie diese Liste 2 Jahre auf."
            ),
            _("Das alles machen Sie erst, wenn Sie unseren Bescheid haben."),
        ),
        _("Anmeldung anmelden Knappschaft Betriebsnummer Arbeitgeber Unfallversicherung VBG"),
    ),
    Topic(
        "minijob-kosten",
        _("Warum kostet ein Minijob mehr als {limit}?"),
        (
            _(
                "Ihr Verein zahlt zum Lohn noch Abgaben an die Minijob-Zentrale. "
                "Das Geld ist für Rente, Krankenkasse, Steuer und drei kleine Umlagen."
            ),
            _(
                "Zusammen sind es {rate} Prozent vom Lohn. "
                "Bei {limit} Lohn kostet ein Monat also {month_cost}."
            ),
            _(
                "Dazu kommt die Unfallversicherung. Sie kommt einmal im Jahr. "
                "Wir rechnen im Antrag alles für Sie aus."
            ),
            _("Für die Stelle gibt es höchstens {minijob_maximum}."),
        ),
        _("Kosten Abgaben Beiträge Rente Krankenkasse Steuer Umlage Prozent Lohnkosten teuer"),
    ),
)
_MONEY: Final = (
    Topic(
        "eigenmittel",
        _("Was sind Eigenmittel?"),
        (
            _(
                "Geld, das Ihr Verein selbst für das Projekt ausgibt. "
                "Zum Beispiel aus Beiträgen der Mitglieder."
            ),
            _(
                "Ehrenamtliche Arbeit ist wertvoll. Sie zählt hier aber nicht als Geld. "
                "Das gilt auch für geliehene Dinge."
            ),
            _("In dieser Runde brauchen Sie {own_share}."),
            _(
                "Für das Mikroprojekt gibt es höchstens {micro_project_maximum}. Kostet es mehr? "
                "Dann zahlt Ihr Verein den Rest, oder jemand anders hilft."
            ),
        ),
        _("eigenes Geld Eigenanteil Beitrag Spende Zuschuss Finanzierung Ehrenamt bezahlen"),
    ),
)
_ENCLOSURES: Final = (
    Topic(
        "foto",
        _("Wie mache ich ein gutes Foto von einem Dokument?"),
        (
            _(
                "Legen Sie das Blatt flach auf einen Tisch. Sorgen Sie für gutes Licht. "
                "Halten Sie das Handy gerade darüber."
            ),
            _("Alle vier Ecken müssen zu sehen sein. Ihr Schatten soll nicht auf dem Blatt sein."),
            _("Prüfen Sie das Foto: Können Sie alles lesen? Sonst machen Sie ein neues."),
            _("Hat das Dokument mehrere Seiten? Machen Sie von jeder Seite ein Foto."),
        ),
        _("Photo Bild Bilder Handy Kamera fotografieren Scan scannen Unterlagen Datei hochladen"),
    ),
)
_AFTER: Final = (
    Topic(
        "vertippt",
        _("Ich habe mich vertippt und schon abgesendet. Was nun?"),
        (
            _("Das ist nicht schlimm. Rufen Sie uns an oder schreiben Sie uns."),
            _(
                "Kleine Fehler notieren wir. Ist etwas Wichtiges anders? "
                "Dann öffnen wir den Abschnitt noch einmal für Sie."
            ),
        ),
        _("Fehler ändern korrigieren Korrektur berichtigen verschrieben zurückziehen abgeschickt"),
    ),
    Topic(
        "entscheidung",
        _("Wie wird entschieden?"),
        (
            _(
                "Zuerst prüfen wir die Voraussetzungen. "
                "Zwei Personen entscheiden gemeinsam über jeden Antrag."
            ),
            _(
                "Für alle Vereine zusammen gibt es {budget}. "
                "Das reicht nicht für alle guten Anträge? "
                "Dann kommen einige auf eine Nachrückliste."
            ),
            _("Niemand hat einen Anspruch auf die Förderung. Wir prüfen jeden Antrag."),
            _("Sie bekommen einen Brief mit unserer Entscheidung: den Bescheid."),
            _("Wir entscheiden voraussichtlich bis {decision_expected_on}."),
        ),
        _("Entscheidung Zusage Absage Bescheid prüfen wie lange dauert wann Antwort Liste"),
    ),
    Topic(
        "nachweis",
        _("Was müssen wir am Ende nachweisen?"),
        (
            _("Sie schreiben einen kurzen Bericht: Was haben Sie gemacht? Was hat es gebracht?"),
            _(
                "Dazu kommt eine Liste aller Ausgaben und Einnahmen. "
                "Heben Sie alle Rechnungen und Belege auf."
            ),
            _("Beides brauchen wir bis {proof_due_on}."),
        ),
        _("Nachweis Verwendungsnachweis Bericht Rechnung Quittung Beleg Abrechnung Schluss"),
    ),
)
GROUPS: Final = (
    Group(_("Vor dem Antrag"), _BEFORE),
    Group(_("Konto und Team"), _TEAM),
    Group(_("Ausfüllen"), _WRITING),
    Group(_("Minijob"), _MINIJOB),
    Group(_("Geld"), _MONEY),
    Group(_("Unterlagen"), _ENCLOSURES),
    Group(_("Nach dem Absenden"), _AFTER),
)
TOPICS: Final[Mapping[str, Topic]] = {
    topic.slug: topic for group in GROUPS for topic in group.topics
}
# Beside the questions of a section stand the ones that people ask there.
SECTION_TOPICS: Final[Mapping[Section, tuple[str, ...]]] = {
    Section.ELIGIBILITY: ("migrantenorganisation",),
    Section.NON_PROFIT: ("gemeinnuetzig",),
    Section.PROFILE: ("migrantenorganisation",),
    Section.MICRO_PROJECT: ("anfangen",),
    Section.MINIJOB_POSITION: ("minijob", "minijob-anmelden"),
    Section.WAGE: ("minijob", "minijob-anmelden"),
    Section.FINANCING: ("eigenmittel",),
    Section.ENCLOSURES: ("foto",),
    Section.DECLARATIONS: ("entscheidung", "nachweis"),
}
