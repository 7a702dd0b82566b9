"""The questions people ask most, in groups, with answers of a few short sentences."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


@dataclass(frozen=True)
class Topic:
    """A group of questions; each question comes with its answer."""

    title: Text
    questions: tuple[tuple[Text, Text], ...]


TOPICS = (
    Topic(
        _("Vor dem Antrag"),
        (
            (
                _("Sind wir eine Migrantenorganisation?"),
                _(
                    "Wahrscheinlich ja, wenn die meisten Mitglieder eine Migrationsgeschichte "
                    "haben. Das heißt: Sie selbst oder ihre Eltern sind nach Deutschland "
                    "gekommen. Auch im Vorstand sollen diese Menschen mitmachen."
                ),
            ),
            (
                _("Was heißt gemeinnützig?"),
                _(
                    "Ihr Verein hilft der Allgemeinheit und nicht einzelnen Personen. Das prüft "
                    "das Finanzamt. Sie bekommen dann einen Brief: den Freistellungsbescheid "
                    "oder, als neuer Verein, den Feststellungsbescheid."
                ),
            ),
            (
                _("Wann dürfen wir anfangen?"),
                _(
                    "Erst wenn Sie unseren Bescheid haben. Bestellen Sie vorher nichts und "
                    "unterschreiben Sie keinen Vertrag. Sonst können wir das Projekt nicht "
                    "fördern."
                ),
            ),
        ),
    ),
    Topic(
        _("Konto und Team"),
        (
            (
                _("Können mehrere Personen an dem Antrag arbeiten?"),
                _(
                    "Eine Person beginnt den Antrag und sendet ihn ab. Besprechen Sie die Fragen "
                    "vorher im Vorstand. Die Liste zum Ausdrucken hilft dabei. "
                    "Bitte teilen Sie kein Passwort."
                ),
            ),
        ),
    ),
    Topic(
        _("Minijob"),
        (
            (
                _("Was ist ein Minijob?"),
                _(
                    "Eine kleine Arbeitsstelle mit wenig Lohn. Es gibt eine Grenze für den Lohn "
                    "im Monat und einen Mindestlohn für jede Stunde. Beides prüfen wir beim "
                    "Ausfüllen für Sie."
                ),
            ),
            (
                _("Wer meldet die Person bei der Minijob-Zentrale an?"),
                _("Ihr Verein. Die Anmeldung ist kostenlos und geht im Internet."),
            ),
            (
                _("Warum kostet ein Minijob mehr als der Lohn?"),
                _(
                    "Ihr Verein zahlt zum Lohn noch Abgaben an die Minijob-Zentrale, zum "
                    "Beispiel für die Rente und die Krankenkasse. Dazu kommt die "
                    "Unfallversicherung. Wir rechnen das für Sie aus."
                ),
            ),
        ),
    ),
    Topic(
        _("Geld"),
        (
            (
                _("Was sind Eigenmittel?"),
                _(
                    "Geld, das Ihr Verein selbst für das Projekt ausgibt. Sie müssen kein eigenes "
                    "Geld einsetzen, wenn die Förderung für alle Kosten reicht."
                ),
            ),
            (
                _("Was müssen wir am Ende nachweisen?"),
                _(
                    "Sie schreiben einen kurzen Bericht und eine Liste aller Ausgaben. Heben Sie "
                    "alle Rechnungen auf."
                ),
            ),
        ),
    ),
    Topic(
        _("Unterlagen und Absenden"),
        (
            (
                _("Wie mache ich ein gutes Foto von einem Dokument?"),
                _(
                    "Legen Sie das Blatt gerade auf einen Tisch und sorgen Sie für gutes Licht. "
                    "Alle Ecken müssen zu sehen sein. Prüfen Sie, ob Sie alles lesen können."
                ),
            ),
            (
                _("Ich habe mich vertippt und schon abgesendet. Was nun?"),
                _(
                    "Das ist nicht schlimm. Rufen Sie uns an. Wir besprechen mit Ihnen, "
                    "was wir tun können."
                ),
            ),
            (
                _("Wie wird entschieden?"),
                _(
                    "Zuerst prüfen wir die Voraussetzungen. Dann entscheiden zwei Personen "
                    "gemeinsam. Sie bekommen einen Brief: den Bescheid."
                ),
            ),
        ),
    ),
)
