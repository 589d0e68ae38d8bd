"""How the public plane says no, and what the faults of the system are called."""

from __future__ import annotations

import errno
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final


class PortalError(Exception):
    """What went wrong in the public tree, where, and what to do next: a sentence for the person on duty."""


NO_SETTINGS: Final = (
    "还没有登记站点设置，公开网站没有可以生成的内容。请先用 gongkai organisation import 导入填好工作表“站点”的工作簿，"
    "或者用 gongkai demo load heping-2017 装入演示数据。"
)
_REASONS = {
    errno.ENOSPC: "磁盘空间不足",
    errno.EDQUOT: "磁盘配额已用完",
    errno.EFBIG: "文件大小超过系统限制",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "文件系统为只读",
    errno.ENOENT: "路径不存在",
    errno.ENOTDIR: "路径中有一级不是文件夹",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.EEXIST: "已经存在",
    errno.ENOTEMPTY: "文件夹不是空的",
    errno.ENAMETOOLONG: "文件名过长",
    errno.ELOOP: "符号链接成环",
    errno.EMFILE: "打开的文件过多",
    errno.ENFILE: "打开的文件过多",
    errno.EIO: "磁盘读写出错",
    errno.EBUSY: "正被占用",
    errno.ETXTBSY: "正被占用",
    errno.EADDRINUSE: "端口已被占用",
    errno.EADDRNOTAVAIL: "本机没有这个地址",
}


def reason_of(error: OSError) -> str:
    """Why the system refused; its own words only where we have none."""
    if isinstance(error, socket.gaierror):  # its numbers are of another table
        return "主机名无法解析"
    return _REASONS.get(error.errno or 0, error.strerror or str(error))


@contextmanager
def writing_to(place: Path) -> Iterator[None]:
    """Turn a failed write under `place` into a sentence; the cursor stays where it was.

    Raises:
        PortalError: the disk is full, read-only, or refuses.
    """
    try:
        yield
    except OSError as error:
        where = error.filename or place
        raise PortalError(
            f"写入公开目录失败：{reason_of(error)}（{where}）。本次发布未生效，进度未变动；处理后重新运行即可接着进行。"
        ) from error
