"""Hessen: districts with official key, region and court; postcodes that lie in it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from applications.rules.choices import District


class Region(StrEnum):
    """The three Regierungsbezirke; the value is the third digit of the official key."""

    DARMSTADT = "4"
    GIESSEN = "5"
    KASSEL = "6"


class Court(StrEnum):
    """The administrative courts and their seats (§ 1 Abs. 2 HessAGVwGO)."""

    DARMSTADT = "Darmstadt"
    FRANKFURT = "Frankfurt am Main"
    GIESSEN = "Gießen"
    KASSEL = "Kassel"
    WIESBADEN = "Wiesbaden"


# Where letters and actions go; the remedy of a decision names it.
COURT_ADDRESSES: Final[Mapping[Court, str]] = {
    Court.DARMSTADT: "Julius-Reiber-Straße 37, 64293 Darmstadt",
    Court.FRANKFURT: "Adalbertstraße 18, 60486 Frankfurt am Main",
    Court.GIESSEN: "Marburger Straße 4, 35390 Gießen",
    Court.KASSEL: "Goethestraße 41 + 43, 34119 Kassel",
    Court.WIESBADEN: "Mainzer Straße 124, 65189 Wiesbaden",
}


class PostcodeStanding(StrEnum):
    """What a postcode alone says about Hessen."""

    HESSIAN = "hessian"
    SHARED = "shared"
    OUTSIDE = "outside"


@dataclass(frozen=True)
class DistrictFacts:
    """A district as it stood in 2020: official key, name, court of its inhabitants."""

    key: str
    label: str
    court: Court

    @property
    def region(self) -> Region:
        return Region(self.key[2])


# State of 25 Jan 2021. Hanau left the Main-Kinzig-Kreis on 1 Jan 2026: rounds from then on need
# a further row, while an application of 2020 from Hanau stays where it was.
DISTRICTS: Final[Mapping[District, DistrictFacts]] = {
    District.WA: DistrictFacts("06635", "Landkreis Waldeck-Frankenberg", Court.KASSEL),
    District.KSL: DistrictFacts("06633", "Landkreis Kassel", Court.KASSEL),
    District.KS: DistrictFacts("06611", "Stadt Kassel", Court.KASSEL),
    District.ESW: DistrictFacts("06636", "Werra-Meißner-Kreis", Court.KASSEL),
    District.MR: DistrictFacts("06534", "Landkreis Marburg-Biedenkopf", Court.GIESSEN),
    District.HR: DistrictFacts("06634", "Schwalm-Eder-Kreis", Court.KASSEL),
    District.HEF: DistrictFacts("06632", "Landkreis Hersfeld-Rotenburg", Court.KASSEL),
    District.LDK: DistrictFacts("06532", "Lahn-Dill-Kreis", Court.GIESSEN),
    District.GI: DistrictFacts("06531", "Landkreis Gießen", Court.GIESSEN),
    District.VB: DistrictFacts("06535", "Vogelsbergkreis", Court.GIESSEN),
    District.FD: DistrictFacts("06631", "Landkreis Fulda", Court.KASSEL),
    District.LM: DistrictFacts("06533", "Landkreis Limburg-Weilburg", Court.WIESBADEN),
    District.HG: DistrictFacts("06434", "Hochtaunuskreis", Court.FRANKFURT),
    District.FB: DistrictFacts("06440", "Wetteraukreis", Court.GIESSEN),
    District.MKK: DistrictFacts("06435", "Main-Kinzig-Kreis", Court.FRANKFURT),
    District.RUD: DistrictFacts("06439", "Rheingau-Taunus-Kreis", Court.WIESBADEN),
    District.WI: DistrictFacts("06414", "Stadt Wiesbaden", Court.WIESBADEN),
    District.MTK: DistrictFacts("06436", "Main-Taunus-Kreis", Court.FRANKFURT),
    District.F: DistrictFacts("06412", "Stadt Frankfurt am Main", Court.FRANKFURT),
    District.OF: DistrictFacts("06413", "Stadt Offenbach am Main", Court.DARMSTADT),
    District.OFL: DistrictFacts("06438", "Kreis Offenbach", Court.DARMSTADT),
    District.GG: DistrictFacts("06433", "Kreis Groß-Gerau", Court.DARMSTADT),
    District.DA: DistrictFacts("06411", "Stadt Darmstadt", Court.DARMSTADT),
    District.DAD: DistrictFacts("06432", "Landkreis Darmstadt-Dieburg", Court.DARMSTADT),
    District.HP: DistrictFacts("06431", "Kreis Bergstraße", Court.DARMSTADT),
    District.ERB: DistrictFacts("06437", "Odenwaldkreis", Court.DARMSTADT),
}

# Delivery postcodes that touch Hessen, in gap-free blocks (state of November 2022).
POSTCODE_BLOCKS: Final[tuple[tuple[int, int], ...]] = (
    (34117, 34329),
    (34355, 34399),
    (34454, 36399),
    (37213, 37299),
    (55246, 55252),
    (59969, 63699),
    (64283, 64753),
    (64756, 65556),
    (65589, 65620),
    (65627, 65627),
    (65719, 65936),
    (68519, 68519),
    (68623, 68649),
    (69239, 69239),
    (69412, 69412),
    (69434, 69434),
    (69483, 69488),
    (69509, 69509),
    (69517, 69518),
)
# One postcode, two states: the code alone does not decide.
SHARED_POSTCODES: Final = frozenset({"34355", "59969", "64754", "65391", "69412", "69434"})

_POSTCODE = re.compile(r"[0-9]{5}")


def court_of(district: District) -> Court:
    """Return the administrative court at the seat of an association (§ 52 Nr. 3 VwGO).

    Outside Hessen it is the court at the seat of the ministry.
    """
    known = DISTRICTS.get(district)
    return known.court if known else Court.WIESBADEN


def normal_postcode(text: str) -> str | None:
    """Return five digits, blanks ignored, or `None` when the text is no postcode."""
    digits = "".join(text.split())
    return digits if _POSTCODE.fullmatch(digits) else None


def standing_of(postcode: str) -> PostcodeStanding:
    """Say what a postcode tells about Hessen; no postcode is ever an error."""
    code = normal_postcode(postcode)
    if code in SHARED_POSTCODES:
        return PostcodeStanding.SHARED
    inside = code is not None and any(low <= int(code) <= high for low, high in POSTCODE_BLOCKS)
    return PostcodeStanding.HESSIAN if inside else PostcodeStanding.OUTSIDE
