"""Prints the accounts of the demonstration."""

from typing import Any

from django.core.management.base import BaseCommand

from applications.models import User
from applications.services.demo_data import ACCOUNTS, LATER_ACCOUNTS, PASSWORD


class Command(BaseCommand):
    """``manage.py demo_accounts``."""

    help = "Prints the accounts of the demonstration and how to sign in with them."

    def handle(self, *args: Any, **options: Any) -> None:
        later = {account.email: account for account in LATER_ACCOUNTS}
        there = User.objects.filter(email__in=later).order_by("pk")
        accounts = [*ACCOUNTS, *(later[user.email] for user in there)]
        width = max(len(account.email) for account in accounts)
        self.stdout.write(f"\nDemo accounts, all with the password: {PASSWORD}")
        for account in accounts:
            who = account.group or account.shows
            self.stdout.write(f"  {account.email:<{width}}  {account.name}, {who}")
        self.stdout.write("Staff also need a code: make code FOR=ADDRESS")
