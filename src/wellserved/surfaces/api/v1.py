"""Version 1 of the API; its description is at /api/v1/openapi.json."""

from ninja import NinjaAPI

from wellserved.surfaces.api import (
    closure,
    conversations,
    customers,
    invitations,
    measurements,
    messages,
    moments,
    participants,
    quality,
    sites,
)
from wellserved.surfaces.api.bearer import Token
from wellserved.surfaces.api.problems import tell_problems

api = NinjaAPI(
    title="Wellserved",
    version="1",
    description=(
        "A token acts as one colleague: `wellserved token EMAIL` prints one; send it as `Authorization: Bearer`.\n"
        "Lists are read page by page: give `next` as `after`. Send an `Idempotency-Key` with every write, a new one "
        "for each: repeated within two days, it is done once and answered alike. Problems are "
        "`application/problem+json`. Times are ISO 8601 in UTC."
    ),
    auth=Token(),
    docs_url=None,  # its page would load scripts from elsewhere
    urls_namespace="api-1",
)
tell_problems(api)
api.add_router("/sites", sites.router)
api.add_router("/conversations", conversations.router)
api.add_router("/conversations", messages.router)
api.add_router("/conversations", closure.router)
api.add_router("/conversations", invitations.router)
api.add_router("/conversations", participants.router)
api.add_router("/conversations", measurements.router)
api.add_router("/conversations", moments.router)
api.add_router("/contacts", moments.contacts)
api.add_router("/invitations", invitations.invitations)
api.add_router("/customers", customers.router)
api.add_router("/quality", quality.router)
