"""/office/inspections/: who walked through which site with what result, and how to begin another walk."""
