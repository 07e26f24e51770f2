"""The first minutes of an empty house: four steps behind a secret that only whoever started the program has seen."""
