"""The jobs behind `later` reactions."""

from wellserved.ground.jobs.registry import register
from wellserved.ground.journal.actions import REACT, react

register(REACT, react)
