"""Every setting that the environment may give, in one table; `docs/settings.md` is generated from it."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


@dataclass(frozen=True, slots=True)
class Setting:
    """One environment variable: `kind` is path, port, number, text, url or flag."""

    name: str
    default: str
    kind: str
    meaning: str


SETTINGS: tuple[Setting, ...] = (
    Setting("GONGKAI_VAR", "var", "path", "All data: database, files, public tree, logs, secret key."),
    Setting("GONGKAI_HOST", "127.0.0.1", "text", "Address that both servers listen on."),
    Setting("GONGKAI_DESK_PORT", "8000", "port", "Port of the desk (back office)."),
    Setting("GONGKAI_PUBLIC_PORT", "8080", "port", "Port of the public server."),
    Setting(
        "DATABASE_URL", "", "url", "postgresql://user:password@host:port/name; empty: SQLite in GONGKAI_VAR."
    ),
    Setting(
        "GONGKAI_SECRET_KEY", "", "text", "Signing key of sessions; empty: made once and kept in GONGKAI_VAR."
    ),
    Setting(
        "GONGKAI_ALLOWED_HOSTS",
        "127.0.0.1,localhost,[::1]",
        "text",
        "Host names the desk answers to, by comma.",
    ),
    Setting("GONGKAI_SECURE", "0", "flag", "1 behind TLS: cookies are sent over HTTPS only."),
    Setting(
        "GONGKAI_PROXIES",
        "",
        "text",
        "Addresses or networks of the proxies before the servers, by comma: only their X-Forwarded-For is believed.",
    ),
    Setting("GONGKAI_APPLY_MEGABYTES", "20", "number", "Largest application on the web, its files included."),
    Setting("GONGKAI_APPLY_FILES", "5", "number", "Most files with one application."),
    Setting(
        "GONGKAI_APPLY_HOURLY", "20", "number", "Applications, and look-ups, from one address in an hour."
    ),
    Setting(
        "GONGKAI_APPLY_HOURLY_ALL", "600", "number", "Applications, and look-ups, in an hour altogether."
    ),
    Setting("GONGKAI_INBOX_FILES", "2000", "number", "Sealed applications that may wait for the desk."),
    Setting("GONGKAI_INBOX_MEGABYTES", "2048", "number", "Room for the sealed applications that wait."),
    Setting(
        "GONGKAI_REFUSED_DAYS",
        "180",
        "number",
        "Days for which a submission that could not be opened is kept in the inbox.",
    ),
)

_LARGEST_NUMBER = 1_000_000
_DEFAULTS = {setting.name: setting.default for setting in SETTINGS}


class ConfigurationError(ValueError):
    """A setting cannot be used: the sentence names the variable and what it should hold."""


def value_of(name: str) -> str:
    """The setting from the environment, or its default; an unknown name is a programming error (KeyError)."""
    default = _DEFAULTS[name]
    return os.environ.get(name) or default


def var_dir() -> Path:
    return Path(value_of("GONGKAI_VAR")).expanduser().resolve()


def calendar_dir() -> Path:
    """Where an office puts next year's notice before a release brings it: YYYY.json."""
    return var_dir() / "law" / "calendar"


def public_dir() -> Path:
    return var_dir() / "public"


def port_of(name: str) -> int:
    text = value_of(name)
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):  # noqa: PLR2004 - the range of ports
        raise ConfigurationError(f"环境变量 {name} 的值“{text}”不是端口号，请填写 1 至 65535 之间的整数。")
    return int(text)


def number_of(name: str) -> int:
    """A whole number from 1 to 1,000,000.

    Raises:
        ConfigurationError: it is something else.
    """
    text = value_of(name)
    if not (text.isascii() and text.isdigit() and 0 < int(text[:8]) <= _LARGEST_NUMBER and len(text) < 8):  # noqa: PLR2004 - digits
        raise ConfigurationError(f"环境变量 {name} 的值“{text}”不合要求，请填写 1 至 1000000 之间的整数。")
    return int(text)


def secret_key() -> str:
    """The key given, or the one kept in GONGKAI_VAR; made on first use, readable by the owner alone."""
    given = value_of("GONGKAI_SECRET_KEY")
    if given:
        return given
    path = var_dir() / "secret.key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"secret.key.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48), encoding="ascii")
        try:
            os.link(draft, path)  # the first process wins; the others read its key
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text(encoding="ascii")


def database() -> dict[str, Any]:
    """The Django settings of the one database."""
    url = value_of("DATABASE_URL")
    return _postgres(url) if url else _sqlite()


def _sqlite() -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(var_dir() / "db.sqlite3"),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        },
    }


def _postgres(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise ConfigurationError(
            "环境变量 DATABASE_URL 应形如 postgresql://用户:口令@主机:端口/库名；留空则使用 SQLite。"
        )
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or options.pop("port", "")),
        "OPTIONS": options,
    }


def reader(base: dict[str, Any]) -> dict[str, Any]:
    """The same database for readers that need one unmoving view: a read transaction that takes no write lock."""
    options = dict(base["OPTIONS"])
    if base["ENGINE"].endswith("sqlite3"):
        options["transaction_mode"] = "DEFERRED"
    else:
        options["isolation_level"] = 3  # REPEATABLE READ in psycopg's numbering
    return {**base, "OPTIONS": options, "TEST": {"MIRROR": "default"}}
