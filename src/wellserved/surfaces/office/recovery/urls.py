from django.urls import path

from wellserved.surfaces.office.recovery import listed, steps

urlpatterns = [
    path("", listed.recoveries, name="recoveries"),
    path("sites/<int:site_id>/terms/", listed.terms, name="recovery_terms"),
    path("<int:recovery_id>/taking/", steps.take, name="recovery_take"),
    path("<int:recovery_id>/return/", steps.give_back, name="recovery_give_back"),
    path("<int:recovery_id>/owner/", steps.hand_over, name="recovery_hand_over"),
    path("<int:recovery_id>/contact/", steps.contact, name="recovery_contact"),
    path("<int:recovery_id>/outcome/", steps.settle, name="recovery_settle"),
    path("<int:recovery_id>/reopening/", steps.reopen, name="recovery_reopen"),
]
