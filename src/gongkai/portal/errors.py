"""How the public plane says no."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class PortalError(Exception):
    """What went wrong in the public tree, where, and what to do next: a sentence for the person on duty."""


_SENTENCES = {
    errno.ENOSPC: "磁盘空间不足",
    errno.EDQUOT: "磁盘配额已用完",
    errno.EFBIG: "文件大小超过系统限制",
    errno.EACCES: "没有写入权限",
    errno.EPERM: "没有写入权限",
    errno.EROFS: "文件系统为只读",
}


@contextmanager
def writing_to(place: Path) -> Iterator[None]:
    """Turn a failed write under `place` into a sentence; the cursor stays where it was.

    Raises:
        PortalError: the disk is full, read-only, or refuses.
    """
    try:
        yield
    except OSError as error:
        reason = _SENTENCES.get(error.errno or 0, error.strerror or str(error))
        where = error.filename or place
        raise PortalError(
            f"写入公开目录失败：{reason}（{where}）。本次发布未生效，进度未变动；处理后重新运行即可接着进行。"
        ) from error
