"""What customers of each business line write about, and what they are answered.

Texts hold slots that simulated life fills in: {date}, {room}, {service}, {item}, {order} and {colleague}.
"""

from wellserved.linden.company import HAIR, HOTELS, PANTRY
from wellserved.linden.matters.hair import HAIR_MATTERS
from wellserved.linden.matters.hotels import HOTEL_MATTERS
from wellserved.linden.matters.matter import Matter
from wellserved.linden.matters.shop import SHOP_MATTERS

MATTERS: dict[str, tuple[Matter, ...]] = {HOTELS: HOTEL_MATTERS, HAIR: HAIR_MATTERS, PANTRY: SHOP_MATTERS}

__all__ = ["MATTERS", "Matter"]
