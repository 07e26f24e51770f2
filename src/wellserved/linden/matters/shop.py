"""What customers of the online shop write."""

from wellserved.linden.matters.matter import Matter, Turn

SHOP_MATTERS = (
    Matter(
        "missing parcel",
        weight=4,
        subjects=("Where is order {order}?", "Parcel has not arrived"),
        openings=(
            "order {order} was to arrive on {date}, but nothing has come. The courier's page only says that the "
            "parcel is on its way. It is a present.",
            "the courier says that my parcel {order} was handed to a neighbour. I have asked all of them. Nobody "
            "has it.",
        ),
        answers=(
            "I am sorry that you have to chase it. The parcel has been lying in the depot since Tuesday; I have "
            "asked the courier to bring it tomorrow before noon, and will look myself whether they do.",
            "That must be annoying. I am not going to make you wait for the courier's search: a second parcel leaves "
            "us today. Should the first one turn up, please keep it or give it away.",
        ),
        turns=(
            Turn(
                "Still nothing today, I am afraid.",
                "Then we stop waiting: a new parcel has just left with another courier, and arrives tomorrow.",
            ),
            Turn("It has just come. Thank you for your help!", "What a relief. Enjoy every jar of it."),
        ),
        notes=("Courier's reference 77-310-C; third one lost in that depot this month.",),
        patience_hours=6,
        sting=0.6,
    ),
    Matter(
        "broken jar",
        weight=2,
        subjects=("Broken jar in order {order}", "Damaged parcel"),
        openings=(
            "one jar of {item} in order {order} was broken, and everything else is sticky. A picture is attached.",
            "sadly {item} did not survive the journey. The box was soft on one side.",
        ),
        answers=(
            "Oh no. I am sorry for the mess. A new {item} is on its way, and you need not send anything back.",
            "Thank you for the picture; it helps us to show the courier what happened. I have sent {item} again, "
            "with more straw this time.",
        ),
        turns=(Turn("That was quick, thank you!", "You are welcome. Enjoy it."),),
        patience_hours=10,
        sting=0.5,
        attachment="parcel.png",
    ),
    Matter(
        "allergens",
        weight=1.5,
        subjects=("Does {item} contain nuts?", "Ingredients of {item}"),
        openings=(
            "is {item} made in a place where nuts are handled as well? My grandson is allergic.",
            "I cannot find the ingredients of {item} on your pages. Is it vegan?",
        ),
        answers=(
            "Thank you for asking before eating: {item} is made without nuts, but in the same kitchen as the almond "
            "biscuits, so we would not give it to somebody with a strong allergy.",
        ),
        turns=(
            Turn(
                "Good to know. Is there something that is safe for him?",
                "All teas and the honeys are: they are packed in a house of their own.",
            ),
        ),
        patience_hours=12,
    ),
    Matter(
        "changing an order",
        weight=2,
        subjects=("Change of address for order {order}", "Add to my order"),
        openings=(
            "I have just placed order {order} with my old address. Could you send it to the new one instead?",
            "may I still add {item} to order {order}?",
        ),
        answers=(
            "Just in time: the parcel was on the packing table. It now carries the new address.",
            "You may, and I have put it in. The difference is a few pence, let us forget about it.",
        ),
        turns=(Turn("Thank you, that is kind.", "Our pleasure."),),
        patience_hours=3,
    ),
    Matter(
        "return",
        weight=1.8,
        subjects=("Returning {item}", "Refund for order {order}"),
        openings=(
            "I ordered {item} twice by mistake. How can I send one back?",
            "I sent order {order} back on {date} and have not seen the money yet.",
        ),
        answers=(
            "That happens. Please use the label that I have attached; the money is back on your card two days after "
            "the parcel reaches us.",
            "Your return has reached us, and somebody should have told you. The money left us this morning.",
        ),
        turns=(
            Turn("The label does not open.", "Here it is again in another form. If it fails, we collect the parcel."),
        ),
        notes=("Arrived last week, was put on the wrong shelf. Talked with Returns.",),
        patience_hours=16,
        sting=0.3,
    ),
    Matter(
        "larger order",
        weight=1,
        subjects=("Sixty gift boxes", "Order for our office"),
        openings=(
            "we would like to give about sixty of our clients a box with {item} at the end of the year. Could you "
            "make us an offer, with a card in each?",
        ),
        answers=(
            "With great pleasure. For sixty boxes with {item} and a card I can offer 19.50 each, delivered. Shall I "
            "send you one to taste?",
        ),
        turns=(
            Turn("Yes please. And could the ribbon be green?", "It can. The sample leaves us today, in green."),
            Turn("Our budget is 17 each.", "With a slightly smaller box it works. I have attached the offer."),
        ),
        notes=("Margin at 17 is thin, but they came back two years in a row. Agreed with Elsie.",),
        patience_hours=10,
    ),
    Matter(
        "praise",
        weight=1.2,
        subjects=("{item}!",),
        openings=("we had {item} for breakfast and nobody spoke for five minutes. Thank you.",),
        answers=("Silence at breakfast is the finest praise. I will tell the kitchen.",),
        patience_hours=40,
        sting=-0.8,
    ),
    Matter(
        "double charge",
        weight=0.9,
        subjects=("Charged twice for order {order}",),
        openings=("my card was charged twice for order {order}. Please put that right quickly, my month is tight.",),
        answers=(
            "I am sorry for the fright. The second amount was only reserved, never taken; I have had it released, "
            "and your bank should show it tomorrow. Write to me directly if it does not.",
        ),
        turns=(Turn("It is gone, thank you.", "Good. Thank you for your patience."),),
        patience_hours=4,
        sting=0.8,
    ),
)
