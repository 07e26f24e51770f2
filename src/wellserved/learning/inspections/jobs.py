"""No jobs of its own: what was photographed is kept by those of others."""

from wellserved.ground import files
from wellserved.learning.inspections.reads import photos_held

files.held_by("inspections", photos_held)
