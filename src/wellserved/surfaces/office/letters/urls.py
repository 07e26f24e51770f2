from django.urls import path

from wellserved.surfaces.office.letters import letter, listed

urlpatterns = [
    path("", listed.letters, name="letters"),
    path("wishes/", listed.wishes, name="letter_wishes"),
    path("<int:letter_id>/", letter.letter, name="letter"),
    path("<int:letter_id>/paper/", letter.paper, name="letter_paper"),
]
