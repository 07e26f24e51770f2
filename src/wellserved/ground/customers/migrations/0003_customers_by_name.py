from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0002_search"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="customer",
            index=models.Index(fields=["name"], name="customers_by_name"),
        ),
    ]
