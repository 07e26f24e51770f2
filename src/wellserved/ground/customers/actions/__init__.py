"""Every write about a customer."""

from wellserved.ground.customers.actions.erasing import ask_erasure, erase, note_files, sweep, take_back_erasure
from wellserved.ground.customers.actions.knowing import (
    belong_to,
    describe,
    forget_preference,
    note_given,
    note_preference,
    put_in_group,
    recognise,
    take_out_of_group,
)
from wellserved.ground.customers.actions.merging import CALLED, give_back, merge, part, take_along

__all__ = [
    "CALLED",
    "ask_erasure",
    "belong_to",
    "describe",
    "erase",
    "forget_preference",
    "give_back",
    "merge",
    "note_files",
    "note_given",
    "note_preference",
    "part",
    "put_in_group",
    "recognise",
    "sweep",
    "take_along",
    "take_back_erasure",
    "take_out_of_group",
]
