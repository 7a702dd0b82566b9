"""The Förder-Check: eight questions, their answers and what the answers mean in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from applications.forms.base import KernForm
from applications.forms.fields import ChoiceField
from applications.forms.fields.base import Text
from applications.rules.eligibility_check import EFFECTS, Verdict, of_weight


@dataclass(frozen=True)
class Question:
    """One question; ``reasons`` explain the answers that stand in the way or need a look.

    Texts may hold ``%(year)s`` and ``%(limit)s``, the year of the round and the earnings limit.
    """

    key: str
    label: Text
    hint: Text
    answers: tuple[tuple[str, Text], ...]
    reasons: Mapping[str, Text] = field(default_factory=dict)

    def answer_label(self, value: str) -> Text:
        """Return the words of an answer."""
        return dict(self.answers)[value]


YES_OR_NO: tuple[tuple[str, Text], ...] = (("yes", _("Ja")), ("no", _("Nein")))

QUESTIONS: tuple[Question, ...] = (
    Question(
        key="seat_in_hesse",
        label=_("Hat Ihr Verein seinen Sitz in Hessen?"),
        hint=_("Der Sitz steht in Ihrer Satzung."),
        answers=YES_OR_NO,
        reasons={
            "no": _(
                "Ihr Verein hat seinen Sitz nicht in Hessen. Das Geld ist für hessische Vereine."
            ),
        },
    ),
    Question(
        key="non_profit",
        label=_("Ist Ihr Verein gemeinnützig?"),
        hint=_(
            "Dann haben Sie einen Brief vom Finanzamt. "
            "Er heißt Freistellungsbescheid oder Feststellungsbescheid."
        ),
        answers=(
            ("yes", _("Ja")),
            ("applied", _("Wir haben es beantragt")),
            ("no", _("Nein")),
            ("unknown", _("Ich weiß es nicht")),
        ),
        reasons={
            "applied": _(
                "Gemeinnützigkeit: Der Bescheid vom Finanzamt muss bis zur Entscheidung da sein."
            ),
            "unknown": _(
                "Gemeinnützigkeit: Fragen Sie im Vorstand nach dem Bescheid vom Finanzamt."
            ),
            "no": _("Ihr Verein ist nicht gemeinnützig. Das Geld ist für gemeinnützige Vereine."),
        },
    ),
    Question(
        key="migrant_majority",
        label=_("Haben die meisten Mitglieder eine Migrationsgeschichte?"),
        hint=_(
            "Das heißt: Sie selbst oder ihre Eltern sind nach Deutschland gekommen. "
            "Bitte denken Sie auch an den Vorstand."
        ),
        answers=(("yes", _("Ja")), ("half", _("Etwa die Hälfte")), ("no", _("Nein"))),
        reasons={
            "half": _("Mitglieder: Wir sehen uns an, wer im Verein und im Vorstand mitmacht."),
            "no": _(
                "Die meisten Mitglieder haben keine Migrationsgeschichte. "
                "Das Geld ist für Vereine von Menschen mit Migrationsgeschichte."
            ),
        },
    ),
    Question(
        key="single_purpose",
        label=_("Macht Ihr Verein nur eines dieser Dinge?"),
        hint=_("Gemeint ist: Ihr Verein macht nichts anderes."),
        answers=(
            ("none", _("Nein, wir machen auch anderes")),
            ("religion", _("Nur Religion")),
            ("language", _("Nur Sprachkurse")),
            ("culture", _("Nur Pflege der Herkunftskultur")),
        ),
        reasons={
            "religion": _(
                "Ihr Verein übt nur Religion aus. "
                "Das Geld ist für Vereine, die auch anderes machen."
            ),
            "language": _(
                "Ihr Verein gibt nur Sprachkurse. "
                "Das Geld ist für Vereine, die auch anderes machen."
            ),
            "culture": _(
                "Ihr Verein pflegt nur die Herkunftskultur. "
                "Das Geld ist für Vereine, die auch anderes machen."
            ),
        },
    ),
    Question(
        key="employees",
        label=_("Sind bei Ihnen schon Menschen fest angestellt?"),
        hint=_("Ehrenamt und eine kleine Aufwandsentschädigung zählen nicht."),
        answers=(
            ("no", _("Nein")),
            ("minijob_only", _("Ja, aber nur im Minijob")),
            ("yes", _("Ja")),
        ),
        reasons={
            "minijob_only": _("Angestellte: Wir sehen uns an, welche Minijobs es schon gibt."),
            "yes": _(
                "In Ihrem Verein sind schon Menschen fest angestellt. "
                "Diese Förderung ist für Vereine ohne angestellte Personen."
            ),
        },
    ),
    Question(
        key="project_is_new",
        label=_("Ist Ihr Projekt neu?"),
        hint=_(
            "Neu heißt: Sie haben noch nicht angefangen. "
            "Sie haben nichts bestellt und keinen Vertrag unterschrieben."
        ),
        answers=(
            ("yes", _("Ja")),
            ("no", _("Nein")),
            ("changed", _("Wir haben ein altes Projekt und ändern es")),
        ),
        reasons={
            "changed": _("Projekt: Schreiben Sie im Antrag, was an dem Projekt neu ist."),
            "no": _("Ihr Projekt hat schon angefangen. Wir können nur neue Projekte fördern."),
        },
    ),
    Question(
        key="minijob_planned",
        label=_("Soll es in dem Projekt eine Minijob-Stelle geben?"),
        hint=_("Minijob heißt im Jahr %(year)s: höchstens %(limit)s im Monat."),
        answers=(
            ("yes", _("Ja")),
            ("no", _("Nein")),
            ("advice", _("Wir brauchen dazu Beratung")),
        ),
        reasons={
            "advice": _("Minijob: Rufen Sie uns an. Wir sprechen gern mit Ihnen über die Stelle."),
            "no": _(
                "In Ihrem Projekt soll es keine Minijob-Stelle geben. "
                "Bei dieser Förderung gehören Projekt und Minijob zusammen."
            ),
        },
    ),
    Question(
        key="already_applied",
        label=_("Hat Ihr Verein für %(year)s schon einen Antrag in diesem Programm abgeschickt?"),
        hint=_("Jeder Verein kann einen Antrag stellen."),
        answers=(("no", _("Nein")), ("yes", _("Ja"))),
        reasons={
            "yes": _(
                "Zweiter Antrag: Jeder Verein kann nur einen Antrag stellen. "
                "Fragen Sie im Vorstand, wer ihn abgeschickt hat."
            ),
        },
    ),
)


class QuestionForm(KernForm):
    """One question on its own page; the question is the heading."""

    def __init__(
        self, *args: Any, question: Question, values: Mapping[str, object], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.heading_field = question.key
        self.fields[question.key] = ChoiceField(
            label=str(question.label) % values,
            help_text=str(question.hint) % values,
            choices=question.answers,
        )


def reasons(answers: Mapping[str, str | None], weight: Verdict) -> list[Text]:
    """Return the sentences for all answers of this weight, in the order of the questions."""
    found = of_weight(answers, weight)
    return [q.reasons[answers[q.key] or ""] for q in QUESTIONS if q.key in found]


def first_open(answers: Mapping[str, str | None]) -> int | None:
    """Return the number of the first question without an answer."""
    return next((n for n, key in enumerate(EFFECTS, 1) if not answers.get(key)), None)
