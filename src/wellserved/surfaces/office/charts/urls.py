from django.urls import path

from wellserved.surfaces.office.charts import annotations
from wellserved.surfaces.office.charts.listed import charts
from wellserved.surfaces.office.charts.page import chart

urlpatterns = [
    path("", charts, name="charts"),
    path("annotations/", annotations.add, name="annotations"),
    path("annotations/<int:annotation_id>/", annotations.correct, name="annotation"),
    path("annotations/<int:annotation_id>/remove/", annotations.remove, name="annotation_remove"),
    path("annotations/<int:annotation_id>/undo/", annotations.undo, name="annotation_undo"),
    path("<slug:kind>/<slug:name>/", chart, name="chart"),
]
