from django.urls import path
from django.views.generic import RedirectView

from wellserved.surfaces.office.behind import behind
from wellserved.surfaces.office.quality import quality
from wellserved.surfaces.office.style import style

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="quality")),
    path("quality/", quality, name="quality"),
    path("quality/behind/", behind, name="behind"),
    path("style/", style, name="office_style"),
]
