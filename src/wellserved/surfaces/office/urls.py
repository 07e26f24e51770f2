from django.urls import path

from wellserved.surfaces.office.style import style

urlpatterns = [
    path("style/", style, name="office_style"),
]
