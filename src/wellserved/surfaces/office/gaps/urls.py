from django.urls import path

from wellserved.surfaces.office.gaps.believing import believe
from wellserved.surfaces.office.gaps.page import gaps

urlpatterns = [
    path("", gaps, name="gaps"),
    path("beliefs/", believe, name="gaps_beliefs"),
]
