"""The 47 applications that fill lists and figures; same seed, same applications."""

import random
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from applications.rules.choices import District, Topic
from applications.rules.sections import Section
from applications.services.demo_data import records

_SEED: Final = 2020

# Between the receipts of the five that were sent: how many arrive in which window.
_WINDOWS: Final = (
    ("2019-11-27T09:00:00+01:00", "2019-12-09T20:00:00+01:00", 6),
    ("2019-12-09T21:00:00+01:00", "2020-01-13T18:30:00+01:00", 22),
    ("2020-01-13T19:30:00+01:00", "2020-01-16T22:30:00+01:00", 5),
    ("2020-01-16T23:10:00+01:00", "2020-01-18T21:00:00+01:00", 5),
    ("2020-01-18T21:30:00+01:00", "2020-01-19T23:00:00+01:00", 7),
    ("2020-01-19T23:20:00+01:00", "2020-01-20T09:30:00+01:00", 2),
)
# District, postcode and town of the seat; the four largest cities come more often.
_SEATS: Final = (
    (District.F, "60313", "Frankfurt am Main", 6),
    (District.OF, "63065", "Offenbach am Main", 4),
    (District.KS, "34117", "Kassel", 4),
    (District.WI, "65183", "Wiesbaden", 4),
    (District.DA, "64283", "Darmstadt", 2),
    (District.MKK, "63450", "Hanau", 2),
    (District.GI, "35390", "Gießen", 2),
    (District.MR, "35037", "Marburg", 1),
    (District.FD, "36037", "Fulda", 1),
    (District.LDK, "35576", "Wetzlar", 1),
    (District.LM, "65549", "Limburg", 1),
    (District.HG, "61348", "Bad Homburg", 1),
    (District.FB, "61169", "Friedberg", 1),
    (District.MTK, "65719", "Hofheim", 1),
    (District.GG, "65428", "Rüsselsheim", 1),
    (District.RUD, "65307", "Bad Schwalbach", 1),
    (District.OFL, "63303", "Dreieich", 1),
    (District.DAD, "64807", "Dieburg", 1),
    (District.HP, "68519", "Viernheim", 1),
    (District.ERB, "64711", "Erbach", 1),
    (District.WA, "34497", "Korbach", 1),
    (District.KSL, "34225", "Baunatal", 1),
    (District.ESW, "37269", "Eschwege", 1),
    (District.HR, "34576", "Homberg", 1),
    (District.HEF, "36251", "Bad Hersfeld", 1),
    (District.VB, "36341", "Lauterbach", 1),
)
_FIRST: Final = (
    "Brücke",
    "Regenbogen",
    "Horizont",
    "Morgenstern",
    "Lindenhof",
    "Kompass",
    "Mosaik",
    "Treffpunkt",
    "Zuhause",
    "Dialog",
)
_SECOND: Final = ("Frauenverein", "Elternkreis", "Kulturtreff", "Jugendforum", "Nachbarschaft")
_PROJECTS: Final = (
    (Topic.EDUCATION, "Lesepaten im Stadtteil"),
    (Topic.WORK, "Bewerbung leicht gemacht"),
    (Topic.HEALTH, "Gesund im Alter"),
    (Topic.NEIGHBOURHOOD, "Offenes Wohnzimmer"),
    (Topic.PARTICIPATION, "Mitreden im Ortsbeirat"),
    (Topic.CULTURE, "Theater der Sprachen"),
    (Topic.SPORT, "Fahrrad fahren lernen"),
    (Topic.ANTI_RACISM, "Gemeinsam gegen Vorurteile"),
)


@dataclass(frozen=True)
class Generated:
    """One generated application: when it came and what it answers."""

    received_at: datetime
    answers: dict[Section, dict[str, Any]]


def applications() -> Iterator[Generated]:
    """Yield the generated applications in the order of their arrival."""
    dice = random.Random(_SEED)  # noqa: S311 - invented data
    arrivals = list(_arrivals(dice))
    seats = [seat for *seat, times in _SEATS for _ in range(times)]
    dice.shuffle(seats)
    for index, received_at in enumerate(arrivals):
        yield Generated(received_at, _answers(dice, index, seats[index % len(seats)]))


def _arrivals(dice: random.Random) -> Iterator[datetime]:
    for first, last, count in _WINDOWS:
        begin, end = datetime.fromisoformat(first), datetime.fromisoformat(last)
        seconds = int((end - begin).total_seconds())
        moments = sorted(dice.sample(range(seconds), count))
        yield from (begin + timedelta(seconds=moment) for moment in moments)


def _answers(dice: random.Random, index: int, seat: list[Any]) -> dict[Section, dict[str, Any]]:
    """Return A1's answers with another association, project and sums."""
    pattern = records.load("a1")
    answers: dict[Section, dict[str, Any]] = {
        section: deepcopy(records.columns(pattern, section))
        for section in Section
        if section not in (Section.REVIEW, Section.ENCLOSURES)
    }
    district, postcode, town = seat
    name = f"{_SECOND[index % len(_SECOND)]} {_FIRST[index // len(_SECOND)]} {town} e. V."
    answers[Section.ORGANISATION] |= {
        "name": name,
        "register_court": town,
        "register_number": f"VR {6000 + index}",
        "street": f"Beispielweg {index + 1}",
        "postcode": postcode,
        "town": town,
        "district": district,
        "founded_year": dice.randint(1985, 2018),
    }
    topic, title = _PROJECTS[index % len(_PROJECTS)]
    answers[Section.MICRO_PROJECT] |= {
        "title": title,
        "topic": topic,
        "place": town,
        "district": district,
    }
    answers[Section.BOARD] |= {
        "signature_rule": "single",
        "contact_email": f"kontakt{index + 1}@verein.example",
        "contact_phone": f"069 90009{index:03}",
    }
    answers[Section.DECLARATIONS]["second_person"] = ""
    _vary_wage(dice, answers)
    _vary_findings(index, answers)
    return answers


def _vary_wage(dice: random.Random, answers: dict[Section, dict[str, Any]]) -> None:
    """Let seven of ten ask for the highest wage, the others for less."""
    if dice.random() < 0.3:
        wage = Decimal(dice.choice([300, 360, 400]))
        answers[Section.WAGE] |= {"wage_month_eur": wage, "hours_month": Decimal(30)}


def _vary_findings(index: int, answers: dict[Section, dict[str, Any]]) -> None:
    """Let three of ten need a clarification and one of ten show an exclusion."""
    match index % 10:
        case 1 | 4:
            answers[Section.MICRO_PROJECT] |= {
                "early_start": "yes",
                "early_start_reason": "Der Raum ist nur im Februar frei.",
            }
        case 7:
            answers[Section.PROFILE]["board_share"] = "half"
        case 9:
            answers[Section.PROFILE] |= {
                "employees": "yes",
                "employee_count": 1,
                "employee_hours_week": Decimal("19.50"),
            }
            answers[Section.DECLARATIONS]["knows_ineligible"] = True
        case _:
            pass
