"""The people and companies we serve, how to reach or recognise them, and what to know before serving them."""
