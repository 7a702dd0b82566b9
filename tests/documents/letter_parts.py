"""What sample letters are about, made from the demo applications."""

from decimal import Decimal
from typing import Any

from applications.rules.financing import finance_plan
from applications.rules.money import round_eur
from tests.rules import support

DECIDED_ON = "2020-03-16"
PERIOD = {"begins_on": "2020-04-01", "ends_on": "2020-12-31"}
STEPS = [
    {"by": "2020-04-15", "text": "Geben Sie im Internet Ihre Bankverbindung an."},
    {
        "by": None,
        "text": (
            "Vor Beginn der Arbeit: Schließen Sie den Arbeitsvertrag und melden Sie die Stelle "
            "bei der Minijob-Zentrale an."
        ),
    },
    {"by": "2021-03-31", "text": "Schicken Sie uns den Verwendungsnachweis."},
]
EMPLOYEES = {
    "rule": "VE-04",
    "text": "Nach Ihren Angaben ist in Ihrem Verein mindestens eine Person fest angestellt.",
    "law": "Förderaufruf 2020, Voraussetzungen",
}
DUE_ON = "2020-02-17"


def _amounts(micro_project: Decimal, minijob: Decimal) -> dict[str, str]:
    return {
        "micro_project_eur": str(round_eur(micro_project)),
        "minijob_eur": str(round_eur(minijob)),
        "total_eur": str(round_eur(micro_project + minijob)),
    }


def _requested(key: str) -> dict[str, str]:
    plan = finance_plan(support.facts(key), support.PARAMETERS)
    return _amounts(plan.micro_project.grant_eur, plan.minijob.grant_eur)


def _lines(key: str) -> list[dict[str, str]]:
    return [
        {
            "kind": item.kind.value,
            "purpose": item.purpose,
            "requested_eur": str(item.amount_eur),
            "accepted_eur": str(item.amount_eur),
            "reason": "",
        }
        for item in support.facts(key).answers.costs.items
    ]


def award(key: str = "a1") -> dict[str, Any]:
    requested = _requested(key)
    return {
        "decision": {
            "kind": "award",
            "is_partial": False,
            "requested": requested,
            "awarded": requested,
            "period": PERIOD,
            "financing_mode": "deficit",
            "lines": _lines(key),
            "steps": STEPS,
            "proof_due_on": "2021-03-31",
        }
    }


def partial_award(key: str = "a1") -> dict[str, Any]:
    """Return an award that is cut in two lines, with reasons."""
    whole = award(key)["decision"]
    lines = [dict(line) for line in whole["lines"]]
    lines[0] |= {
        "accepted_eur": "360.00",
        "reason": "Ein Honorar von 30 Euro je Stunde ist angemessen.",
    }
    lines[-1] |= {"accepted_eur": "0.00", "reason": "Fahrten sind schon im Honorar enthalten."}
    cut = sum(Decimal(line["requested_eur"]) - Decimal(line["accepted_eur"]) for line in lines)
    asked = whole["requested"]
    reasons = {
        "facts": "Der Verein beantragt Mittel für ein Mikroprojekt und für eine Minijob-Stelle.",
        "assessment": (
            "Die Voraussetzungen des Förderaufrufs sind erfüllt. Zwei Ausgaben sind nach Grund "
            "oder Höhe nicht notwendig (Nummer 1.1 ANBest-P)."
        ),
        "discretion": (
            "Das Projekt passt zu den Zielen des Programms. Wir fördern es deshalb, aber nur in "
            "der Höhe, die notwendig ist."
        ),
    }
    awarded = _amounts(Decimal(asked["micro_project_eur"]) - cut, Decimal(asked["minijob_eur"]))
    return {
        "decision": {
            **whole,
            "is_partial": True,
            "awarded": awarded,
            "lines": lines,
            "reasons": reasons,
        }
    }


def rejection(key: str = "b2") -> dict[str, Any]:
    return {
        "decision": {
            "kind": "rejection",
            "requested": _requested(key),
            "awarded": None,
            "financing_mode": "deficit",
            "reasons": {
                "facts": (
                    "Der Verein beantragt eine Förderung für ein Mikroprojekt und eine "
                    "Minijob-Stelle. Nach den Angaben im Antrag beschäftigt er eine Person mit 20 "
                    "Stunden in der Woche."
                ),
                "assessment": (
                    "Das Programm fördert Vereine ohne hauptamtliche Strukturen. Diese "
                    "Voraussetzung ist nicht erfüllt."
                ),
                "discretion": (
                    "Von dieser Voraussetzung machen wir keine Ausnahme, weil für alle Vereine "
                    "die gleichen Regeln gelten. Besondere Umstände hat der Verein nicht genannt."
                ),
            },
            "findings": [EMPLOYEES],
            "heard": [
                "Unsere Mitarbeiterin arbeitet nur bis Juni.\n\nDanach ist niemand angestellt."
            ],
        }
    }


def rejection_for_lack_of_money(key: str = "b3") -> dict[str, Any]:
    """Return a rejection of a good application for which no money is left."""
    return {
        "decision": {
            **rejection(key)["decision"],
            "reasons": {
                "facts": "Der Antrag ist vollständig. Die Voraussetzungen sind erfüllt.",
                "assessment": "",
                "discretion": (
                    "Wir haben alle Anträge nach denselben Kriterien bewertet und in dieser "
                    "Reihenfolge bewilligt, bis die Mittel erschöpft waren."
                ),
            },
            "findings": [],
            "heard": [],
            "points": {"reached": 9, "possible": 15, "lowest_funded": 11},
            "rank": 44,
        }
    }


def waiting_list(key: str = "a3") -> dict[str, Any]:
    return {
        "decision": {
            "kind": "waiting",
            "requested": _requested(key),
            "financing_mode": "deficit",
            "points": {"reached": 10, "possible": 15},
            "rank": 3,
        }
    }


def amendment(key: str = "a1") -> dict[str, Any]:
    before = _requested(key)
    after = _amounts(Decimal("3000.00"), Decimal("3541.08"))
    return {
        "change": {
            "decided_on": DECIDED_ON,
            "basis": "§ 49 Absatz 2 Satz 1 Nummer 1 HVwVfG, Nummer 2 der ANBest-P",
            "before": before,
            "after": after,
            "period_before": PERIOD,
            "period_after": {"begins_on": "2020-07-01", "ends_on": "2020-12-31"},
            "valid_from": "2020-07-01",
            "reasons": {
                "facts": (
                    "Der Verein hat mitgeteilt, dass die Minijob-Stelle erst am 1. Juli 2020 "
                    "besetzt werden kann."
                ),
                "assessment": "Damit verringern sich die Ausgaben für die Stelle.",
                "discretion": "Wir passen den Betrag an und verkürzen den Zeitraum.",
            },
        }
    }


def revocation(key: str = "a2") -> dict[str, Any]:
    """Return a full revocation for the past with repayment."""
    return {
        "change": {
            "decided_on": DECIDED_ON,
            "basis": "§ 49 Absatz 3 Satz 1 Nummer 1 HVwVfG",
            "is_for_the_past": True,
            "before": _requested(key),
            "after": _amounts(Decimal(0), Decimal(0)),
            "reasons": {
                "facts": "Das Projekt hat nicht stattgefunden.",
                "assessment": (
                    "Die Zuwendung ist nicht für den Zweck verwendet worden, den der Bescheid "
                    "nennt."
                ),
                "discretion": (
                    "Das öffentliche Interesse an einer sparsamen Verwendung der Mittel wiegt "
                    "hier schwerer als das Interesse des Vereins, das Geld zu behalten."
                ),
            },
            "repay": {"amount_eur": "3500.00", "by": "2020-09-30"},
        }
    }


def partial_revocation(key: str = "a2") -> dict[str, Any]:
    """Return a partial revocation for the future without repayment."""
    whole = revocation(key)["change"]
    return {
        "change": {
            **whole,
            "basis": "§ 49 Absatz 2 Satz 1 Nummer 2 HVwVfG",
            "is_for_the_past": False,
            "after": _amounts(Decimal("1500.00"), Decimal("2000.00")),
            "valid_from": "2020-08-01",
            "repay": None,
        }
    }


def request(_key: str = "a2") -> dict[str, Any]:
    points = (
        ("Gemeinnützigkeit", "Bitte schicken Sie uns den neuen Bescheid vom Finanzamt."),
        (
            "Projekt kurz vorstellen",
            "Das Projekt soll am 1. Januar 2020 beginnen. Das ist vor unserer Entscheidung.\n\n"
            "Bitte nennen Sie uns einen neuen ersten Tag.",
        ),
        ("Satzung", "Auf dem Foto von Seite 2 können wir nichts lesen."),
    )
    return {
        "request": {
            "points": [
                {"position": number, "about": about, "text": text}
                for number, (about, text) in enumerate(points, start=1)
            ],
            "due_on": DUE_ON,
        }
    }


def hearing(_key: str = "b2") -> dict[str, Any]:
    reason = (
        "Wir beabsichtigen, Ihren Antrag abzulehnen.\n\nNach Ihren Angaben ist in Ihrem Verein "
        "eine Person fest angestellt. Das Programm fördert nur Vereine ohne hauptamtliche "
        "Strukturen."
    )
    return {"hearing": {"reason": reason, "due_on": DUE_ON}}


def early_start(_key: str = "a2") -> dict[str, Any]:
    return {"early_start": {"begins_on": "2020-02-01"}}
