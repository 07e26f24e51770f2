"""Six people judged by four judges: Shrout & Fleiss 1979, Psychol. Bull. 86:420, table 2."""

JUDGES = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
