from django.db import migrations

from wellserved.serving.conversations.finding import WORDS


class Migration(migrations.Migration):
    dependencies = [("conversations", "0001_initial")]

    operations = [WORDS.migration()]
