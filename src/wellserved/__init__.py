"""Wellserved: a self-hosted customer-service desk. Begin with flow.py, then docs/map.md."""

__version__ = "0.1.0"
