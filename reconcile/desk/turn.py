"""Whose turn is it to ask the checks? One question's after the other.

A copy takes a hundred small steps on tables, and Python may go on with another question
after each: of twenty that share the processor so, all are late.
"""

from threading import Lock

ASKING = Lock()
