"""What guests write to the two hotels."""

from wellserved.linden.matters.matter import Matter, Turn

HOTEL_MATTERS = (
    Matter(
        "booking",
        weight=5,
        subjects=("A room for {date}", "Do you have a double on {date}?", "Booking for two nights"),
        openings=(
            "we would like to stay for two nights from {date}, two adults. Do you still have {room}, and is "
            "breakfast included?",
            "my sister and I are coming to town on {date}. Could you tell me what {room} would cost for one night, "
            "and whether we can pay on arrival?",
        ),
        answers=(
            "Thank you for thinking of us. {room} is free from {date}, and breakfast is included. Shall I hold it "
            "for you until tomorrow evening? You may pay on arrival.",
            "How nice to hear from you. We do have {room} on {date}; it looks over the garden. If you send me the "
            "names of both guests, I will confirm it at once.",
        ),
        turns=(
            Turn(
                "Wonderful, please book it. We arrive by train, probably around six.",
                "It is booked: you will find the confirmation attached to your next visit, so to speak, under your "
                "own name at the desk. Six is perfect; the kitchen is open until ten.",
            ),
            Turn(
                "That is a little more than we hoped. Is there anything smaller?",
                "There is: the little room under the roof, for a third less. It has a shower instead of a bath. "
                "I have put it aside for you.",
            ),
        ),
        notes=("Second stay this year: offer the upgrade if the corner room stays free.",),
        patience_hours=6,
    ),
    Matter(
        "late check-out",
        weight=3,
        subjects=("Late check-out on {date}", "Can we keep the room a little longer?"),
        openings=(
            "our train leaves at five on {date}. Would it be possible to keep the room until two? We would be happy "
            "to pay for it.",
            "I have a meeting until noon on {date} and would love to change afterwards. Is a later check-out "
            "possible, or somewhere to leave my bags?",
        ),
        answers=(
            "Of course. Your room is yours until two on {date}, with our compliments.",
            "The room is needed at one that day, but until then it is yours. Afterwards we look after your bags, "
            "and you may use the shower by the garden room.",
        ),
        turns=(Turn("Perfect, thank you so much!", "With pleasure. Have a safe journey on {date}."),),
        patience_hours=3,
    ),
    Matter(
        "invoice",
        weight=2,
        subjects=("Invoice for our stay", "Wrong name on the invoice"),
        openings=(
            "could you send me the invoice for our stay on {date} once more, made out to my firm? Our accounts "
            "department cannot use the receipt.",
            "the invoice we got at check-out shows a dinner that we did not have. Could you correct it please?",
        ),
        answers=(
            "Certainly. I have made out the invoice again and attached it; please tell me if anything is still "
            "not as your accounts department wants it.",
            "You are right, and I am sorry: that dinner belongs to the neighbouring room. The corrected invoice is "
            "attached, and the difference is on its way back to your card.",
        ),
        turns=(
            Turn(
                "Thank you. Could you add our order number LH-4471, please?",
                "It is added; the new version is attached.",
            ),
        ),
        notes=("Dinner was booked to 12 instead of 14, see the till of that evening.",),
        patience_hours=20,
        sting=0.3,
    ),
    Matter(
        "noise",
        weight=1.5,
        subjects=("A sleepless night", "Noise during our stay"),
        openings=(
            "we had so looked forward to our stay, but the room on {date} was above the kitchen, and the fans ran "
            "until one. Nobody answered the telephone at the desk. We expected better of you.",
            "the street works under our window began at half past six on {date}. Had we been told, we would have "
            "chosen another night.",
        ),
        answers=(
            "I am truly sorry. You came to rest, and we did not let you. The fans should have been off at eleven; "
            "I have spoken with the kitchen. May I invite you to another night, in a room at the garden?",
            "I am sorry that we did not warn you: we learnt of the works only the evening before, and should have "
            "written at once. I have taken half of the night off your bill.",
        ),
        turns=(
            Turn(
                "Thank you for taking it seriously. We will think about another night.",
                "Please do. The invitation has no date on it; ask for me, {colleague}.",
            ),
            Turn(
                "To be honest half a night does not make up for it.",
                "I understand. I have talked with our manager: the whole night is on us.",
            ),
        ),
        notes=("Spoke with the kitchen: the fan's timer was set to summer hours.",),
        patience_hours=4,
        sting=1.0,
    ),
    Matter(
        "lost property",
        weight=1.5,
        subjects=("Left something in the room", "Have you found a blue scarf?"),
        openings=(
            "I think I left my reading glasses in {room} on {date}, on the night table by the window. "
            "Has somebody found them?",
            "my daughter's blue scarf with the white birds stayed behind, probably at breakfast on {date}. "
            "She asks for it every evening.",
        ),
        answers=(
            "Good news: we have it here, safe and dry. Shall I post it to the address of your booking?",
            "Housekeeping has looked everywhere and found nothing yet. I have asked the laundry as well, and will "
            "write to you tomorrow either way.",
        ),
        turns=(
            Turn(
                "Yes please, to the same address. Thank you!",
                "It went out this afternoon, with a biscuit for company.",
            ),
        ),
        patience_hours=8,
        sting=0.2,
    ),
    Matter(
        "allergy",
        weight=1.2,
        subjects=("Food allergy, arriving {date}", "Breakfast without gluten"),
        openings=(
            "I arrive on {date} and have coeliac disease. Is your breakfast safe for me, toaster and all?",
            "our son cannot have nuts, not even traces. Could the kitchen tell us what he may eat on {date}?",
        ),
        answers=(
            "Thank you for telling us beforehand. The kitchen keeps a separate toaster and bakes a loaf of its own "
            "for you; it will be at your table on {date}.",
        ),
        turns=(Turn("That is very kind, I am relieved.", "We look forward to having you here."),),
        patience_hours=6,
    ),
    Matter(
        "praise",
        weight=1.5,
        subjects=("Thank you", "A lovely stay"),
        openings=(
            "I only wanted to say thank you. The tea on arrival, the fire in the evening, and {colleague} who "
            "remembered our names: we felt at home.",
            "please pass our thanks on to housekeeping. The room was spotless every day, and somebody had folded a "
            "swan for our anniversary.",
        ),
        answers=("Your words have just been read out in the kitchen, and everybody is smiling. Thank you.",),
        patience_hours=30,
        sting=-0.8,
    ),
    Matter(
        "in Dutch",
        weight=0.5,
        subjects=("Kamer voor twee nachten",),
        openings=(
            "wij willen graag twee nachten blijven vanaf {date}, met een hondje van zes kilo. Kan dat bij u, en wat "
            "kost het ontbijt?",
        ),
        answers=("Wat leuk! Ja, uw hondje is van harte welkom, en het ontbijt is bij de prijs inbegrepen.",),
        patience_hours=6,
    ),
    Matter(
        "parking",
        weight=1.2,
        subjects=("Parking", "Charging an electric car"),
        openings=("do you have a place to park on {date}, and can I charge my car there overnight?",),
        answers=("We have six places behind the house, two of them with a charger. One is kept for you on {date}.",),
        patience_hours=6,
    ),
)
