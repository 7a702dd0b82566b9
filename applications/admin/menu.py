"""The groups of the menu with their models, in the order of the work."""

from typing import Final

from django.utils.translation import gettext_lazy as _

CASES: Final = _("Anträge")
LETTERS: Final = _("Dokumente und E-Mails")
LOGS: Final = _("Protokoll")
ACCOUNTS: Final = _("Benutzer und Rollen")
# Title of a group -> models in it, in the order of the menu.
MENU: Final = (
    (CASES, ("Application", "PaperEntry", "Export")),
    (_("Vergabeliste"), ("AwardList",)),
    (_("Runden und Regeln"), ("FundingRound", "LegalParameter", "LegalText", "TextBlock")),
    (LETTERS, ("Document", "Message")),
    (_("Rückmeldungen"), ("Enquiry", "SubmissionFeedback", "HelpVote")),
    (LOGS, ("AuditEvent", "Transition", "ConflictDeclaration")),
    (ACCOUNTS, ("User", "Group", "Membership")),
)
