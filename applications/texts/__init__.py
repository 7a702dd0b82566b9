"""German sentences by code: labels of answers and states, findings per audience."""

from applications.texts.audiences import Audience
from applications.texts.findings import question_of, sentence, title
from applications.texts.labels import choices, label
from applications.texts.states import StateText, Turn, applicant_state

__all__ = [
    "Audience",
    "StateText",
    "Turn",
    "applicant_state",
    "choices",
    "label",
    "question_of",
    "sentence",
    "title",
]
