"""Puts the pages on the site; what is not listed here has no page."""

from django.contrib import admin
from django.contrib.auth.models import Group

from applications import models
from applications.admin.application import ApplicationAdmin
from applications.admin.audit_log import AuditEventAdmin, TransitionAdmin
from applications.admin.award_list import AwardListAdmin
from applications.admin.conflicts import ConflictDeclarationAdmin
from applications.admin.exports import ExportAdmin
from applications.admin.feedback import EnquiryAdmin, HelpVoteAdmin, SubmissionFeedbackAdmin
from applications.admin.funding_round import FundingRoundAdmin
from applications.admin.legal_parameter import LegalParameterAdmin
from applications.admin.legal_text import LegalTextAdmin
from applications.admin.outbox import DocumentAdmin, MessageAdmin
from applications.admin.paper_entry import PaperEntryAdmin
from applications.admin.people import GroupAdmin, MembershipAdmin, UserAdmin
from applications.admin.text_block import TextBlockAdmin

admin.site.register(models.Application, ApplicationAdmin)
admin.site.register(models.PaperEntry, PaperEntryAdmin)
admin.site.register(models.Export, ExportAdmin)
admin.site.register(models.AwardList, AwardListAdmin)
admin.site.register(models.FundingRound, FundingRoundAdmin)
admin.site.register(models.LegalParameter, LegalParameterAdmin)
admin.site.register(models.LegalText, LegalTextAdmin)
admin.site.register(models.TextBlock, TextBlockAdmin)
admin.site.register(models.Document, DocumentAdmin)
admin.site.register(models.Message, MessageAdmin)
admin.site.register(models.Enquiry, EnquiryAdmin)
admin.site.register(models.SubmissionFeedback, SubmissionFeedbackAdmin)
admin.site.register(models.HelpVote, HelpVoteAdmin)
admin.site.register(models.AuditEvent, AuditEventAdmin)
admin.site.register(models.Transition, TransitionAdmin)
admin.site.register(models.ConflictDeclaration, ConflictDeclarationAdmin)
admin.site.register(models.User, UserAdmin)
admin.site.register(Group, GroupAdmin)
admin.site.register(models.Membership, MembershipAdmin)
