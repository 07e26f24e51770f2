"""What the claims of speed and size rest on."""
