from django.urls import path

from wellserved.surfaces.office.improvements import form, steps, suggested
from wellserved.surfaces.office.improvements.listed import improvements
from wellserved.surfaces.office.improvements.page import improvement

urlpatterns = [
    path("", improvements, name="improvements"),
    path("new/", form.new, name="improvement_new"),
    path("<int:improvement_id>/", improvement, name="improvement"),
    path("<int:improvement_id>/change/", form.change, name="improvement_change"),
    path("<int:improvement_id>/begin/", steps.begin, name="improvement_begin"),
    path("<int:improvement_id>/verdict/", steps.conclude, name="improvement_verdict"),
    path("<int:improvement_id>/suggestions/", suggested.join, name="improvement_suggestions"),
    path("<int:improvement_id>/undo/", steps.undo, name="improvement_undo"),
]
