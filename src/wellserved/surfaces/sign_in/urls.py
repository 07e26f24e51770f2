from django.urls import include, path

from wellserved.surfaces.look import not_found as elsewhere
from wellserved.surfaces.sign_in.link import link

urlpatterns = [
    path("sign-in/<str:secret>/", link, name="sign_in_link"),
    # What allauth offers beyond signing in is not here: colleagues are managed in the office.
    *(path(f"accounts/{page}", elsewhere) for page in ("email/", "confirm-email/")),
    path("accounts/", include("allauth.urls")),
]
