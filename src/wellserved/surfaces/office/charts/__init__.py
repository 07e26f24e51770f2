"""/office/quality/charts/: is this week different, or is it chance? With what happened written beside it."""
