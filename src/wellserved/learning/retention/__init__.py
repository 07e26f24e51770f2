"""Who is about to leave in silence, why we think so, and what somebody did about it; and how long customers stay."""
