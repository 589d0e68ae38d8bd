"""A 催办单 as a Word file: what its page says, with every ground that it urges."""

from __future__ import annotations

from gongkai.law.wording import plain_date
from gongkai.oversight.grounds import Ground, read
from gongkai.oversight.models import Reminder
from gongkai.oversight.printing import Letter, Part, letter_file

TITLE = "政务公开工作催办单"


def reminder_word(reminder: Reminder, body_name: str, notice: str) -> bytes:
    """Load `issuer` with the row."""
    letter = Letter(
        title=TITLE,
        salutation=f"{body_name}：",
        paragraphs=(
            *reminder.matter.splitlines(),
            f"请于{plain_date(reminder.due_on)}前办结，并将办理情况在系统中反馈。",
        ),
        signature=(reminder.issuer.display_name, plain_date(reminder.issued_on)),
        parts=[_part(ground) for ground in read(reminder.grounds)],
    )
    return letter_file(letter, notice)


def _part(ground: Ground) -> Part:
    rows = [
        (
            f"{item.title}（{item.note}）" if item.note else item.title,
            plain_date(item.day) if item.day else "未登记",
        )
        for item in ground.items
    ]
    further = f"另有{ground.further}{ground.measure_word}未列出。" if ground.further else ""
    return Part(ground.title, ("事项", ground.day_name), rows, "", further)
