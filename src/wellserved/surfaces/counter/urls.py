"""Everything customers see. No page here needs signing in: a link is the key."""

from django.urls import path

from wellserved.surfaces.counter import (
    contact,
    home,
    leaving,
    parcel,
    refusal,
    status,
    suggestions,
    survey,
    survey_answer,
    survey_door,
    survey_kiosk,
    survey_widget,
)
from wellserved.surfaces.walking import guest

urlpatterns = [
    path("", home.page, name="home"),
    path("contact/", contact.choose, name="contact"),
    path("contact/<slug:slug>/", contact.form, name="contact_form"),
    path("contact/<slug:slug>/thanks/<str:token>/", contact.thanks, name="contact_thanks"),
    path("suggest/<slug:slug>/", suggestions.form, name="suggest"),
    path("suggest/<slug:slug>/thanks/", suggestions.thanks, name="suggest_thanks"),
    path("suggestions/<slug:slug>/", suggestions.answered, name="suggestions"),
    path("suggestions/<slug:slug>/<int:suggestion_id>/support/", suggestions.support, name="suggestion_support"),
    path("status/<str:token>/", status.page, name="status"),
    path("status/<str:token>/messages/", status.write, name="status_messages"),
    path("status/<str:token>/closure/", status.close, name="status_closure"),
    path("status/<str:token>/attachments/<int:attachment_id>/", status.attachment, name="status_attachment"),
    path("parcel/<str:token>/", parcel.page, name="parcel"),
    path("u/<str:token>/", leaving.page, name="leaving"),
    path("survey/<str:token>/", survey.page, name="survey"),
    path("survey/<str:token>/answers/", survey.answer, name="survey_answers"),
    path("survey/<str:token>/refusal/", refusal.page, name="survey_refusal"),
    path("ask/<str:token>/", survey_door.page, name="ask"),
    path("ask/<str:token>/answers/", survey_door.answer, name="ask_answers"),
    path("kiosk/<str:token>/", survey_kiosk.page, name="kiosk"),
    path("kiosk/<str:token>/worker.js", survey_kiosk.worker, name="kiosk_worker"),
    path("kiosk/<str:token>/answers/", survey_kiosk.answer, name="kiosk_answers"),
    path("widget/<str:token>.js", survey_widget.script, name="widget_script"),
    path("widget/<str:token>/", survey_widget.page, name="widget"),
    path("widget/<str:token>/answers/", survey_widget.answer, name="widget_answers"),
    path("answer/<str:token>/", survey_answer.page, name="answer"),
    path("answer/<str:token>/changes/", survey_answer.change, name="answer_changes"),
    path("walk/<str:token>/", guest.walk, name="guest_walk"),
    path("walk/<str:token>/worker.js", guest.worker, name="guest_walk_worker"),
    path("walk/<str:token>/answers/", guest.answers, name="guest_walk_answers"),
    path("walk/<str:token>/photos/", guest.photos, name="guest_walk_photos"),
    path("walk/<str:token>/end/", guest.end, name="guest_walk_end"),
]
