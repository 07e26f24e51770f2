"""Where staff serve: the inbox, a conversation with all that can be done in it, search and quarantine.

One module for each resource; a page and its fragment are one template.
"""
