from django.urls import path

from wellserved.surfaces.office.themes import changes, listed

urlpatterns = [
    path("", listed.themes, name="themes"),
    path("<int:theme_id>/name/", changes.name, name="theme_name"),
    path("<int:theme_id>/pin/", changes.pin, name="theme_pin"),
    path("<int:theme_id>/hiding/", changes.hide, name="theme_hide"),
    path("<int:theme_id>/merging/", changes.merge, name="theme_merge"),
    path("<int:theme_id>/dividing/", changes.divide, name="theme_divide"),
    path("<int:theme_id>/texts/", changes.text, name="theme_text"),
]
