"""What the numbers of a plan mean for the people who catch the rest. Pure arithmetic; units stand in every name.

Symbols of the framework's capacity chapter: volume V cases per day, rate r share handed over, minutes t per case, c
people on the desk, lam hand-overs per hour, mu = 60 / t cases per hour and person, load a = lam / mu (Erlang).
"""
