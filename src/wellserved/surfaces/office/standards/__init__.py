"""Standards in the office: the list, the editor with its preview, packs, and the page of each."""
