"""The monthly letter of each site, in plain words with five charts; and what customers praised."""
