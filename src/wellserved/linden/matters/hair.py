"""What clients write to the three salons."""

from wellserved.linden.matters.matter import Matter, Turn

HAIR_MATTERS = (
    Matter(
        "appointment",
        weight=5,
        subjects=("Appointment for {service}", "Is there anything free on {date}?", "{service} next week?"),
        openings=(
            "I would love to come in for {service}, if possible on {date} after four. Is {colleague} there that day?",
            "do you have anything free on {date}? I need {service}, and it is rather urgent: there is a wedding.",
        ),
        answers=(
            "Lovely to hear from you. I can offer you half past four on {date}; {service} takes about two hours. "
            "Shall I write you in?",
            "We are quite full on {date}, but there is a place at ten in the morning. Would that suit you?",
        ),
        turns=(
            Turn("Half past four is perfect, see you then!", "You are in the book. See you on {date}."),
            Turn(
                "Mornings are hard for me. Is there anything later in the week?",
                "There is: the day after, at a quarter past five. I have pencilled you in until noon tomorrow.",
            ),
        ),
        patience_hours=5,
    ),
    Matter(
        "moving an appointment",
        weight=2.5,
        subjects=("I need to move my appointment", "Cannot come on {date}"),
        openings=(
            "my little one is ill and I cannot come on {date}. Could we move {service} by a week?",
            "I will be about twenty minutes late on {date}. Is that still all right, or shall we move it?",
        ),
        answers=(
            "Get well soon to the little one. I have moved you by exactly a week, same time.",
            "Thank you for telling us. Twenty minutes are all right; we simply begin with the wash.",
        ),
        turns=(Turn("You are the best, thank you.", "See you soon."),),
        patience_hours=2,
    ),
    Matter(
        "colour gone wrong",
        weight=1.3,
        subjects=("Not happy with my colour", "The colour is much too dark"),
        openings=(
            "I came for {service} on {date}, and in daylight the colour is far darker than the picture I showed. "
            "A picture is attached. I did not dare to say anything in the salon.",
            "after two washes most of the colour has gone. That was not cheap, and I am rather disappointed.",
        ),
        answers=(
            "I am sorry, and I am glad that you tell us. Please come in on any day this week; {colleague} will "
            "put it right, and of course you pay nothing.",
            "That should not happen. Come back for a fresh gloss, on us; and may I know which shampoo you use?",
        ),
        turns=(
            Turn(
                "Thank you, I feel better already. Would Friday do?",
                "Friday at eleven it is. I have told {colleague} what you hope for.",
            ),
            Turn(
                "I would rather go to somebody else, if that is possible.",
                "I understand that. I have put you down with a colleague who has done nothing but colour for years.",
            ),
        ),
        notes=("Recipe card says 6.0 instead of 7.3: mixed up in the back room.",),
        patience_hours=4,
        sting=0.9,
        attachment="hair in daylight.png",
    ),
    Matter(
        "patch test",
        weight=1,
        subjects=("Patch test before colouring",),
        openings=(
            "I had a reaction to a colour years ago. Do I need to come in for a test before {service} on {date}?",
        ),
        answers=(
            "Please do, at least two days before. It takes five minutes, you need no appointment, and there is tea.",
        ),
        patience_hours=8,
    ),
    Matter(
        "price",
        weight=1.5,
        subjects=("What does {service} cost?", "Prices"),
        openings=("could you tell me what {service} costs for hair down to the shoulders?",),
        answers=(
            "For hair of that length {service} begins at 64 pounds, cut and finish included. We look at it "
            "together first, and you hear the price before we begin.",
        ),
        turns=(Turn("That sounds fair. I will call in.", "We look forward to meeting you."),),
        patience_hours=8,
    ),
    Matter(
        "kept waiting",
        weight=0.9,
        subjects=("Forty minutes in the chair by the door",),
        openings=(
            "I had an appointment at two on {date} and was called at twenty to three. Nobody said a word. "
            "I know it gets busy, but a word would have helped.",
        ),
        answers=(
            "You are right, and I apologise: a word costs nothing. We had somebody fall ill that morning, which is "
            "no excuse for silence. Your next wash and finish is on us.",
        ),
        turns=(Turn("Apology accepted.", "Thank you. See you soon, and on time."),),
        patience_hours=5,
        sting=0.9,
    ),
    Matter(
        "voucher",
        weight=1,
        subjects=("A voucher for my mother",),
        openings=("can I buy a voucher for {service} by mail? It is for my mother's birthday on {date}.",),
        answers=("What a nice idea. I can send it to you as a card by post, or today as a file to print.",),
        turns=(Turn("To print, please.", "Here it comes. A happy birthday to her."),),
        patience_hours=8,
    ),
    Matter(
        "praise",
        weight=1,
        subjects=("So happy with my hair",),
        openings=("I have had compliments all week. Please tell {colleague}: best cut in years.",),
        answers=("I have told {colleague}, who went quite red. Thank you for writing.",),
        patience_hours=30,
        sting=-0.8,
    ),
)
