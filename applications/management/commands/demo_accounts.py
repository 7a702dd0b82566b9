"""Prints the accounts of the demonstration."""

from typing import Any

from django.core.management.base import BaseCommand

from applications.services.demo_data import ACCOUNTS, PASSWORD


class Command(BaseCommand):
    """``manage.py demo_accounts``."""

    help = "Prints the accounts of the demonstration and how to sign in with them."

    def handle(self, *args: Any, **options: Any) -> None:
        width = max(len(account.email) for account in ACCOUNTS)
        self.stdout.write(f"\nDemo accounts, all with the password: {PASSWORD}")
        for account in ACCOUNTS:
            who = account.group or account.shows
            self.stdout.write(f"  {account.email:<{width}}  {account.name}, {who}")
        self.stdout.write("Staff also need a code: make code FOR=ADDRESS")
