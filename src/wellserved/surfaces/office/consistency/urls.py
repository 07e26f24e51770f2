from django.urls import path

from wellserved.surfaces.office.consistency.page import consistency

urlpatterns = [path("", consistency, name="consistency")]
