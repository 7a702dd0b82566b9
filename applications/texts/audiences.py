"""For whom a sentence is written."""

from enum import StrEnum


class Audience(StrEnum):
    APPLICANT = "applicant"
    STAFF = "staff"
