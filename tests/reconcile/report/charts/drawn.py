"""What charts are drawn of in tests: a small run, a parallel count, an audit."""

NAMES = {"a": {"en": "List A", "ru": "Список А", "kk": "А тізімі"}, "b": {}}


def sides(more, fewer):
    return {
        "stations_with_more": 1 if more else 0,
        "votes_more": more,
        "stations_with_fewer": 1 if fewer else 0,
        "votes_fewer": fewer,
    }


def gap(both, no_copy=0, not_posted=0, neither=0):
    return {
        "both": both,
        "no_copy": no_copy,
        "not_posted": not_posted,
        "neither": neither,
    }


def summary(**changes):
    effect = {
        "stations": 12,
        "lists": {
            "a": {"net": 1225, "all": sides(1234, 9)},
            "b": {"net": -31, "all": sides(0, 31)},
        },
        "gaps": {"rec": {"r1": gap(12, 30, 3, 1), "r2": gap(0, 7)}, "tec": {}},
    }
    return {"effect": effect | changes, "screening": {"asked": True}}


def figures(**changes):
    tens = [[0] * 10 for _ in range(10)]
    tens[6][8], tens[7][9] = 40, 5
    tenths = {
        "observed": [130, *range(90, 99)],
        "expected": [100.5] * 10,
        "deviation": [9.5] * 10,
    }
    told = {
        "lists": NAMES,
        "regions": {"r1": {"en": "North", "ru": "Север", "kk": "Солтүстік"}},
        "leader": "a",
        "fingerprint": {
            "bin": 2,
            "stations": 45,
            "left_out": 2,
            "turnout": 66.25,
            "share": 81.5,
            "cells": [[64, 82, 38], [66, 80, 2], [70, 98, 5]],
            "tens": tens,
        },
        "distribution": {
            "r1": {
                "stations": 40,
                "turnout": [50.1, 60.2, 66.3, 70.4, 80.5],
                "share": [70.1, 75.2, 81.3, 85.4, 91.5],
            }
        },
        "comb": {"stations": 1000, "turnout": tenths, "share": tenths},
        "timeline": {
            "offset_h": 6.0,
            "step_h": 6,
            "start": "2007-08-19T00:00",
            "posted": [1040, 0, 5],
            "replaced": [0, 0, 8],
            "withdrawn": [0, 0, 0],
        },
    }
    return told | changes


def share(party, **changes):
    usual = {"share": 0.046, "margin": 0.002, "official": 0.0455, "inside": True}
    return {"party": party, "lowest": None, "highest": None, **usual, **changes}


def estimate(*lists, basis="pps"):
    return {"basis": basis, "copies": 140, "shares": {"valid": {"lists": list(lists)}}}


def claim(kind="below", risk=0.03, path=((1, 0.9), (2, 0.03)), more=0):
    return {
        "kind": kind,
        "lists": ["a", "b"] if kind in ("seats", "ahead") else ["a"],
        "votes_away": 8525,
        "risk": risk,
        "more": more,
        "path": path,
    }


def audit(*claims, basis="random", draws=2):
    return {
        "basis": basis,
        "draws": draws,
        "limit": 0.05,
        "risk": max((one["risk"] for one in claims), default=1.0),
        "threshold": {"percent": 7, "base": "took_part"},
        "claims": list(claims),
    }
