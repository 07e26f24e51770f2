from django.urls import path

from wellserved.surfaces.desk.assignee import assignee
from wellserved.surfaces.desk.beginning import beginning
from wellserved.surfaces.desk.closure import closure
from wellserved.surfaces.desk.conversation import by_reference, conversation
from wellserved.surfaces.desk.customer import customer
from wellserved.surfaces.desk.customers import description, preference, preferences
from wellserved.surfaces.desk.delivery import delivery
from wellserved.surfaces.desk.erasure import erasure
from wellserved.surfaces.desk.files import attachment, beginning_of_file, infected, raw
from wellserved.surfaces.desk.first_steps import page as first_steps
from wellserved.surfaces.desk.groups import groups
from wellserved.surfaces.desk.inbox import inbox
from wellserved.surfaces.desk.invitations import invitation
from wellserved.surfaces.desk.joining import joining
from wellserved.surfaces.desk.merging import merging
from wellserved.surfaces.desk.messages import message, messages
from wellserved.surfaces.desk.moments import contacts, moments
from wellserved.surfaces.desk.notes import notes
from wellserved.surfaces.desk.original import held_original, held_raw, original
from wellserved.surfaces.desk.people import everybody, person, whose
from wellserved.surfaces.desk.personal_data import data
from wellserved.surfaces.desk.pictures import remote, trust
from wellserved.surfaces.desk.praise import praise, thanks
from wellserved.surfaces.desk.quarantine import mail, quarantine
from wellserved.surfaces.desk.search import search
from wellserved.surfaces.desk.spam import spam
from wellserved.surfaces.desk.stream_ticket import stream_ticket
from wellserved.surfaces.desk.topic import topic
from wellserved.surfaces.desk.waiting import waiting
from wellserved.surfaces.desk.written import written

app_name = "desk"
SOMEBODY = "customers/<int:customer_id>/"
HERE = "conversations/<int:id>/"
urlpatterns = [
    path("", inbox, name="inbox"),
    path("first-steps/", first_steps, name="first_steps"),
    path("new/", beginning, name="new"),
    path("contacts/", contacts, name="contacts"),
    path("praise/", praise, name="praise"),
    path("praise/<int:thanks_id>/", thanks, name="thanks"),
    path("search/", search, name="search"),
    path("stream-ticket/", stream_ticket, name="stream_ticket"),
    path("quarantine/", quarantine, name="quarantine"),
    path("quarantine/<int:mail_id>/original/", held_original, name="held_original"),
    path("quarantine/<int:mail_id>/raw/", held_raw, name="held_raw"),
    path("infected/", infected, name="infected"),
    path("pictures/<str:signed>/", remote, name="picture"),
    path("quarantine/<int:mail_id>/", mail, name="quarantined_mail"),
    path("references/<str:reference>/", by_reference, name="reference"),
    path(SOMEBODY, customer, name="customer"),
    path(f"{SOMEBODY}data/", data, name="data"),
    path(f"{SOMEBODY}merging/", merging, name="merging"),
    path(f"{SOMEBODY}erasure/", erasure, name="erasure"),
    path(HERE, conversation, name="conversation"),
    path(f"{HERE}messages/", messages, name="messages"),
    path(f"{HERE}messages/<int:message_id>/", message, name="message"),
    path(f"{HERE}messages/<int:message_id>/delivery/", delivery, name="delivery"),
    path(f"{HERE}messages/<int:message_id>/written/", written, name="written"),
    path(f"{HERE}messages/<int:message_id>/original/", original, name="original"),
    path(f"{HERE}messages/<int:message_id>/pictures/", trust, name="pictures"),
    path(f"{HERE}messages/<int:message_id>/raw/", raw, name="raw"),
    path(f"{HERE}attachments/<int:attachment_id>/", attachment, name="attachment"),
    path(f"{HERE}attachments/<int:attachment_id>/answer/", invitation, name="invitation"),
    path(f"{HERE}attachments/<int:attachment_id>/beginning/", beginning_of_file, name="beginning"),
    path(f"{HERE}moments/", moments, name="moments"),
    path(f"{HERE}notes/", notes, name="notes"),
    path(f"{HERE}closure/", closure, name="closure"),
    path(f"{HERE}spam/", spam, name="spam"),
    path(f"{HERE}assignee/", assignee, name="assignee"),
    path(f"{HERE}topic/", topic, name="topic"),
    path(f"{HERE}groups/", groups, name="groups"),
    path(f"{HERE}waiting/", waiting, name="waiting"),
    path(f"{HERE}join/", joining, name="joining"),
    path(f"{HERE}people/", everybody, name="people"),
    path(f"{HERE}people/<int:person_id>/", person, name="person"),
    path(f"{HERE}whose/", whose, name="whose"),
    path(f"{HERE}preferences/", preferences, name="preferences"),
    path(f"{HERE}preferences/<int:preference_id>/", preference, name="preference"),
    path(f"{HERE}customer/", description, name="description"),
]
