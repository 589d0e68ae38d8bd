import django.db.models.deletion
from django.db import migrations, models

import gongkai.records.keys

FROM_RECORDS = """
    INSERT INTO records_issuedtext (record_id, kind, issuer, legal_character, made_on, ended_on)
    SELECT record.id, record.kind, record.issuer, record.legal_character, record.made_on, record.ended_on
    FROM records_record AS record
    WHERE record.state = 'filed'
    OR EXISTS (SELECT 1 FROM publication_edition AS edition WHERE edition.item_id = record.item_id)
"""


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0004_correcting"),
    ]

    operations = [
        migrations.CreateModel(
            name="IssuedText",
            fields=[
                (
                    "record",
                    gongkai.records.keys.KeyOfRow(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="issued",
                        serialize=False,
                        to="records.record",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("information", "信息"), ("document", "公文"), ("rule", "政府信息公开制度")],
                        max_length=12,
                    ),
                ),
                (
                    "issuer",
                    models.CharField(
                        choices=[
                            ("government", "区政府"),
                            ("government_office", "区政府办公室"),
                            ("body", "本单位"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "legal_character",
                    models.CharField(
                        choices=[("RULE", "规章"), ("NORMATIVE", "行政规范性文件"), ("OTHER", "其他文件")],
                        max_length=10,
                    ),
                ),
                ("made_on", models.DateField()),
                ("ended_on", models.DateField(null=True)),
            ],
            options={
                "verbose_name": "印发文本",
                "base_manager_name": "objects",
            },
        ),
        migrations.RunSQL(FROM_RECORDS, migrations.RunSQL.noop),
    ]
