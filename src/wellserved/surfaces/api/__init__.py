"""The versioned JSON for programs: /api/v1/. A program acts as one colleague and sees what they see.

One module for each resource; shapes.py is what goes out, asked.py what comes in, problems.py what went wrong.
"""
