from django.urls import path

from wellserved.surfaces.office.letters import letter, listed, preview

urlpatterns = [
    path("", listed.letters, name="letters"),
    path("wishes/", listed.wishes, name="letter_wishes"),
    path("preview/", preview.preview, name="letter_preview"),
    path("<int:letter_id>/", letter.letter, name="letter"),
    path("<int:letter_id>/paper/", letter.paper, name="letter_paper"),
    path("<int:letter_id>/copies/", letter.copy, name="letter_copy"),
]
