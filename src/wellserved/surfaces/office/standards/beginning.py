"""With what a pack of one's own begins: one standard, to be changed."""

BEGINNING = """\
[pack]
name = "ours"
version = "1.0"
title = "How we serve"
about = "What we mean by well served."
language = "en"

[[standard]]
key = "greeted-within-a-minute"
statement = "Whoever comes in is greeted within a minute."
dimension = "responsiveness"
asked_by = "customers"
source = "house practice"
weight = 3
target = 0.95

[standard.rule]
kind = "time to"
from = "arrived"
to = ["greeted", "attended"]
within = "60 s"
fails = "left"
"""
