"""/office/quality/gaps/: expected, promised, intended, delivered and perceived, and the five gaps between them."""
