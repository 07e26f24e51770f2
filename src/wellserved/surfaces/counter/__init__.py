"""What customers see: home, contact, the page of a matter, the survey. Nobody signs in; a link is the key."""
