"""Is this the password? argon2 says; nobody else ever sees one."""

import secrets
from threading import Semaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 10  # characters of a password that somebody chooses
# argon2 takes 64 MB each time: as many at once as there is memory for anywhere.
_AT_ONCE = Semaphore(2)
_HASHER = PasswordHasher()
_NOBODY = _HASHER.hash(secrets.token_hex(16))  # what a name that is none is compared with


def make_password() -> str:
    """Invent a password that can be read out over the telephone."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"  # none that look alike
    parts = ("".join(secrets.choice(letters) for _ in range(4)) for _ in range(4))
    return "-".join(parts)


def hash_password(password: str) -> str:
    """Make of a password what is stored."""
    with _AT_ONCE:
        return _HASHER.hash(password)


def is_password(stored: str | None, password: str) -> bool:
    """Tell whether it is the one; it takes as long where there is no such person."""
    with _AT_ONCE:
        try:
            return _HASHER.verify(stored or _NOBODY, password) and stored is not None
        except (VerificationError, InvalidHashError):
            return False
