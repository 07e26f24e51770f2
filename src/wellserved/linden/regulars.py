"""Customers whom everybody at the Linden Group knows by name, and what to know before serving them."""

from dataclasses import dataclass

from wellserved.linden import company


@dataclass(frozen=True)
class Regular:
    name: str
    email: str
    site: str  # slug of the site they mostly write to
    company: str = ""
    likes: tuple[str, ...] = ()
    dislikes: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    note: str = ""


REGULARS = (
    Regular(
        "Alice Carter",
        "alice.carter@post.example",
        company.HOUSE,
        likes=("The quiet room at the end of the second floor", "Earl Grey on arrival"),
        dislikes=("Being phoned before ten",),
        needs=("Step-free access",),
        note="Stays every October for the book fair.",
    ),
    Regular(
        "Bob Nakamura",
        "bob.nakamura@harbour-cranes.example",
        company.QUAY,
        company="Harbour Cranes",
        likes=("A table by the window",),
        dislikes=("Feather pillows",),
        needs=("An invoice with the order number of his firm",),
    ),
    Regular(
        "Charlotte Mbeki",
        "charlotte.mbeki@post.example",
        company.MARKET,
        likes=("Rosa, and nobody else, for colour",),
        needs=("A patch test before every colouring: she once had a reaction",),
    ),
    Regular(
        "Dmitri Volkov",
        "dmitri@volkov-bakes.example",
        company.SHOP,
        company="Volkov Bakes",
        likes=("Rye flour in the large sacks",),
        needs=("Delivery before eight in the morning",),
    ),
    Regular(
        "Eleanor Finch",
        "eleanor.finch@post.example",
        company.SHOP,
        dislikes=("Plastic wrapping",),
        needs=("No nuts: a child at home is allergic",),
    ),
    Regular(
        "Farid Rahimi",
        "farid.rahimi@northgate-law.example",
        company.HOUSE,
        company="Northgate Law",
        likes=("A late check-out on Fridays",),
        needs=("Halal breakfast",),
    ),
    Regular(
        "Greta Lindqvist",
        "greta.lindqvist@post.example",
        company.RIVERSIDE,
        likes=("A head massage, however short",),
        dislikes=("Strong scents",),
    ),
    Regular(
        "Hugo Baptiste",
        "hugo.baptiste@post.example",
        company.STATION,
        likes=("The first appointment of the day",),
        needs=("A reminder the day before",),
    ),
)
