from django.urls import path

from wellserved.surfaces.office.retention import caring
from wellserved.surfaces.office.retention.at_risk import at_risk

urlpatterns = [
    path("", at_risk, name="at_risk"),
    path("caring/", caring.care, name="caring"),
    path("caring/<int:caring_id>/withdrawal/", caring.take_back, name="caring_withdrawal"),
]
