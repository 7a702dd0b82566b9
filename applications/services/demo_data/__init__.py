"""The demonstration: six applications that show something, 47 that fill the lists."""

from applications.services.demo_data.accounts import ACCOUNTS, PASSWORD, DemoAccount
from applications.services.demo_data.scene import NotEmpty, load_demo_data

__all__ = ["ACCOUNTS", "PASSWORD", "DemoAccount", "NotEmpty", "load_demo_data"]
