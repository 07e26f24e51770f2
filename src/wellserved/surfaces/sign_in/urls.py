from django.urls import include, path

from wellserved.surfaces.sign_in.link import link

urlpatterns = [
    path("sign-in/<str:secret>/", link, name="sign_in_link"),
    path("accounts/", include("allauth.urls")),
]
