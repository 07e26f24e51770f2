"""Delivery reports: whom a mail never reached, why, and which mail that was; and complaints about spam.

Asked in this order, the first that knows an address wins: the report's own fields (RFC 3464), X-Failed-Recipients,
the detectors of flufl.bounce, the sentences around the addresses (a dozen languages), the returned mail's To.
"""
