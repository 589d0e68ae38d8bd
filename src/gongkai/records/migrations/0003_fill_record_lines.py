from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def fill(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Lines for records from before there were lines, as `records.lines.line_of` makes them."""
    alias = editor.connection.alias
    record, line = apps.get_model("records", "Record"), apps.get_model("records", "RecordLine")
    determined = dict(
        apps.get_model("records", "Determination")
        .objects.using(alias)
        .filter(valid_to=None)
        .values_list("record_id", "attribute")
    )
    rows = record.objects.using(alias).select_related("item").defer("html").order_by("pk")
    line.objects.using(alias).bulk_create(
        (
            line(
                record_id=row.pk,
                body_id=row.body_id,
                kind=row.kind,
                state=row.state,
                attribute=determined.get(row.pk, ""),
                column=row.columns[0] if row.columns else "",
                made_on=row.made_on,
                text=f"{row.title}\n{row.document_number}\n{row.item.index_number}".lower(),
            )
            for row in rows.iterator(500)
        ),
        batch_size=500,
    )


class Migration(migrations.Migration):
    dependencies = [("records", "0002_record_lines")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
