from django.urls import path

from wellserved.surfaces.hooks import mail

urlpatterns = [
    path("mail/<slug:provider>/<int:mailbox_id>/", mail.mail, name="mail_hook"),
    # Mailgun sends the mail itself, and not what it makes of it, only to addresses that end so.
    path("mail/<slug:provider>/<int:mailbox_id>/mime", mail.mail, name="mail_hook_mime"),
]
