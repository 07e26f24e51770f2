from django.urls import path

from wellserved.surfaces.office.drivers.page import drivers

urlpatterns = [path("", drivers, name="drivers")]
