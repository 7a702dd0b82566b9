"""The demonstration: six applications that show something, many that fill the lists."""

from applications.services.demo_data.accounts import (
    ACCOUNTS,
    LATER_ACCOUNTS,
    PASSWORD,
    DemoAccount,
)
from applications.services.demo_data.scene import NotEmpty, load_demo_data

__all__ = [
    "ACCOUNTS",
    "LATER_ACCOUNTS",
    "PASSWORD",
    "DemoAccount",
    "NotEmpty",
    "load_demo_data",
]
