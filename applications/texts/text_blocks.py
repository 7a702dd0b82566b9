"""The text blocks that the program brings; staff change them and add their own.

A migration enters them: content of the database, not words of the program. Words in braces are
filled in when a block is inserted: {Verein}, {Nummer}, {Projekt}, {Bescheid vom}, {Heute}.
"""

from typing import Final, NamedTuple

from applications.rules.review import TextBlockKind as Kind


class Block(NamedTuple):
    """One text block; ``rule`` is empty when it belongs to no rule."""

    key: str
    kind: Kind
    rule: str
    title: str
    text: str


BLOCKS: Final = (
    Block(
        "message-received",
        Kind.MESSAGE,
        "",
        "Wir prüfen Ihren Antrag",
        "Wir haben mit der Prüfung Ihres Antrags {Nummer} begonnen. Im Moment müssen Sie nichts "
        "tun. Wenn uns etwas fehlt, schreiben wir Ihnen.",
    ),
    Block(
        "message-thanks",
        Kind.MESSAGE,
        "",
        "Danke für Ihre Nachricht",
        "Vielen Dank für Ihre Nachricht. Wir haben sie gelesen und nehmen sie zu Ihrem Antrag.",
    ),
    Block(
        "message-later",
        Kind.MESSAGE,
        "",
        "Die Entscheidung dauert noch",
        "Wir können noch nicht über Ihren Antrag entscheiden. Bitte beginnen Sie noch nicht mit "
        "dem Projekt „{Projekt}“. Wir melden uns bei Ihnen.",
    ),
    Block(
        "message-phone",
        Kind.MESSAGE,
        "",
        "Bitte rufen Sie uns an",
        "Wir haben eine kurze Frage zu Ihrem Antrag {Nummer}. Bitte rufen Sie uns an. Die Nummer "
        "steht auf der Seite „Hilfe“.",
    ),
    Block(
        "request-notice",
        Kind.REQUEST_POINT,
        "VE-03",
        "Neuer Bescheid vom Finanzamt",
        "Bitte schicken Sie uns den neuen Bescheid vom Finanzamt. Der alte Bescheid ist vom "
        "{Bescheid vom}.",
    ),
    Block(
        "request-notice-applied",
        Kind.REQUEST_POINT,
        "VE-02",
        "Bescheid nach § 60a AO",
        "Bitte schicken Sie uns den Bescheid vom Finanzamt über die Gemeinnützigkeit, sobald Sie "
        "ihn haben. Bis dahin genügt die Kopie Ihres Antrags beim Finanzamt.",
    ),
    Block(
        "request-employees",
        Kind.REQUEST_POINT,
        "VE-04",
        "Angestellte Personen",
        "Bitte schreiben Sie uns: Wie viele Personen sind in Ihrem Verein angestellt? Wie viele "
        "Stunden in der Woche arbeiten sie? Seit wann?",
    ),
    Block(
        "request-members",
        Kind.REQUEST_POINT,
        "VE-05",
        "Mitglieder mit Migrationsgeschichte",
        "Bitte schreiben Sie uns, wie viele Mitglieder Ihr Verein hat und wie viele davon eine "
        "Migrationsgeschichte haben. Eine Schätzung genügt. Wir brauchen keine Namen.",
    ),
    Block(
        "request-seat",
        Kind.REQUEST_POINT,
        "VE-01",
        "Sitz des Vereins",
        "Bitte schreiben Sie uns, in welchem Ort Ihr Verein seinen Sitz hat. So steht es in der "
        "Satzung und im Vereinsregister.",
    ),
    Block(
        "request-new-project",
        Kind.REQUEST_POINT,
        "PR-01",
        "Ist das Projekt neu?",
        "Bitte schreiben Sie uns, was an dem Projekt „{Projekt}“ neu ist. Was gab es schon "
        "vorher, und was ändern Sie?",
    ),
    Block(
        "request-start",
        Kind.REQUEST_POINT,
        "PR-03",
        "Beginn des Projekts",
        "Das Projekt darf erst nach unserer Entscheidung beginnen. Bitte nennen Sie uns einen "
        "neuen ersten Tag. Sie können uns auch schreiben, warum es früher beginnen muss.",
    ),
    Block(
        "request-costs",
        Kind.REQUEST_POINT,
        "",
        "Kosten genauer erklären",
        "Bitte erklären Sie uns, wie Sie diese Kosten berechnet haben: Anzahl mal Preis. Wenn Sie "
        "ein Angebot haben, schicken Sie uns bitte eine Kopie.",
    ),
    Block(
        "request-document",
        Kind.REQUEST_POINT,
        "UN-01",
        "Unterlage fehlt noch",
        "Diese Unterlage fehlt uns noch. Bitte laden Sie eine Kopie oder ein Foto hoch. Alle "
        "Seiten müssen lesbar sein.",
    ),
    Block(
        "request-readable",
        Kind.REQUEST_POINT,
        "",
        "Unterlage ist nicht lesbar",
        "Diese Unterlage können wir nicht gut lesen. Bitte machen Sie ein neues Foto bei hellem "
        "Licht und laden Sie es hoch.",
    ),
    Block(
        "facts-application",
        Kind.FACTS,
        "",
        "Antrag",
        "Der Verein {Verein} beantragt mit dem Antrag {Nummer} eine Förderung für das Projekt "
        "„{Projekt}“ und für eine Minijob-Stelle.",
    ),
    Block(
        "facts-documents",
        Kind.FACTS,
        "",
        "Unterlagen liegen vor",
        "Satzung, Registerauszug und der Bescheid vom Finanzamt vom {Bescheid vom} liegen vor.",
    ),
    Block(
        "facts-employees",
        Kind.FACTS,
        "VE-04",
        "Angestellte Personen",
        "Nach den Angaben im Antrag ist in dem Verein mindestens eine Person fest angestellt.",
    ),
    Block(
        "assessment-eligible",
        Kind.ASSESSMENT,
        "",
        "Voraussetzungen sind erfüllt",
        "Die Voraussetzungen des Förderaufrufs sind erfüllt. Die Prüfung hat keine offenen Punkte "
        "ergeben.",
    ),
    Block(
        "assessment-seat",
        Kind.ASSESSMENT,
        "VE-01",
        "Sitz liegt nicht in Hessen",
        "Der Verein hat seinen Sitz nicht in Hessen. Das Programm fördert nur Vereine mit Sitz in "
        "Hessen.",
    ),
    Block(
        "assessment-non-profit",
        Kind.ASSESSMENT,
        "VE-02",
        "Gemeinnützigkeit ist nicht nachgewiesen",
        "Der Verein hat nicht nachgewiesen, dass er gemeinnützig ist. Das Programm fördert nur "
        "gemeinnützige Vereine.",
    ),
    Block(
        "assessment-employees",
        Kind.ASSESSMENT,
        "VE-04",
        "Verein hat angestellte Personen",
        "Die Förderung ist für Vereine ohne angestellte Personen. Diese Voraussetzung ist nicht "
        "erfüllt.",
    ),
    Block(
        "assessment-members",
        Kind.ASSESSMENT,
        "VE-05",
        "Keine Organisation von Migrantinnen und Migranten",
        "Weniger als die Hälfte der Mitglieder hat eine Migrationsgeschichte. Das Programm "
        "fördert Organisationen von Migrantinnen und Migranten.",
    ),
    Block(
        "assessment-purpose",
        Kind.ASSESSMENT,
        "VE-06",
        "Verein hat nur einen Zweck",
        "Der Verein hat nur einen einzigen Zweck, den das Programm nicht fördert.",
    ),
    Block(
        "assessment-not-new",
        Kind.ASSESSMENT,
        "PR-01",
        "Projekt ist nicht neu",
        "Das Projekt ist nicht neu. Das Programm fördert nur neue Projekte, die noch nicht "
        "begonnen haben.",
    ),
    Block(
        "discretion-award",
        Kind.DISCRETION,
        "",
        "Förderung ist zweckmäßig",
        "Das Projekt passt zu den Zielen des Programms, und die Kosten sind angemessen. Die "
        "Mittel reichen aus. Deshalb fördern wir das Projekt.",
    ),
    Block(
        "discretion-partial",
        Kind.DISCRETION,
        "",
        "Teile der Kosten sind nicht notwendig",
        "Ein Teil der Kosten ist für das Projekt nicht notwendig. Deshalb fördern wir weniger, "
        "als der Verein beantragt hat.",
    ),
    Block(
        "discretion-waiting",
        Kind.DISCRETION,
        "",
        "Mittel reichen nicht für alle",
        "Die Mittel reichen nicht für alle guten Anträge. Andere Projekte haben mehr Punkte. "
        "Deshalb kommt der Antrag auf die Warteliste.",
    ),
    Block(
        "discretion-rejection",
        Kind.DISCRETION,
        "",
        "Kein Ermessen bei fehlender Voraussetzung",
        "Eine Voraussetzung des Programms fehlt. Davon können wir keine Ausnahme machen, weil für "
        "alle Vereine die gleichen Regeln gelten.",
    ),
    Block(
        "hearing-rejection",
        Kind.HEARING,
        "",
        "Wir wollen den Antrag ablehnen",
        "Wir wollen Ihren Antrag {Nummer} ablehnen. Vorher können Sie uns Ihre Meinung schreiben. "
        "Bitte schreiben Sie uns auch, wenn wir etwas nicht richtig verstanden haben.",
    ),
    Block(
        "return-reason",
        Kind.RETURN,
        "",
        "Begründung ergänzen",
        "Bitte ergänzen Sie die Begründung. Der Verein muss verstehen können, warum wir so "
        "entscheiden.",
    ),
    Block(
        "return-amounts",
        Kind.RETURN,
        "",
        "Beträge prüfen",
        "Bitte prüfen Sie die Beträge noch einmal. Sie passen nicht zu den anerkannten Kosten.",
    ),
    Block(
        "return-settle",
        Kind.RETURN,
        "",
        "Regel ist nicht geklärt",
        "Bitte begründen Sie die Klärung der Regel genauer. Aus der Akte geht nicht hervor, "
        "worauf sie sich stützt.",
    ),
)
