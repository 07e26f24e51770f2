from django.urls import URLPattern, URLResolver, include, path

from wellserved.surfaces import downloads, look
from wellserved.surfaces.api.v1 import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", api.urls),
    path("files/<str:signed>/", downloads.file, name="file"),
    path("look/<slug:fingerprint>.css", look.styles, name="stylesheet"),
    path("desk/", include("wellserved.surfaces.desk.urls")),
    path("hooks/", include("wellserved.surfaces.hooks.urls")),
    path("office/", include("wellserved.surfaces.office.urls")),
    path("", include("wellserved.surfaces.sign_in.urls")),
    path("", include("wellserved.surfaces.setup.urls")),
    path("", include("wellserved.surfaces.counter.urls")),
]

handler400, handler403, handler404, handler500 = look.bad_request, look.not_allowed, look.not_found, look.fault
