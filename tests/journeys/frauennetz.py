"""How Rania Haddad fills in the application of „Frauennetz Usaufer e. V.“, page by page.

Every question and every answer stands here as it can be read on the screen.
"""

from typing import Any, Final

from applications.services.demo_data import papers, records
from tests.journeys.person import Person, code_for

EMAIL: Final = "rania.haddad@frauennetz-usaufer.example"
NAME: Final = "Rania Haddad"
PASSWORD: Final = "Neun Samstage im Jahr"
DOCUMENT: Final[dict[str, Any]] = dict(records.load("a1").document)
CHECK: Final = {
    "Hat Ihr Verein seinen Sitz in Hessen?": "Ja",
    "Ist Ihr Verein gemeinnützig?": "Ja",
    "Haben die meisten Mitglieder eine Migrationsgeschichte?": "Ja",
    "Macht Ihr Verein nur eines dieser Dinge?": "Nein, wir machen auch anderes",
    "Sind bei Ihnen schon Menschen fest angestellt?": "Nein",
    "Ist Ihr Projekt neu?": "Ja",
    "Soll es in dem Projekt eine Minijob-Stelle geben?": "Ja",
    "Hat Ihr Verein für 2020 schon einen Antrag in diesem Programm abgeschickt?": "Nein",
}
COSTS: Final = (
    (
        "Honorare (Geld für Fachleute)",
        "Referentin: Anträge am Computer stellen",
        "6 × 2 Std. × 40 €",
        "480",
    ),
    ("Räume", "Miete Bürgerhaus", "9 × 50 €", "450,00"),
    ("Aufwandsentschädigung", "Kinderbetreuung während der Termine", "9 × 40 €", "360"),
    ("Werbung und Druck", "Flyer in fünf Sprachen", "Gestaltung und Druck", "690,00"),
    ("Material", "Papier, Mappen, Patronen", "pauschal laut Angebot", "320"),
    ("Technik leihen", "Leihgebühr für 4 Laptops", "9 × 60 €", "540"),
    ("Essen und Getränke bei Veranstaltungen", "Tee und Obst", "9 × 20 €", "180"),
    ("Fahrten", "Fahrkarten für Ehrenamtliche", "36 × 5 €", "180,00"),
)
PAPERS: Final = (
    (
        "Satzung Ihres Vereins (alle Seiten)",
        "satzung.pdf",
        "application/pdf",
        papers.pdf("satzung.pdf", 6),
    ),
    (
        "Auszug aus dem Vereinsregister",
        "registerauszug.pdf",
        "application/pdf",
        papers.pdf("registerauszug.pdf", 2),
    ),
    (
        "Bescheid vom Finanzamt zur Gemeinnützigkeit",
        "freistellungsbescheid-2018.jpg",
        "image/jpeg",
        papers.photograph("freistellungsbescheid-2018.jpg"),
    ),
)
ONE_OF_TWO: Final = "1 von 2 hat zugestimmt, noch nicht abgesendet"
DECLARATIONS: Final = (
    "Unsere Angaben sind vollständig und richtig.",
    "Wir haben mit dem Projekt noch nicht begonnen. Wir beginnen erst nach dem Bescheid oder "
    "wenn Sie vorher schriftlich zustimmen.",
    "Wir bekommen für diese Kosten kein anderes Geld als im Finanzplan steht.",
    "Wir melden Ihnen sofort, wenn sich etwas Wichtiges ändert.",
    "Wir wissen: Es gibt keinen Anspruch auf die Förderung.",
    "Ich darf den Verein vertreten.",
)


def check_and_sign_up(rania: Person) -> None:
    """From the start page through the Förder-Check to an own account."""
    rania.opens("/")
    rania.is_at("Bis zu 10.200 Euro für Ihren Verein")
    rania.follows("Förder-Check starten")
    for question, answer in CHECK.items():
        rania.enters(question, "Weiter", chooses={question: answer})
    rania.is_at("Ihr Verein kann wahrscheinlich gefördert werden")
    rania.follows("Konto anlegen und Antrag beginnen")
    rania.enters(
        "Konto anlegen",
        "Konto anlegen",
        writes={"Ihr Name": NAME, "E-Mail-Adresse": EMAIL, "Passwort": PASSWORD},
    )
    rania.is_at("Prüfen Sie Ihre E-Mails")
    rania.writes({"Code": code_for(EMAIL)})
    rania.presses("Bestätigen")


def begin(rania: Person) -> None:
    """B02 and B03."""
    rania.enters(
        "Antrag beginnen",
        "Antrag beginnen",
        writes={"Name des Vereins": "Frauennetz Usaufer e. V.", "Postleitzahl": "61169"},
    )
    rania.is_at("Ihr Antrag")
    rania.sees("Frauennetz Usaufer e. V.")


def answer_about_association(rania: Person) -> None:
    """Q01 to Q05."""
    rania.follows("Voraussetzungen bestätigen")
    rania.enters("Stimmen diese Angaben?", "Angaben bestätigen und weiter")
    rania.enters(
        "Wie heißt Ihr Verein?",
        chooses={"Welche Rechtsform hat Ihr Verein?": "Eingetragener Verein (e. V.)"},
        writes={
            "Amtsgericht": "Friedberg (Hessen)",
            "Nummer im Vereinsregister": "vr9042",
            "Gründungsjahr": "2014",
        },
    )
    rania.enters(
        "Wo hat Ihr Verein seinen Sitz?",
        writes={
            "Straße und Hausnummer": "Alte Ziegelei 5",
            "Postleitzahl": "61169",
            "Ort": "Friedberg",
        },
        picks={"Landkreis oder Stadt": "Wetteraukreis"},
    )
    _answer_about_board(rania)
    rania.enters(
        "Welchen Bescheid haben Sie vom Finanzamt?",
        chooses={"Welchen Bescheid haben Sie vom Finanzamt?": "Freistellungsbescheid"},
        dates={"Von wann ist der Bescheid?": "27.6.2018"},
        writes={"Welches Finanzamt?": "Friedberg"},
    )
    rania.enters(
        "Erzählen Sie uns von Ihrem Verein",
        writes={
            "Wie viele Mitglieder haben Sie?": "48",
            "Was macht Ihr Verein?": _text("profile", "purpose"),
        },
        chooses={
            "Wie viele davon haben eine Migrationsgeschichte?": "Fast alle",
            "Wie viele im Vorstand haben eine Migrationsgeschichte?": "Fast alle",
            "Sind bei Ihnen Menschen fest angestellt?": "Nein",
            "Haben Sie schon einmal Geld aus diesem Programm bekommen?": "Nein",
        },
    )


def _answer_about_board(rania: Person) -> None:
    """Q03: two persons stand there, a third is added."""
    rania.is_at("Wer vertritt Ihren Verein?")
    rania.writes(
        {
            "Person 1: Vorname und Nachname": "Fatma Aydemir-Holz",
            "Person 2: Vorname und Nachname": "Selamawit Tekle",
        }
    )
    rania.chooses(
        {
            "Person 1: Aufgabe im Vorstand": "Vorsitz",
            "Person 2: Aufgabe im Vorstand": "Stellvertretung",
        }
    )
    rania.presses("Weitere Person hinzufügen")
    rania.enters(
        "Wer vertritt Ihren Verein?",
        writes={
            "Person 3: Vorname und Nachname": NAME,
            "Name": NAME,
            "E-Mail-Adresse": EMAIL,
            "Telefon": "0171 3920011",
        },
        chooses={
            "Person 3: Aufgabe im Vorstand": "Kasse",
            "Wie darf Ihr Vorstand unterschreiben?": "Zwei Personen zusammen",
        },
        ticks={"Wann erreichen wir Sie gut?": ["Abend"]},
    )


def answer_about_project(rania: Person) -> None:
    """Q06 to Q08."""
    rania.enters(
        "Was möchten Sie machen?",
        writes={
            "Name des Projekts": "Formular-Werkstatt am Samstag",
            "Beschreiben Sie das Projekt in wenigen Sätzen.": _text("micro_project", "summary"),
            "Wo findet das Projekt statt?": "Bürgerhaus Friedberg-Süd",
        },
        chooses={
            "Um welches Thema geht es?": "Nachbarschaft und Begegnung",
            "Müssen Sie anfangen, bevor wir entscheiden?": "Nein",
        },
        picks={"In welchem Landkreis oder in welcher Stadt?": "Wetteraukreis"},
        dates={
            "Wann beginnt das Projekt?": "1.4.2020",
            "Wann endet das Projekt?": "31.12.2020",
        },
    )
    goals = DOCUMENT["answers"]["goals"]["goals"]
    rania.enters(
        "Wem hilft das Projekt?",
        writes={
            "Warum ist das Projekt nötig?": _text("goals", "need"),
            **{f"Ziel {number}": goal for number, goal in enumerate(goals, 1)},
            "Wie viele Menschen erreichen Sie ungefähr?": "110",
            "Wie hilft das Projekt, dass Menschen besser mitmachen können?": _text(
                "goals", "effect"
            ),
        },
        ticks={"Für wen ist das Projekt?": ["Familien", "Frauen", "Neu Zugewanderte"]},
    )
    rania.enters(
        "Wie läuft das Projekt ab?",
        writes={
            "Schritt 1: Was passiert?": "Werbung und Anmeldung",
            "Schritt 2: Was passiert?": "Neun Samstags-Termine, einmal im Monat",
            "Schritt 3: Was passiert?": "Auswertung mit allen Teilnehmenden",
            "Partner 1: Name": "Bürgerhaus Friedberg-Süd (erfunden)",
            "Partner 1: Aufgabe": "stellt den Raum",
            "Mit welcher Stelle?": "WIR-Koordination Wetteraukreis",
            "Wie geht es nach dem Projekt weiter?": _text("schedule", "afterwards"),
        },
        picks={
            "Schritt 1: Bis wann?": "April 2020",
            "Schritt 2: Bis wann?": "Dezember 2020",
            "Schritt 3: Bis wann?": "Dezember 2020",
        },
        chooses={
            "Haben Sie mit Ihrer Stadt oder Ihrem Landkreis über das Projekt gesprochen?": "Ja"
        },
    )


def answer_about_money(rania: Person) -> None:
    """Q09 to Q12; the dates of the position are there already."""
    rania.enters(
        "Was macht die Person im Minijob?",
        writes={
            "Was macht die Person im Minijob?": _text("minijob_position", "tasks"),
            "Wie hilft die Stelle dem Projekt und dem Verein?": _text(
                "minijob_position", "benefit"
            ),
        },
        chooses={"Wissen Sie schon, wer die Stelle bekommt?": "Nein, wir suchen noch"},
    )
    rania.is_at("Was kostet der Minijob?")
    rania.writes({"Arbeitsstunden im Monat": "40", "Lohn im Monat in Euro": "450"})
    rania.presses("Kosten berechnen")
    rania.sees("11,25 €", "140,18 €", "5.311,62 €", "5.361,62 €")
    rania.presses("Speichern und weiter")
    for number, (kind, purpose, calculation, amount) in enumerate(COSTS):
        rania.is_at("Wofür brauchen Sie Geld?")
        rania.follows("Weitere Kosten hinzufügen" if number else "Kosten hinzufügen")
        rania.chooses({"Art der Kosten": kind})
        rania.writes(
            {
                "Wofür genau?": purpose,
                "Wie haben Sie gerechnet?": calculation,
                "Betrag in Euro": amount,
            }
        )
        rania.presses("Hinzufügen")
    rania.is_at("Wofür brauchen Sie Geld?")
    rania.sees("Kosten zusammen: 3.200,00 €")
    rania.presses("Speichern und weiter")
    rania.is_at("Wer bezahlt was?")
    rania.writes({"Geld vom Verein (Eigenmittel)": "200"})
    rania.presses("Speichern und weiter")


def hand_in_papers(rania: Person) -> None:
    """Q13: three files, each with its own button."""
    for title, name, media_type, content in PAPERS:
        rania.is_at("Unterlagen hochladen")
        block = rania.page.get_by_role("region", name=title)
        block.get_by_label("Dateien auswählen").set_input_files(
            {"name": name, "mimeType": media_type, "buffer": content}
        )
        block.get_by_role("button", name="Datei hochladen").click()
        rania.sees(name)
    rania.presses("Speichern und weiter")


def check_and_agree(rania: Person) -> None:
    """Q14 and Q15: the association signs in twos, so nothing is sent yet."""
    rania.is_at("Bitte prüfen Sie Ihre Angaben")
    rania.sees("Sie beantragen zusammen 8.361,62 Euro.")
    rania.follows("Angaben sind richtig, weiter")
    rania.enters(
        "Erklärungen und Absenden",
        "Zustimmen und zweite Person fragen",
        confirms=DECLARATIONS,
        chooses={"Wie möchten Sie unseren Bescheid bekommen?": "Im Internet, in diesem Konto"},
    )
    rania.is_at(ONE_OF_TWO)


def invite(rania: Person, address: str) -> None:
    """B04: the second person of the board comes into the team by an invitation."""
    rania.follows("Person einladen")
    rania.is_at("Wer arbeitet an dem Antrag?")
    rania.follows("Person einladen")
    rania.enters(
        "Person einladen",
        "Einladung schicken",
        writes={"E-Mail-Adresse der Person": address},
        chooses={"Was darf die Person?": "Kann schreiben und absenden"},
    )
    rania.sees(address)


def agree_and_send(fatma: Person) -> None:
    """The second person reads everything in the own account, agrees, and with that it is sent."""
    fatma.follows("Antrag lesen und zustimmen : Formular-Werkstatt am Samstag")
    fatma.is_at(ONE_OF_TWO)
    fatma.sees("Formular-Werkstatt am Samstag", "Sie beantragen zusammen 8.361,62 Euro.")
    fatma.confirms(
        [
            "Ich habe den ganzen Antrag gelesen und bin einverstanden.",
            "Ich darf den Verein vertreten.",
        ]
    )
    fatma.chooses({"Wer sind Sie im Vorstand?": "Fatma Aydemir-Holz"})
    fatma.presses("Zustimmen und Antrag verbindlich absenden")
    fatma.is_at("Ihr Antrag ist angekommen")


def _text(section: str, question: str) -> str:
    """Return a longer text from the application document."""
    return str(DOCUMENT["answers"][section][question])
