"""The 136 applications that fill lists and figures; same seed, same applications.

47 arrive before the first scene, 89 between it and the second one.
"""

import random
from collections.abc import Iterator, Sequence
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
# What arrives between the two scenes: half of all 136 in the last five days, two after midnight.
_LATER_WINDOWS: Final = (
    ("2020-01-20T10:00:00+01:00", "2020-01-26T23:59:00+01:00", 21),
    ("2020-01-27T06:30:00+01:00", "2020-01-27T23:30:00+01:00", 9),
    ("2020-01-28T06:30:00+01:00", "2020-01-28T23:30:00+01:00", 10),
    ("2020-01-29T06:30:00+01:00", "2020-01-29T23:30:00+01:00", 12),
    ("2020-01-30T06:30:00+01:00", "2020-01-30T23:30:00+01:00", 14),
    ("2020-01-31T06:30:00+01:00", "2020-01-31T23:59:30+01:00", 21),
    ("2020-02-01T00:01:00+01:00", "2020-02-01T11:00:00+01:00", 2),
)
# After the deadline nobody begins a draft: who comes late has begun on the evening before.
_BEGUN_AT_THE_LATEST: Final = datetime.fromisoformat("2020-01-31T22:15:00+01:00")
_TIME_TO_WRITE: Final = timedelta(hours=1)
# District, postcode and town of the seat; the four largest cities come more often.
SEATS: Final = (
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
# The last digit of the index says what the rules find.
_EARLY_START: Final = (1, 4)
_HALF_A_BOARD: Final = 7
_EMPLOYS: Final = 9
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
    "Leuchtturm",
    "Wurzel",
    "Fenster",
    "Sternenzelt",
    "Marktplatz",
    "Papierboot",
    "Windrose",
    "Apfelbaum",
    "Laterne",
    "Gartentor",
    "Zugvogel",
    "Kieselstein",
    "Sommerwind",
    "Teestube",
    "Anker",
    "Seerose",
    "Spieldose",
    "Federball",
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

    @property
    def begun_at(self) -> datetime:
        """Return when somebody began to write."""
        return min(self.received_at - _TIME_TO_WRITE, _BEGUN_AT_THE_LATEST)


def applications() -> Iterator[Generated]:
    """Yield what arrived before the first scene, in the order of arrival."""
    dice = random.Random(_SEED)  # noqa: S311 - invented data
    arrivals = list(_arrivals(dice, _WINDOWS))
    seats = _shuffled_seats(dice)
    for index, received_at in enumerate(arrivals):
        answers = answers_of(dice, index, seats[index % len(seats)])
        if dice.random() < 0.3:
            _lower_wage(dice, answers)
        yield Generated(received_at, answers)


def later_applications() -> Iterator[Generated]:
    """Yield what arrived between the two scenes; three of ten of all ask for a lower wage."""
    dice = random.Random(_SEED + 1)  # noqa: S311 - invented data
    arrivals = list(_arrivals(dice, _LATER_WINDOWS))
    seats = _shuffled_seats(dice)
    for index, received_at in enumerate(arrivals, start=sum(count for *_, count in _WINDOWS)):
        answers = answers_of(dice, index, seats[index % len(seats)])
        if index % 3 == 2:
            _lower_wage(dice, answers)
        yield Generated(received_at, answers)


def is_clear(index: int) -> bool:
    """Say whether the rules find nothing in the application of this index."""
    return index % 10 not in (*_EARLY_START, _HALF_A_BOARD, _EMPLOYS)


def is_excluded(index: int) -> bool:
    """Say whether the application of this index shows an exclusion."""
    return index % 10 == _EMPLOYS


def starts_early(index: int) -> bool:
    """Say whether the application of this index wants to begin before the decision."""
    return index % 10 in _EARLY_START


def _arrivals(dice: random.Random, windows: Sequence[tuple[str, str, int]]) -> Iterator[datetime]:
    for first, last, count in windows:
        begin, end = datetime.fromisoformat(first), datetime.fromisoformat(last)
        seconds = int((end - begin).total_seconds())
        moments = sorted(dice.sample(range(seconds), count))
        yield from (begin + timedelta(seconds=moment) for moment in moments)


def _shuffled_seats(dice: random.Random) -> list[list[Any]]:
    seats = [seat for *seat, times in SEATS for _ in range(times)]
    dice.shuffle(seats)
    return seats


def answers_of(
    dice: random.Random, index: int, seat: Sequence[Any]
) -> dict[Section, dict[str, Any]]:
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
    _vary_findings(index, answers)
    return answers


def _lower_wage(dice: random.Random, answers: dict[Section, dict[str, Any]]) -> None:
    wage = Decimal(dice.choice([300, 360, 400]))
    answers[Section.WAGE] |= {"wage_month_eur": wage, "hours_month": Decimal(30)}


def _vary_findings(index: int, answers: dict[Section, dict[str, Any]]) -> None:
    """Let three of ten need a clarification and one of ten show an exclusion."""
    if starts_early(index):
        answers[Section.MICRO_PROJECT] |= {
            "early_start": "yes",
            "early_start_reason": "Der Raum ist nur im Februar frei.",
        }
    elif is_excluded(index):
        answers[Section.PROFILE] |= {
            "employees": "yes",
            "employee_count": 1,
            "employee_hours_week": Decimal("19.50"),
        }
        answers[Section.DECLARATIONS]["knows_ineligible"] = True
    elif not is_clear(index):
        answers[Section.PROFILE]["board_share"] = "half"
