from django.urls import path

from wellserved.surfaces.setup import wizard

urlpatterns = [
    path("setup/<str:secret>/", wizard.begin, name="setup"),
    path("setup/<str:secret>/house/", wizard.house, name="setup_house"),
    path("setup/<str:secret>/site/", wizard.site, name="setup_site"),
    path("setup/<str:secret>/mailbox/", wizard.mailbox, name="setup_mailbox"),
    path("setup/<str:secret>/you/", wizard.you, name="setup_you"),
]
