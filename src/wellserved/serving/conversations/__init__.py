"""One matter of one customer, over every channel, however many contacts it takes.

Here: conversations, their messages and attachments; every way to open, answer, assign, close and find them.
All who speak to a customer (staff, rules, surveys, the bot) do it through actions.py; channels only deliver.
Not here: how a message travels (serving/channels) and what is measured (serving/standards).
"""
