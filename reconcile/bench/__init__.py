"""How long does it take beside other tools, on the same data, with the same answer?"""
