"""All HTML and JSON: desk/ for staff, counter/ for customers, office/ for managers, api/ for programs."""
