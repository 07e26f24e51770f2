"""What customers say by themselves: their messages and the words of their answers, grouped and named by people.

Texts stay in conversations and answers. Here are ids, weights and, for each theme, words that at least three
customers have used; never the words of one.
"""
