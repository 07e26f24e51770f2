from django.db import migrations

class Migration(migrations.Migration):
    initial = True
    dependencies = [('conversations', '0001_initial')]
    operations = []
