"""Which text blocks a step offers: those of the rules that are open on the case come first."""

from collections.abc import Sequence
from datetime import datetime

from applications.forms.text_blocks import InsertableBlock
from applications.models import Application
from applications.rules.choices import PointKind
from applications.rules.decisions import Reasons
from applications.rules.review import TextBlockKind
from applications.services import text_blocks
from applications.services.information_requests import OPENED_SECTIONS
from applications.services.review import unsettled_findings
from applications.services.sent_version import latest_snapshot


def offered(
    application: Application, kinds: Sequence[TextBlockKind], *, at: datetime
) -> list[InsertableBlock]:
    """Return the blocks of these kinds with the words of the case in them."""
    open_findings = unsettled_findings(application)
    sections = {one.rule: (one.field or "").partition(".")[0] for one in open_findings}
    document = latest_snapshot(application).document
    return [
        InsertableBlock(
            key=block.key,
            kind=TextBlockKind(block.kind),
            title=block.title,
            text=text_blocks.filled(block, application=application, document=document, at=at),
            about=_about(sections.get(block.rule, "")),
        )
        for kind in kinds
        for block in text_blocks.blocks(kind, list(sections))
    ]


def suggested_reasons(application: Application, *, at: datetime) -> Reasons:
    """Return what the blocks of the rules that stand against an award say; the rest is empty."""
    rules = {one.rule for one in unsettled_findings(application)}
    document = latest_snapshot(application).document
    found = {
        kind: "\n".join(
            text_blocks.filled(block, application=application, document=document, at=at)
            for block in text_blocks.blocks(kind, list(rules))
            if block.rule
        )
        for kind in (TextBlockKind.FACTS, TextBlockKind.ASSESSMENT, TextBlockKind.DISCRETION)
        if rules
    }
    return Reasons(**{str(kind.value): text for kind, text in found.items()})


def _about(section: str) -> str:
    """Return what a point about this section chooses."""
    return f"{PointKind.SECTION.value}:{section}" if section in OPENED_SECTIONS else ""
