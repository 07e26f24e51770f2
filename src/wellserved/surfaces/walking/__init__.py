"""The page on which somebody walks through a house with a checklist, on a phone, with or without a network.

A colleague walks under /office/inspections/, a guest by a link of their own; what they tell is kept alike.
"""
