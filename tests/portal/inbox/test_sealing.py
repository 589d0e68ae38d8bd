from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from nacl.exceptions import CryptoError
from nacl.public import Box, PrivateKey, PublicKey, SealedBox
from nacl.secret import SecretBox
from sendings import sent_file, submission

from gongkai.portal.errors import PortalError
from gongkai.portal.inbox.keypair import ensure_keys, read_private_key
from gongkai.portal.inbox.reading import UnreadableError, read_sealed
from gongkai.portal.inbox.sealing import InboxClosedError, SealedInbox, keep, name_of, public_key_of, waiting

ROOM = {"most_files": 5, "most_bytes": 10 << 20}


@pytest.fixture
def inbox(var):
    ensure_keys(var)
    return SealedInbox(var / "public", **ROOM)


def test_the_desk_opens_what_the_public_server_sealed(inbox, var):
    sent = submission(files=[sent_file()])
    assert inbox.put(sent)
    place = waiting(inbox.folder)[0]
    assert read_sealed(place, read_private_key(var / "inbox.key")) == sent


def test_everything_that_the_public_server_has_does_not_open_a_submission(inbox, var):
    """All bytes under public/, as keys of every kind the library knows, against the sealed file."""
    inbox.put(submission(name="申请人独一无二", files=[sent_file(data=b"unique bytes of a file")]))
    place = waiting(inbox.folder)[0]
    sealed = place.read_bytes()
    held = b"".join(path.read_bytes() for path in sorted((var / "public").rglob("*")) if path.is_file())
    assert "申请人独一无二".encode() not in held
    assert b"unique bytes of a file" not in held
    assert b"heping" not in held
    public = bytes(public_key_of(var / "public"))
    candidates = {public, bytes.fromhex(place.stem) * 2, *(sealed[at : at + 32] for at in range(200))}
    for candidate in candidates:
        with pytest.raises(CryptoError):
            SealedBox(PrivateKey(candidate)).decrypt(sealed)
        with pytest.raises(CryptoError):
            SecretBox(candidate).decrypt(sealed)
        with pytest.raises(CryptoError):
            Box(PrivateKey(candidate), PublicKey(sealed[:32])).decrypt(sealed[32:], b"\0" * 24)


def test_the_modules_of_the_public_process_hold_nothing_that_opens():
    loaded = subprocess.run(
        [sys.executable, "-c", "import sys, gongkai.portal.server; print('\\n'.join(sys.modules))"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert "gongkai.portal.inbox.sealing" in loaded
    for module in ("keypair", "reading", "collecting"):
        assert f"gongkai.portal.inbox.{module}" not in loaded


def test_the_name_of_a_sealed_file_says_neither_digest_nor_code(inbox):
    sent = submission()
    inbox.put(sent)
    name = waiting(inbox.folder)[0].name
    assert sent.digest[:16] not in name
    assert str(int(sent.receipt_code)) not in str(int(name.partition(".")[0], 16))
    assert name == name_of(sent.digest)


def test_the_same_sending_is_kept_once(inbox):
    assert [inbox.put(submission()) for _ in range(5)] == [True, False, False, False, False]
    assert len(waiting(inbox.folder)) == 1


def test_a_full_inbox_takes_nothing_more(inbox):
    for number in range(5):
        assert inbox.put(submission(name=f"申请人{number}"))
    with pytest.raises(InboxClosedError):
        inbox.put(submission(name="申请人六"))
    assert len(waiting(inbox.folder)) == 5
    waiting(inbox.folder)[0].unlink()
    assert inbox.put(submission(name="申请人六"))


def test_an_inbox_without_room_for_the_bytes_takes_nothing(var):
    ensure_keys(var)
    inbox = SealedInbox(var / "public", most_files=100, most_bytes=200_000)
    assert [inbox.put(submission(name=f"申请人{number}")) for number in range(3)] == [True] * 3
    with pytest.raises(InboxClosedError):
        inbox.put(submission(name="申请人四"))


def test_without_a_public_key_nothing_is_taken(tmp_path):
    with pytest.raises(InboxClosedError):
        SealedInbox(tmp_path, **ROOM).put(submission())
    assert list(tmp_path.rglob("*")) == []


@pytest.mark.skipif(sys.platform != "linux", reason="needs ulimit -f")
def test_a_full_disk_leaves_no_half_file(inbox, var):
    """The write is cut short by the system; nothing stands under the name, nothing beside it."""
    program = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000));"
        "from pathlib import Path; from gongkai.portal.inbox.sealing import keep;"
        f"keep(Path({str(inbox.folder / 'x.sealed')!r}), b'a' * 5000)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert "File too large" in done.stderr
    assert list(inbox.folder.iterdir()) == []


def test_a_file_is_replaced_whole(tmp_path):
    keep(tmp_path / "a" / "x", b"old")
    keep(tmp_path / "a" / "x", b"new")
    assert [(path.name, path.read_bytes()) for path in (tmp_path / "a").iterdir()] == [("x", b"new")]


def test_the_private_key_is_for_its_owner_alone(var):
    ensure_keys(var)
    assert (var / "inbox.key").stat().st_mode & 0o777 == 0o600
    assert not list((var / "public").rglob("inbox.key"))


def test_keys_once_made_stay(var):
    ensure_keys(var)
    before = (var / "inbox.key").read_bytes(), (var / "public/inbox.pub").read_bytes()
    ensure_keys(var)
    assert before == ((var / "inbox.key").read_bytes(), (var / "public/inbox.pub").read_bytes())
    assert sorted(path.name for path in var.iterdir()) == ["inbox.key", "public"]


def test_many_processes_agree_on_one_pair(var):
    program = "import sys; from pathlib import Path; from gongkai.portal.inbox.keypair import ensure_keys;"
    program += "ensure_keys(Path(sys.argv[1]))"
    running = [subprocess.Popen([sys.executable, "-c", program, str(var)]) for _ in range(4)]
    assert [process.wait() for process in running] == [0] * 4
    assert read_private_key(var / "inbox.key").public_key == public_key_of(var / "public")


def test_a_public_tree_made_anew_gets_its_key_back(var):
    ensure_keys(var)
    before = (var / "public/inbox.pub").read_bytes()
    (var / "public/inbox.pub").unlink()
    ensure_keys(var)
    assert (var / "public/inbox.pub").read_bytes() == before


def test_a_lost_private_key_is_not_replaced_in_silence(var):
    ensure_keys(var)
    (var / "inbox.key").unlink()
    with pytest.raises(PortalError, match="备份"):
        ensure_keys(var)
    assert not (var / "inbox.key").exists()


def test_keys_that_are_no_pair_are_named(var):
    ensure_keys(var)
    (var / "inbox.key").rename(var / "old.key")
    (var / "public/inbox.pub").rename(var / "old.pub")
    ensure_keys(var)
    (var / "old.pub").rename(var / "public/inbox.pub")
    with pytest.raises(PortalError, match="不是一对"):
        ensure_keys(var)


@pytest.mark.parametrize("content", [b"", b"xyz", b"00" * 31, b"\xff" * 64])
def test_a_damaged_private_key_is_named(var, content):
    (var / "inbox.key").write_bytes(content)
    with pytest.raises(PortalError, match="已损坏"):
        read_private_key(var / "inbox.key")


def test_a_missing_private_key_is_named(var):
    with pytest.raises(PortalError, match="gongkai migrate"):
        read_private_key(var / "inbox.key")


def test_a_file_for_another_key_or_under_another_name_is_not_read(inbox, var):
    inbox.put(submission())
    place = waiting(inbox.folder)[0]
    with pytest.raises(UnreadableError, match="公钥"):
        read_sealed(place, PrivateKey.generate())
    other = Path(place.rename(place.with_name(f"{'0' * 32}.sealed")))
    with pytest.raises(UnreadableError, match="文件名"):
        read_sealed(other, read_private_key(var / "inbox.key"))
