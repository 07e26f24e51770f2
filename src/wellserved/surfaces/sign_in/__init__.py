"""How staff come in: e-mail and password (allauth), or a one-time link. Nobody signs up by themselves."""
