"""When a decision counts as delivered, and until when the association may go to court."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from applications.rules.choices import Delivery as Wish
from applications.rules.parameters import ParameterKind, Parameters
from applications.rules.periods import Month, add_years
from applications.rules.working_days import EndOfLimit, end_of_limit

# § 41 Abs. 2a HVwVfG: so many days to fetch the decision, delivered on the day after.
RETRIEVAL_DAYS: Final = 10
_PORTAL_DAYS: Final = 1


class DeliveryWay(StrEnum):
    """How a decision reached the association, which may differ from what it wished for."""

    PORTAL = "portal"
    POST = "post"


class ProvisionLapsed(ValueError):
    """The decision was fetched after the provision had ended: that delivered nothing."""


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """The sum that staff see: from one day, so many days on, and then the limit for the court.

    `begun_on` is the day of the post office or of the first retrieval. `appeal` names the day on
    which the limit would have ended and the rest day that moved it.
    """

    way: DeliveryWay
    begun_on: date
    days: int
    appeal: EndOfLimit
    has_right_notice: bool

    @property
    def delivered_on(self) -> date:
        """Return the day on which the decision counts as known, be it a Sunday."""
        return _delivered_on(self.begun_on, self.days)

    @property
    def appeal_ends_on(self) -> date:
        """Return the last day for going to court."""
        return self.appeal.day

    def can_be_appealed(self, on: date) -> bool:
        """Say whether the limit still runs on a day."""
        return on <= self.appeal.day


def way_for(wish: Wish | None) -> DeliveryWay:
    """Return the way to take: the portal needs the consent of the association.

    Whoever chose „im Internet“ gave it (§ 41 Abs. 2a HVwVfG); everybody else gets post.
    """
    return DeliveryWay.PORTAL if wish == Wish.ONLINE else DeliveryWay.POST


def last_retrieval_day(notified_on: date) -> date:
    """Return the tenth day after the notification was sent (§ 41 Abs. 2a HVwVfG).

    The day of sending does not count (§ 187 BGB). Weekends do not lengthen the time: whether
    § 31 Abs. 3 HVwVfG would, is open, and the letter by post that follows harms nobody.
    """
    return notified_on + timedelta(days=RETRIEVAL_DAYS)


def is_lapsed(*, notified_on: date, on: date) -> bool:
    """Say whether a decision that nobody fetched is no longer provided on a day.

    Then it was not delivered, and the post has to bring it (§ 41 Abs. 2a HVwVfG).
    """
    return on > last_retrieval_day(notified_on)


def by_portal(*, notified_on: date, retrieved_on: date, has_right_notice: bool = True) -> Delivery:
    """Return the delivery on the day after the first retrieval (§ 41 Abs. 2a HVwVfG).

    Raises `ProvisionLapsed` when it was fetched too late.
    """
    if is_lapsed(notified_on=notified_on, on=retrieved_on):
        raise ProvisionLapsed(retrieved_on)
    return _delivery(DeliveryWay.PORTAL, retrieved_on, _PORTAL_DAYS, has_right_notice)


def by_post(*, posted_on: date, parameters: Parameters, has_right_notice: bool = True) -> Delivery:
    """Return the delivery that the law presumes some days after posting (§ 41 Abs. 2 HVwVfG).

    How many days, say the legal values in force on the day of posting. The presumed day is not
    moved when it is a Saturday, Sunday or holiday: prevailing case law on § 41 VwVfG sees a
    presumption in it, no time limit in the sense of § 31 Abs. 3. Raises `NoParameter` before
    the first value on record.
    """
    days = int(parameters.valid(ParameterKind.POST_DELIVERY_DAYS, posted_on).value)
    return _delivery(DeliveryWay.POST, posted_on, days, has_right_notice)


def end_of_appeal(delivered_on: date, *, has_right_notice: bool = True) -> EndOfLimit:
    """Return the end of the limit for an action before the administrative court.

    One month after delivery (§ 74 Abs. 1 VwGO): it ends on the day with the same number, or on
    the last day of the next month (§ 57 Abs. 2 VwGO, § 222 Abs. 1 ZPO, §§ 187, 188 BGB), and
    on the next working day when that is a Saturday, Sunday or holiday (§ 222 Abs. 2 ZPO).
    Without a right notice of remedy it is one year (§ 58 Abs. 2 VwGO).
    """
    wanted = _month_later(delivered_on) if has_right_notice else add_years(delivered_on, 1)
    return end_of_limit(wanted)


def _delivery(way: DeliveryWay, begun_on: date, days: int, has_right_notice: bool) -> Delivery:
    appeal = end_of_appeal(_delivered_on(begun_on, days), has_right_notice=has_right_notice)
    return Delivery(
        way=way, begun_on=begun_on, days=days, appeal=appeal, has_right_notice=has_right_notice
    )


def _delivered_on(begun_on: date, days: int) -> date:
    return begun_on + timedelta(days=days)


def _month_later(day: date) -> date:
    month = Month.of(day).plus(1)
    last = monthrange(month.year, month.number)[1]
    return date(month.year, month.number, min(day.day, last))
