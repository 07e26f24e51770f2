"""One mailbox in the settings: its servers, its consent at Google or Microsoft, its provider, its test of itself."""
