"""The figures: rollups maintained as measurements and answers land, and the questions asked of them."""
