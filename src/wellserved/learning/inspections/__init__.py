"""Walks through a house with a checklist of its own standards; what was seen lands beside what is measured."""
