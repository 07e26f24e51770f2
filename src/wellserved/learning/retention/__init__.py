"""Who is about to leave in silence, why we think so, what somebody did about it; and how soon people come again."""
