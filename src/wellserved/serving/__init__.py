"""The service itself: conversations, the channels they arrive and leave by, and what is measured of them."""
