"""From which network a request comes: some pages exist only for some of them."""

from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Network, ip_address

from allauth.account.adapter import get_adapter
from django.http import HttpRequest


def comes_from(request: HttpRequest, networks: Iterable[IPv4Network | IPv6Network]) -> bool:
    """Say whether the visitor's address lies in one of the networks; our proxies are believed."""
    address = ip_address(get_adapter().get_client_ip(request))
    return any(address in network for network in networks)
