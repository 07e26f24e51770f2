from django.urls import path

from wellserved.surfaces.office.surveys import editor, listed, pace, places, trial
from wellserved.surfaces.office.surveys.results import results

urlpatterns = [
    path("", listed.surveys, name="surveys"),
    path("new/", listed.new, name="survey_new"),
    path("pace/", pace.pace, name="survey_pace"),
    path("<int:survey_id>/", editor.survey, name="survey_page"),
    path("<int:survey_id>/questions/", editor.questions, name="survey_questions"),
    path("<int:survey_id>/switch/", editor.switch, name="survey_switch"),
    path("<int:survey_id>/preview/", trial.preview, name="survey_preview"),
    path("<int:survey_id>/preview/page/", trial.page, name="survey_tried_page"),
    path("<int:survey_id>/preview/mail/", trial.mail, name="survey_tried_mail"),
    path("<int:survey_id>/sample/", trial.sample, name="survey_sample"),
    path("<int:survey_id>/places/", places.places, name="survey_places"),
    path("<int:survey_id>/places/<int:door_id>/close/", places.close, name="survey_place_close"),
    path("<int:survey_id>/places/<int:door_id>/print/", places.printed, name="survey_place_print"),
    path("<int:survey_id>/places/<int:door_id>/qr.svg", places.code, name="survey_place_code"),
    path("<int:survey_id>/results/", results, name="survey_results"),
]
