from django.db import migrations, models

CHANGED = """
    UPDATE records_record SET state = 'correcting'
    WHERE state IN ('published', 'corrected') AND EXISTS (
        SELECT 1
        FROM publication_standing AS standing
        JOIN publication_publicact AS published ON published.sequence = standing.edition_id
        JOIN publication_item AS item ON item.id = standing.item_id
        JOIN bodies_auditrow AS row ON row.subject = item.path AND row.at > published.at
        WHERE standing.item_id = records_record.item_id AND (
            row.act IN ('record.attach', 'record.detach') OR (row.act = 'record.edit' AND row.new <> '{}')
        )
    )
"""
IN_LISTS = """
    UPDATE records_recordline SET state = 'correcting'
    WHERE record_id IN (SELECT id FROM records_record WHERE state = 'correcting')
"""


class Migration(migrations.Migration):
    """更正中: what was changed since it was published, by the audit trail, and not submitted yet."""

    dependencies = [
        ("records", "0003_lines_in_order"),
        ("publication", "0002_guards"),
        ("bodies", "0002_guards"),
    ]

    operations = [
        migrations.AlterField(
            model_name="record",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "草稿"),
                    ("undetermined", "待认定"),
                    ("awaiting_first", "待初审"),
                    ("awaiting_second", "待复审"),
                    ("awaiting_approval", "待批准"),
                    ("returned", "退回修改"),
                    ("ready", "待发布"),
                    ("to_file", "待归档"),
                    ("published", "已发布"),
                    ("correcting", "更正中"),
                    ("corrected", "已更正"),
                    ("withdrawn", "已撤回"),
                    ("filed", "已归档"),
                ],
                default="draft",
                max_length=20,
                verbose_name="状态",
            ),
        ),
        migrations.AlterField(
            model_name="recordline",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "草稿"),
                    ("undetermined", "待认定"),
                    ("awaiting_first", "待初审"),
                    ("awaiting_second", "待复审"),
                    ("awaiting_approval", "待批准"),
                    ("returned", "退回修改"),
                    ("ready", "待发布"),
                    ("to_file", "待归档"),
                    ("published", "已发布"),
                    ("correcting", "更正中"),
                    ("corrected", "已更正"),
                    ("withdrawn", "已撤回"),
                    ("filed", "已归档"),
                ],
                max_length=20,
            ),
        ),
        migrations.RunSQL(CHANGED, migrations.RunSQL.noop),
        migrations.RunSQL(IN_LISTS, migrations.RunSQL.noop),
    ]
