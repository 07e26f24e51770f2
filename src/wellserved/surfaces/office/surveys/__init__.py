"""/office/surveys/: what customers are asked, where and how often, and what they answer."""
