"""Whole pages in a real Chromium, served by the real server on the database of the test."""
