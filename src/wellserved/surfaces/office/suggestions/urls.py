from django.urls import path

from wellserved.surfaces.office.suggestions import listed, one

urlpatterns = [
    path("", listed.suggestions, name="office_suggestions"),
    path("new/", listed.new, name="suggestion_new"),
    path("responses/<int:response_id>/", listed.from_response, name="suggestion_from_response"),
    path("<int:suggestion_id>/", one.suggestion, name="suggestion"),
    path("<int:suggestion_id>/answer/", one.answer, name="suggestion_answer"),
    path("<int:suggestion_id>/merging/", one.merge, name="suggestion_merge"),
    path("<int:suggestion_id>/parting/", one.part, name="suggestion_part"),
]
