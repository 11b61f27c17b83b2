"""The English of what checks and headlines say, by key: parts of sentences.

Whole sentences of a check stand in its declaration. A pair is for one and for several;
its `number` chooses.
"""

from reconcile.english.pattern import Pattern

_PLACES: dict[str, Pattern] = {
    "at-station": "station {station}",
    "at-station-of": "station {station} (TEC {tec})",
    "at-number": "station number {station}",
    "at-everywhere": "all stations",
    "at-tec": "TEC {name}",
    "at-rec": "REC {name}",
    "at-cec": "CEC {name}",
    "at-channel": "{where}, {channel}",
    "channel-paper": "paper",
    "channel-electronic": "electronic",
    "channel-summary": "summary",
}

_STATEMENTS: dict[str, Pattern] = {
    "said-protocol": "protocol",
    "said-copy": "copy",
    "said-earlier": "earlier version",
    "said-table": "table of the TEC",
    "said-words": "text in words",
    "alone-published": "published protocol",
    "alone-version": "published version {version}",
    "alone-copy": "copy",
    "alone-copy-of": "copy {source}",
    "alone-copy-version": "{copy}, version {version}",
    "alone-words": "words",
    "alone-table": "table of the TEC",
    "known-register": "the register",
    "known-copy": "an observer copy",
    "has-protocol": "a published protocol",
    "has-copy": "an observer copy",
    "twice-numbers": "with other numbers",
    "twice-commissions": "by {commissions} commissions",
    "twice-copies": "by copies from one source",
    "alike-but": (", but for {number} line", ", but for {number} lines"),
    "below-pec": ("{number} station protocol", "{number} station protocols"),
    "below-tec": ("{number} TEC protocol", "{number} TEC protocols"),
    "below-rec": ("{number} REC protocol", "{number} REC protocols"),
}

_COUNTED: dict[str, Pattern] = {
    "counted": "{line} {count}",
    "counted-and": "{one}, {other}",
    "counted-more": "{numbers}, ...",
}

_POSTING: dict[str, Pattern] = {
    "posted-late": "late: posted {since} or later, due until {due}",
    "posted-back-dated": "back-dated: says it was posted {posted}, and was not there at "
    "{before}",
    "posted-replaced": "replaced: replaced between {before} and {seen}; other numbers on "
    "{changed} of {lines} lines",
    "posted-marked": "{what}, marked as {mark}",
    "posted-withdrawn": "withdrawn: there at {last}, not there at {gone}",
    "mark-repeated": "repeated",
    "mark-corrected": "corrected",
    "signed-when": "dated {signed}, outside the count",
    "signed-by": "signed by {signatures} of {members} members",
    "signed-seal": "says that there is no seal",
    "percent-of": "of {whole:,} it would be {percent}",
    "percent-none": "no whole number has all the percentages of this stage",
    "stage-fell": "fell from {was:,} ({stage}) to {now:,}, by {change:,}",
    "stage-more": "are at least {low:,}, more than the {announced:,} voters announced "
    "({stage})",
    "stage-rose": "rose from {was:,} ({stage}) to {now:,}, by {change:,} or {percent} "
    "per cent",
    "rarer-elections": "less than once in a million elections",
    "rarer-stations": "less than once in a million stations",
    "once-elections": "about once in {times:,.0f} elections",
    "once-stations": "about once in {times:,.0f} stations",
}

_EXPLANATIONS: dict[str, Pattern] = {
    "reads-protocol": "the protocol reads as that of {where}",
    "reads-other": "the {other} reads as the protocol of {where}",
    "way-one-digit": "one digit of {line} differs",
    "way-exchanged": "two digits of {line} are exchanged",
    "way-digit-more": "{line} has a digit more",
    "way-digit-less": "{line} has a digit less",
    "way-alone": "{line} is another number",
    "way-each-alone": "{lines} lines differ, each by itself",
    "way-lines-exchanged": "lines {line} and {line_2} are exchanged",
    "way-lines-shifted": "lines {line} to {line_2} are shifted by one",
    "way-moved": "{votes} votes moved from {party} to {to}",
    "way-more": "{votes} more votes for {party}, with as many ballots more",
    "way-fewer": "{votes} fewer votes for {party}, with as many ballots fewer",
    "way-from-invalid": "{votes} invalid ballots became votes for {party}",
    "way-to-invalid": "{votes} votes for {party} became invalid ballots",
    "way-besides": (
        "{way}, and {number} line besides",
        "{way}, and {number} lines besides",
    ),
    "way-weight": "{way} ({weight:.2f})",
    "way-breaks": "{way}; the {who} breaks {relation}, the {whose} keeps it",
    "relation-more": "{relation} and {more} more",
    "repair-none": "no change of a few lines repairs it",
    "repair-by": "repaired by {changes}",
    "repair-perhaps": "perhaps repaired by {changes}",
    "repair-weight": "{repair} ({weight:.2f})",
    "repair-among": "{repair} ({weight:.2f}, one of {among})",
    "repair-and": "{one} and {other}",
    "repair-exact": "{line} {low} for {was}",
    "repair-range": "{line} {low} to {high} for {was}",
    "repair-most": "{line} at most {high} for {was}",
    "repair-least": "{line} at least {low} for {was}",
    "slip-exact": "{change} ({slip})",
    "slip-likely": "{change} ({slip}: {after})",
    "slip-one-digit": "one digit",
    "slip-exchanged": "two digits exchanged",
    "slip-digit-more": "a digit more",
    "slip-digit-less": "a digit less",
}

_HEADLINE: dict[str, Pattern] = {
    "level-pec": "station protocols",
    "level-tec": "TEC protocols",
    "level-rec": "REC protocols",
    "level-cec": "CEC protocols",
    "base-took_part": "those who took part",
    "base-valid": "the valid votes",
    "threshold": "{percent} % of {base}",
    "outcome": "By the {level}, {allocated}.",
    "seats-none": "no list reaches {threshold}",
    "seats-tied": "the seats are tied, and can go {ways}",
    "seats-or": "{one}; or {other}",
    "seats-all": "{name} takes all {seats:,} seats",
    "seats-go": "the {seats:,} seats go {listed}",
    "seats-to": "{seats:,} to {name}",
    "seats-and": "{one}, {other}",
    "change-no": "{even_if} the seats are the same.",
    "change-one": "It cannot be excluded that other seats are right: {ways:,} allocation "
    "is attainable.",
    "change-several": "It cannot be excluded that other seats are right: {ways:,} "
    "allocations are attainable.",
    "change-more": "It cannot be excluded that other seats are right: {ways:,} or more "
    "allocations are attainable.",
    "change-takes": "{change} It takes {fewest:,} of the {disputed}.",
    "disputed": ("{number:,} disputed station", "{number:,} disputed stations"),
    "even-if-nothing": "No open finding disputes the votes of a station, and every one was "
    "seen:",
    "even-if-disputed": "Even if the {disputed} were otherwise, in the worst way,",
    "even-if-unseen": "Even if the {missed:,} not seen whole were otherwise, in the worst "
    "way,",
    "even-if-both": "Even if the {disputed} and the {missed:,} not seen whole were "
    "otherwise, in the worst way,",
    "unknown-no-protocol": "No station's protocol was seen: what the protocols could "
    "change is unknown.",
    "unknown-unseen": "What {missed:,} stations not seen whole could change is unknown: "
    "{bound}.",
    "near-below": "{name} is {moved:,} votes short of {threshold}{others}",
    "near-below-other": " ({moved:,} of {base})",
    "near-above": "{name} would be under {threshold} if {moved:,} of its votes were "
    "others'",
    "near-seat": "A seat would move to {name} if it had {moved:,} votes of {other}",
    "near-leader": "{name} would not lead if {moved:,} of its votes were {other}'s",
    "near-alone": "{near}.",
    "near-findings": "{near}: all open findings together could move at most {findings:,}.",
    "near-unseen": "{near}: all open findings together could move at most {findings:,}, "
    "and the stations not seen {unseen:,}.",
    "removed": "Were votes of other lists removed, not moved, it would take "
    "{removed:,}{others}.",
    "removed-other": " ({removed:,})",
    "beside": "{one}{other}",
}

# Reasons that summary.json gives in English: why a part of it is null, or unknown.
_REASONS: dict[str, Pattern] = {
    "reason-no-election": "tables alone name no election; an election folder does",
    "reason-no-seats": "the election file has no [seats]",
    "reason-no-result": "no votes are known, neither from stations nor published for every "
    "list",
    "bound-nothing": "every station was seen",
    "bound-lists": "the voter lists of these stations",
    "bound-unknown": "nothing seen says how many voters they have",
}

FINDINGS = (
    _PLACES | _STATEMENTS | _COUNTED | _POSTING | _EXPLANATIONS | _HEADLINE | _REASONS
)
