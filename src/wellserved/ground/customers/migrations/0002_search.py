from django.db import migrations

from wellserved.ground.customers.finding import ADDRESSES, NAMES


class Migration(migrations.Migration):
    dependencies = [("customers", "0001_initial")]

    operations = [NAMES.migration(), ADDRESSES.migration()]
