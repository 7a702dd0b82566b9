"""Random codes for addresses and printed documents, in Crockford's base 32."""

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
ADDRESS_LENGTH = 26  # 130 bits: nobody guesses an application
PRINTED_LENGTH = 12  # 60 bits: short enough to type, behind a throttle
# For routes: nothing else ever reaches the database.
ADDRESS_PATTERN = f"[{ALPHABET}]{{{ADDRESS_LENGTH}}}"


def address_code() -> str:
    """Return a code for the address of an object."""
    return "".join(secrets.choice(ALPHABET) for _ in range(ADDRESS_LENGTH))


def printed_code() -> str:
    """Return a code that a person can copy from paper."""
    return "".join(secrets.choice(ALPHABET) for _ in range(PRINTED_LENGTH))


def normalise_printed(typed: str) -> str:
    """Read a typed code kindly: case, blanks, hyphens, and the letters that look like digits."""
    cleaned = "".join(typed.upper().split()).replace("-", "")
    return cleaned.translate(str.maketrans("OIL", "011"))


def group_printed(code: str) -> str:
    """Return the code in groups of four, as it is printed."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))
