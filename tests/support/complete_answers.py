"""The answers of a complete application without any remark, column by column."""

from datetime import date
from decimal import Decimal
from typing import Any, Final

from applications.rules.sections import Section

ANSWERS: Final[dict[Section, dict[str, Any]]] = {
    Section.ELIGIBILITY: {
        "seat_in_hesse": "yes",
        "non_profit": "yes",
        "migrant_majority": "yes",
        "single_purpose": "none",
        "employees": "no",
        "project_is_new": "yes",
        "minijob_planned": "yes",
        "already_applied": "no",
    },
    Section.ORGANISATION: {
        "name": "Frauennetz Usaufer e. V.",
        "legal_form": "registered",
        "register_court": "Friedberg (Hessen)",
        "register_number": "VR 9042",
        "founded_year": 2014,
        "street": "Alte Ziegelei 5",
        "postcode": "61169",
        "town": "Friedberg",
        "district": "FB",
    },
    Section.BOARD: {
        "members": [
            {"name": "Fatma Aydemir-Holz", "office": "chair"},
            {"name": "Rania Haddad", "office": "treasurer"},
        ],
        "signature_rule": "single",
        "contact_name": "Rania Haddad",
        "contact_email": "rania.haddad@frauennetz-usaufer.example",
        "contact_phone": "0171 3920011",
        "contact_times": ["evening"],
    },
    Section.NON_PROFIT: {
        "notice_kind": "exemption",
        "notice_date": date(2018, 6, 27),
        "tax_office": "Friedberg",
    },
    Section.PROFILE: {
        "member_count": 48,
        "member_share": "nearly_all",
        "board_share": "nearly_all",
        "purpose": "Wir helfen neuen Familien in Friedberg.",
        "employees": "no",
        "funded_before": "no",
    },
    Section.MICRO_PROJECT: {
        "title": "Formular-Werkstatt am Samstag",
        "summary": "An neun Samstagen helfen wir Familien beim Ausfüllen von Formularen.",
        "topic": "neighbourhood",
        "place": "Bürgerhaus Friedberg-Süd",
        "district": "FB",
        "starts_on": date(2020, 4, 1),
        "ends_on": date(2020, 12, 31),
        "early_start": "no",
    },
    Section.GOALS: {
        "need": "Viele Familien bekommen Briefe, die sie nicht verstehen.",
        "goals": ["60 Familien stellen einen Antrag selbst."],
        "target_groups": ["families"],
        "people_reached": 110,
        "effect": "Die Familien lernen ihre Rechte kennen.",
    },
    Section.SCHEDULE: {
        "steps": [{"what": "Neun Samstags-Termine", "month": "2020-12"}],
        "partners": [],
        "municipality_contacted": "yes",
        "municipality_office": "WIR-Koordination Wetteraukreis",
    },
    Section.MINIJOB_POSITION: {
        "tasks": "Termine planen, Räume buchen, Anmeldungen annehmen.",
        "benefit": "Mit der Stelle haben wir feste Bürozeiten.",
        "starts_on": date(2020, 4, 1),
        "ends_on": date(2020, 12, 31),
        "person_known": "no",
    },
    Section.WAGE: {
        "hours_month": Decimal("40.00"),
        "wage_month_eur": Decimal("450.00"),
        "months": 9,
        "accident_insurance_eur": Decimal("50.00"),
    },
    Section.COSTS: {
        "items": [
            {
                "kind": "rooms",
                "purpose": "Miete Bürgerhaus",
                "calculation": "9 × 50 €",
                "amount_eur": Decimal("450.00"),
            },
            {
                "kind": "publicity",
                "purpose": "Flyer in fünf Sprachen",
                "calculation": "",
                "amount_eur": Decimal("2750.00"),
            },
        ]
    },
    Section.FINANCING: {
        "own_funds_eur": Decimal("200.00"),
        "donations_eur": Decimal("0.00"),
        "other_grants_eur": Decimal("0.00"),
    },
    Section.ENCLOSURES: {},
    Section.DECLARATIONS: {
        "complete": True,
        "not_started": True,
        "no_other_money": True,
        "report_changes": True,
        "no_entitlement": True,
        "may_represent": True,
        "sender_name": "Rania Haddad",
        "delivery": "online",
        "publish": False,
        "wording": "2020-1",
    },
}
