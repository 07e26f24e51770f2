"""How the house stands on a machine: one data folder each, a tree of processes, the web server, backups.

Here: what runs before and around Django. Not here: what the processes do (console/ says which there are).
"""
