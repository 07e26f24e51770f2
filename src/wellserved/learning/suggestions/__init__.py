"""What customers offer unasked, and what we did about it.

A suggestion is a row of its own and no conversation: many may say the same, it is answered to everybody, in public,
perhaps after months, and no clock of a reply may run on it. Who left an address hears the answer by mail, in a
conversation that begins with it (or in the one in which they said it), so that what they write back reaches the desk
like everything else. Their words stay private; the public page shows our wording of them.

Who supports it may confirm an address and hears once what became of it, by a mail that belongs to no conversation:
of two hundred supporters nobody at the desk waits for an answer.
"""
