"""Where other people's programs call us: no session, no cookie, no form token; each call proves itself."""
