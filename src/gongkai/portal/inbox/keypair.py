"""The desk's pair of keys: made once, the private half readable by its owner alone. Not for the public process."""

from __future__ import annotations

import os
from pathlib import Path

from nacl.encoding import HexEncoder
from nacl.public import PrivateKey

from gongkai.portal.errors import PortalError
from gongkai.portal.inbox.sealing import PUBLIC_KEY, InboxClosedError, inbox_of, keep, public_key_of

PRIVATE_KEY = "inbox.key"


def ensure_keys(var: Path) -> None:
    """Make what is missing of the pair.

    Raises:
        PortalError: the public half stands without its private half, or the two do not belong together.
    """
    private, public = var / PRIVATE_KEY, var / "public"
    if not private.exists():
        if (public / PUBLIC_KEY).exists():
            raise PortalError(
                f"收件公钥 {public / PUBLIC_KEY} 已在，而与之配对的私钥 {private} 不见了：已收到的网上申请无法开启。"
                "请从备份恢复私钥；确认无法恢复的，删除该公钥后重新执行。"
            )
        _make(private)
    ours = read_private_key(private).public_key
    try:
        published = public_key_of(public)
    except InboxClosedError:
        inbox_of(public).mkdir(parents=True, exist_ok=True)
        keep(public / PUBLIC_KEY, ours.encode(HexEncoder) + b"\n")
        return
    if published != ours:
        raise PortalError(
            f"收件公钥 {public / PUBLIC_KEY} 与私钥 {private} 不是一对。请从备份恢复其中原来的一个，再重新执行。"
        )


def read_private_key(place: Path) -> PrivateKey:
    """The private key.

    Raises:
        PortalError: it is missing or damaged.
    """
    try:
        return PrivateKey(place.read_bytes().strip(), HexEncoder)
    except FileNotFoundError as error:
        raise PortalError(f"找不到收件私钥 {place}。请先执行 gongkai migrate，或者从备份恢复。") from error
    except (ValueError, TypeError) as error:
        raise PortalError(f"收件私钥 {place} 已损坏。请从备份恢复。") from error


def _make(private: Path) -> None:
    private.parent.mkdir(parents=True, exist_ok=True)
    draft = private.with_name(f"{PRIVATE_KEY}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as out:
            out.write(PrivateKey.generate().encode(HexEncoder) + b"\n")
            out.flush()
            os.fsync(out.fileno())
        os.link(draft, private)  # the first process wins; the others read its key
    except FileExistsError:
        pass
    finally:
        draft.unlink()
