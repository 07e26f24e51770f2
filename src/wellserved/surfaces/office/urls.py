from django.urls import include, path
from django.views.generic import RedirectView

from wellserved.surfaces.office import colleagues, excuses, house, mailboxes, outages, senders, sending, sites, voice
from wellserved.surfaces.office.behind import behind
from wellserved.surfaces.office.inspections import beginning as inspecting
from wellserved.surfaces.office.inspections import listed as inspections
from wellserved.surfaces.office.inspections import result as inspection
from wellserved.surfaces.office.mailbox import consent, page, provider, trial
from wellserved.surfaces.office.quality import quality
from wellserved.surfaces.office.standards import editor, listed, looking, packs, written
from wellserved.surfaces.office.standards.page import page as standard_page
from wellserved.surfaces.office.style import style
from wellserved.surfaces.walking import colleague as walking

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="quality")),
    path("quality/", quality, name="quality"),
    path("quality/behind/", behind, name="behind"),
    path("quality/gaps/", include("wellserved.surfaces.office.gaps.urls")),
    path("quality/consistency/", include("wellserved.surfaces.office.consistency.urls")),
    path("quality/drivers/", include("wellserved.surfaces.office.drivers.urls")),
    path("quality/charts/", include("wellserved.surfaces.office.charts.urls")),
    path("quality/improvements/", include("wellserved.surfaces.office.improvements.urls")),
    path("quality/letters/", include("wellserved.surfaces.office.letters.urls")),
    path("quality/at-risk/", include("wellserved.surfaces.office.retention.urls")),
    path("surveys/", include("wellserved.surfaces.office.surveys.urls")),
    path("inspections/", inspections.inspections, name="inspections"),
    path("inspections/new/", inspecting.new, name="inspection_new"),
    path("inspections/<int:inspection_id>/", inspection.inspection, name="inspection"),
    path("inspections/<int:inspection_id>/discard/", inspection.discard, name="inspection_discard"),
    path(
        "inspections/<int:inspection_id>/photos/<int:photo_id>/<slug:size>/",
        inspection.photo,
        name="inspection_photo",
    ),
    path("inspections/<int:inspection_id>/walk/", walking.walk, name="walk"),
    path("inspections/<int:inspection_id>/walk/worker.js", walking.worker, name="walk_worker"),
    path("inspections/<int:inspection_id>/walk/answers/", walking.answers, name="walk_answers"),
    path("inspections/<int:inspection_id>/walk/photos/", walking.photos, name="walk_photos"),
    path("inspections/<int:inspection_id>/walk/end/", walking.end, name="walk_end"),
    path("suggestions/", include("wellserved.surfaces.office.suggestions.urls")),
    path("themes/", include("wellserved.surfaces.office.themes.urls")),
    path("recovery/", include("wellserved.surfaces.office.recovery.urls")),
    path("measurements/<int:measurement_id>/excuse/", excuses.excuse, name="excuse"),
    path("excuses/<int:excuse_id>/withdraw/", excuses.withdraw, name="excuse_withdraw"),
    path("standards/<slug:key>/", standard_page, name="standard_page"),
    path("settings/", RedirectView.as_view(pattern_name="settings_sites"), name="settings"),
    path("settings/sites/", sites.sites, name="settings_sites"),
    path("settings/sites/<int:site_id>/", sites.site, name="settings_site"),
    path("settings/sites/<int:site_id>/description/", sites.description, name="settings_description"),
    path("settings/sites/<int:site_id>/outages/", outages.declare, name="settings_outages"),
    path("settings/sites/<int:site_id>/outages/<int:outage_id>/end/", outages.end, name="settings_outage_end"),
    path(
        "settings/sites/<int:site_id>/outages/<int:outage_id>/withdraw/",
        outages.withdraw,
        name="settings_outage_withdraw",
    ),
    path("settings/sites/<int:site_id>/teams/", sites.teams, name="settings_teams"),
    path("settings/sites/<int:site_id>/voice/", voice.voice, name="settings_voice"),
    path("settings/sites/<int:site_id>/voice/preview/", voice.preview, name="settings_voice_preview"),
    path("settings/sites/<int:site_id>/voice/sample/", voice.sample, name="settings_voice_sample"),
    path("settings/house/voice/", voice.voice, name="settings_house_voice"),
    path("settings/house/voice/preview/", voice.preview, name="settings_house_voice_preview"),
    path("settings/house/voice/sample/", voice.sample, name="settings_house_voice_sample"),
    path("settings/mailboxes/", mailboxes.mailboxes, name="settings_mailboxes"),
    path("settings/mailboxes/sending/", sending.domains, name="settings_sending"),
    path("settings/mailboxes/sending/<str:domain>/", sending.domain, name="settings_sending_domain"),
    path("settings/mailboxes/sending/<str:domain>/keys/", sending.keys, name="settings_signing_keys"),
    path("settings/mailboxes/sending/<str:domain>/keys/<slug:selector>/", sending.key, name="settings_signing_key"),
    path("settings/mailboxes/<int:mailbox_id>/", page.mailbox, name="settings_mailbox"),
    path("settings/mailboxes/<int:mailbox_id>/trial/", trial.trial, name="settings_mailbox_trial"),
    path("settings/mailboxes/<int:mailbox_id>/oauth/", consent.consent, name="settings_mailbox_oauth"),
    path(
        "settings/mailboxes/<int:mailbox_id>/oauth/<slug:provider>/",
        consent.application,
        name="settings_mailbox_application",
    ),
    path(
        "settings/mailboxes/<int:mailbox_id>/provider/<slug:provider>/",
        provider.provider,
        name="settings_mailbox_provider",
    ),
    path("settings/colleagues/", colleagues.colleagues, name="settings_colleagues"),
    path("settings/colleagues/<int:staff_id>/", colleagues.colleague, name="settings_colleague"),
    path("settings/colleagues/<int:staff_id>/activity/", colleagues.activity, name="settings_activity"),
    path("settings/colleagues/<int:staff_id>/invitation/", colleagues.invitation, name="settings_invitation"),
    path("settings/standards/", listed.standards, name="settings_standards"),
    path("settings/standards/new/", editor.new, name="settings_standard_new"),
    path("settings/standards/new/look/", looking.look, name="settings_standard_look_new"),
    path("settings/standards/new/rule/", looking.fields, name="settings_standard_rule"),
    path("settings/standards/packs/", packs.listed, name="settings_packs"),
    path("settings/standards/packs/write/", written.write, name="settings_pack_write"),
    path("settings/standards/packs/write/told/", written.told, name="settings_pack_told"),
    path("settings/standards/packs/house.toml", written.download, name="settings_pack_download"),
    path("settings/standards/packs/<slug:name>/", packs.pack, name="settings_pack"),
    path("settings/standards/packs/<slug:name>/change/", packs.change, name="settings_pack_change"),
    path("settings/standards/packs/<slug:name>/retire/", packs.retire, name="settings_pack_retire"),
    path("settings/standards/<int:standard_id>/", editor.standard, name="settings_standard"),
    path("settings/standards/<int:standard_id>/look/", looking.look, name="settings_standard_look"),
    path("settings/standards/<int:standard_id>/plan/", listed.take_back, name="settings_standard_plan"),
    path("settings/standards/<int:standard_id>/end/", listed.end, name="settings_standard_end"),
    path("settings/senders/", senders.senders, name="settings_senders"),
    path("settings/senders/<int:rule_id>/", senders.sender, name="settings_sender"),
    path("settings/house/", house.house, name="settings_house"),
    path("style/", style, name="office_style"),
]
