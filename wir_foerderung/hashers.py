"""The password hash: Argon2id at the strength the OWASP cheat sheet asks for."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class FrugalArgon2PasswordHasher(Argon2PasswordHasher):
    """19 MiB and two rounds: Django's 100 MiB a login would let sixteen logins fill a server."""

    time_cost = 2
    memory_cost = 19_456
    parallelism = 1
