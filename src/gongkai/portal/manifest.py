"""A Merkle tree of small text files over every file of the site, so that a copied tree can be checked alone.

A node names files (`SHA256 SIZE PATH`) and the nodes below it (`SHA256 / NAME`, the hash of that node's bytes), and
is filled up with empty lines to whole blocks of 4,096 bytes. Which node holds a page follows from its address:
eight numbers to the lowest node, 32 nodes to one above. So the nodes that an act rewrites have the same number
and the same size whether a list holds ten pages or a hundred thousand.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from gongkai.portal.errors import reason_of
from gongkai.portal.storage import Stamp, Writer, read_regular

NodeName: TypeAlias = tuple[str, ...]
ROOT: NodeName = ()
BLOCK = 4096
_LEAF = 8
_FAN = 32
_CACHED = 2000


def number_node(number: int) -> NodeName:
    """The last nodes on the way to a numbered page: as many for every number."""
    return (str(number // (_LEAF * _FAN**2)), str(number // (_LEAF * _FAN)), str(number // _LEAF))


def thing_node(path: str) -> NodeName:
    """The node of a record or paper: by its folder, then by its serial."""
    *folder, last = path.split("/")
    return ("things", *folder, *(number_node(int(last)) if last.isdecimal() else ("named",)))


@dataclass(slots=True)
class Node:
    files: dict[str, Stamp] = field(default_factory=dict)
    children: dict[str, str] = field(default_factory=dict)

    def to_bytes(self) -> bytes:
        files = [f"{stamp.sha256} {stamp.size} {path}\n" for path, stamp in sorted(self.files.items())]
        children = [f"{sha256} / {name}\n" for name, sha256 in sorted(self.children.items())]
        data = "".join(children + files).encode()
        return data + b"\n" * (-len(data) % BLOCK)


def node_place(name: NodeName) -> str:
    """Where a node stands under the build."""
    return "/".join(("manifest", *name, "entries.txt"))


def read_node(data: bytes) -> Node:
    """Read a node's bytes.

    Raises:
        ValueError: a line is damaged.
    """
    node = Node()
    for line in data.decode().rstrip("\n").split("\n") if data.strip() else ():
        sha256, size, path = line.split(" ", 2)
        if size == "/":
            node.children[path] = sha256
        else:
            node.files[path] = Stamp(sha256, int(size))
    return node


@dataclass(slots=True)
class Manifest:
    """The manifest of one build, changed in memory and written by `flush`."""

    build: Path
    writer: Writer
    _nodes: dict[NodeName, Node] = field(default_factory=dict)

    def replace(self, name: NodeName, owner: str, files: Mapping[str, Stamp]) -> None:
        """Let the entries of one page be `files`: those at `owner.…` and `owner/…`; an empty owner has the node."""
        node = self.node(name)
        for path in [path for path in node.files if not owner or path.startswith((f"{owner}.", f"{owner}/"))]:
            del node.files[path]
        node.files.update(files)
        if self.writer.staging is None and len(self._nodes) > _CACHED:
            self.flush()

    def paths(self, name: NodeName) -> tuple[str, ...]:
        """The files that a node names."""
        return tuple(self.node(name).files)

    def flush(self) -> str:
        """Write what changed, from the leaves up; the hash of the root node, in hex."""
        self.node(ROOT)
        root = ""
        for depth in range(max(map(len, self._nodes)), -1, -1):
            for name in sorted(key for key in self._nodes if len(key) == depth):
                root = self._write(name)
        self._nodes.clear()
        return root

    def _write(self, name: NodeName) -> str:
        data = self._nodes[name].to_bytes()
        self.writer.put(node_place(name), data)
        sha256 = hashlib.sha256(data).hexdigest()
        if name:
            self.node(name[:-1]).children[name[-1]] = sha256
        return sha256

    def node(self, name: NodeName) -> Node:
        if name not in self._nodes:
            try:
                self._nodes[name] = read_node((self.build / node_place(name)).read_bytes())
            except FileNotFoundError:
                self._nodes[name] = Node()
        return self._nodes[name]


@dataclass(frozen=True, slots=True)
class Damage:
    """A node that is not what its parent says; `place` is its file under the public folder."""

    place: str
    message: str


def walk(public: Path, root_sha256: str, nodes: set[str]) -> Iterator[tuple[str, Stamp] | Damage]:
    """Every file that the manifest names with its stamp, and every damaged node; nothing below one is given.

    The places of the nodes go into `nodes`.
    """
    waiting: list[tuple[NodeName, str]] = [(ROOT, root_sha256)]
    while waiting:
        name, sha256 = waiting.pop()
        place = node_place(name)
        nodes.add(place)
        try:
            data = read_regular(public / place)
            if hashlib.sha256(data).hexdigest() != sha256:
                yield Damage(place, "清单文件被改动")
                continue
            node = read_node(data)
        except FileNotFoundError:
            yield Damage(place, "清单文件缺失")
            continue
        except OSError as error:
            yield Damage(place, f"清单文件无法读取（{reason_of(error)}）")
            continue
        except ValueError:  # with a fitting hash, so made by another hand
            yield Damage(place, "清单文件不是清单")
            continue
        yield from node.files.items()
        waiting.extend(
            ((*name, child), value) for child, value in sorted(node.children.items(), reverse=True)
        )
