from django.db import migrations

from gongkai.bodies.guards import delete_unless, fixed, insert_unless, never_replaced, update_unless


def frozen(row: str) -> str:
    """The report of this row is frozen: it was found in order, or published. `row` is OLD or NEW."""
    return f"(SELECT r.frozen_on FROM annual_annualreport r WHERE r.id = {row}.report_id) IS NOT NULL"  # noqa: S608


# A frozen report is opened again in one way: it was accepted, not yet published, and is sent back.
OPENED_OTHERWISE = """
    OLD.frozen_on IS NOT NULL AND (NEW.frozen_on IS NULL OR NEW.frozen_on <> OLD.frozen_on)
    AND NOT (OLD.state = 'accepted' AND NEW.state = 'returned' AND NEW.frozen_on IS NULL)
"""


class Migration(migrations.Migration):
    dependencies = [("annual", "0001_initial")]

    operations = [
        *fixed(
            "annual_annualreport",
            *(
                "id",
                "body_id",
                "year",
                "outline",
                "state",
                "handed_on",
                "handed_by_id",
                "accepted_on",
                "frozen_on",
            ),
            *("published_on", "item_id"),
            when="OLD.state = 'published'",
            part="published",
        ),
        update_unless("annual_annualreport", "report_opened_otherwise", OPENED_OTHERWISE),
        delete_unless("annual_annualreport", "report_frozen_stays", "OLD.frozen_on IS NOT NULL"),
        never_replaced("annual_annualreport", "id", "body_id,year", "item_id"),
        *(
            operation
            for table, key in (("frozencell", "key"), ("reportsection", "position"))
            for operation in (
                insert_unless(f"annual_{table}", f"{table}_added_after_freezing", frozen("NEW")),
                update_unless(
                    f"annual_{table}",
                    f"{table}_changed_after_freezing",
                    f"{frozen('OLD')} OR {frozen('NEW')}",
                ),
                delete_unless(f"annual_{table}", f"{table}_removed_after_freezing", frozen("OLD")),
                never_replaced(f"annual_{table}", "id", f"report_id,{key}"),
            )
        ),
    ]
