"""What a pattern of English is: text with names in braces; a pair is for one and several.

Of a pair its `number` chooses.
"""

Pattern = str | tuple[str, str]
