# Charts: a title, the one sentence that says what is seen and what it does not say, axes.
chart-number-0 = { NUMBER($value, minimumFractionDigits: 0, maximumFractionDigits: 0) }
chart-number-1 = { NUMBER($value, minimumFractionDigits: 1, maximumFractionDigits: 1) }
chart-number-2 = { NUMBER($value, minimumFractionDigits: 2, maximumFractionDigits: 2) }
chart-number-3 = { NUMBER($value, minimumFractionDigits: 3, maximumFractionDigits: 3) }
chart-list = List

chart-differences = Published votes against observers' copies
chart-differences-says = At { $stations } stations with both a published protocol and a copy: the votes each list has more (to the right) and fewer (to the left) in the published protocols. Copies were not drawn at random, so nothing follows for the other stations, and a difference does not say which document is wrong.
chart-differences-none = At { $stations } stations with both a published protocol and a copy, no list has other votes in one than in the other. Nothing follows for the other stations.
chart-differences-nothing = No station has both a published protocol and a copy: there is nothing to compare.
chart-differences-axis = votes: published less copy
chart-differences-more = Votes more
chart-differences-stations-more = Stations with more
chart-differences-fewer = Votes fewer
chart-differences-stations-fewer = Stations with fewer
chart-differences-net = More less fewer

chart-stations = Stations
chart-turnout = Turnout, %
chart-region-unknown = not known

chart-fingerprint = Turnout and share of the leading list
chart-fingerprint-says = Each square holds the stations with this turnout and this share of { $list }; the darker, the more of { $stations } stations. Regions that vote differently make spots of their own; nothing here says why a station stands where it does, or that any count is wrong.
chart-fingerprint-left-out = { $number ->
    [one] One station is left out: its counts are missing or contradict each other.
   *[other] { $number } stations are left out: their counts are missing or contradict each other.
}
chart-fingerprint-nothing = Turnout and share cannot be drawn: no station has both, or the form does not say which lines they are made of.
chart-fingerprint-legend = Stations in a square:
chart-fingerprint-share = { $list }, % of ballots
chart-fingerprint-all = all stations: { $percent }
chart-fingerprint-table = Turnout (down), share (across)

chart-regions = Turnout and share by region
chart-regions-says = For each region: the dot is the station in the middle, the thick bar holds half of its stations, the thin line nine of ten; on the left turnout, on the right the share of { $list }. Regions differ for many reasons; a wide or a narrow bar says nothing about how ballots were counted.
chart-regions-nothing = Turnout and share by region cannot be drawn: no station has both, or the form does not say which lines they are made of.
chart-regions-share = { $list }, %
chart-regions-median = middle station
chart-regions-half = half of stations
chart-regions-most = nine of ten stations

chart-coverage = What is there of each region's stations
chart-coverage-says = Of the stations of each region, the part with a published protocol and an observer's copy, with only one of them, and with neither. Where a copy is absent, the published numbers were not compared with anything; it does not say that they are wrong.
chart-coverage-nothing = Coverage cannot be drawn: nothing says which region or commission a station is under.
chart-coverage-axis = part of the stations
chart-coverage-place = Place
chart-coverage-both = protocol and copy
chart-coverage-no_copy = protocol, no copy
chart-coverage-not_posted = copy, no protocol
chart-coverage-neither = neither

chart-timeline = When protocols were posted
chart-timeline-says = Protocols by the time they were first seen on the website or, where no look at it says otherwise, by the time it gives itself: { $posted } posted, { $replaced } replaced by other numbers, { $withdrawn } no longer there. Between two looks nothing is known, and a replaced protocol may be a correction that was announced.
chart-timeline-nothing = No protocol came with a time: they were handed in as tables, or no website was looked at.
chart-timeline-posted = Posted: { $number }
chart-timeline-replaced = Replaced by other numbers: { $number }
chart-timeline-withdrawn = No longer there: { $number }
chart-timeline-column-posted = Posted
chart-timeline-column-replaced = Replaced
chart-timeline-column-withdrawn = No longer there
chart-timeline-axis = time ({ $zone })

chart-comb = How often percentages are whole
chart-comb-says = Of { $stations } stations, how many percentages end in each tenth; the dark bar are whole ones. The cross strokes are what chance makes of them, and the upright lines how far it seldom goes beyond. A dark bar above its line says that whole percentages are too frequent taken together, not at which stations, why, or that any count is wrong.
chart-comb-nothing = Too few stations of a hundred voters and more have turnout and share: tenths of percentages are not counted.
chart-comb-axis = tenth of the percentage
chart-comb-observed = stations
chart-comb-expected = by chance
chart-comb-beyond = seldom beyond

chart-interval = Official shares against a parallel count
chart-interval-says = For each list, the bar is the margin around its share by { $copies } copies of stations drawn at random, the diamond the official share; it is orange where it lies outside. Of 100 samples drawn so, about 95 give a bar that holds the share by all copies. It says nothing of how ballots were cast and counted, and an official share inside the bar is not thereby shown to be right.
chart-interval-says-extremes = Nobody drew these { $copies } copies, so no margin can be given: each bar goes from the least to the most that a list can have, whatever the stations without a copy say; the diamond is the official share.
chart-interval-nothing = There are no copies of drawn stations, or too few, to set beside the official shares.
chart-interval-axis = percentage points from the copies' share
chart-interval-axis-extremes = share, %
chart-interval-official = official { $percent }
chart-interval-points = ± { $number } points
chart-interval-copies = Share by the copies
chart-interval-margin = Margin (95 %)
chart-interval-extremes = From the least to the most
chart-interval-column-official = Official share
chart-interval-apart = Official less copies, points

chart-evidence = How the risk falls with each draw
chart-evidence-says = If the announced outcome were not what the copies of all stations say, the chance to find copies that fit it so well would be { $risk } at most, after { $draws } draws; the thick line is the claim with the largest risk, the thin ones are the others, the broken one is the limit, { $limit }. This certifies tabulation only; a risk above the limit says that evidence is lacking, not that the outcome is wrong.
chart-evidence-says-as-if = Nobody drew these stations, so this certifies nothing: the lines show what the risk would be, { $risk } after { $draws } copies, if they had been drawn at random. The thick line is the claim with the largest risk, the broken one the limit, { $limit }.
chart-evidence-says-once = If the announced outcome were not what the copies of all stations say, the chance to find copies that fit it so well would be { $risk } at most, after { $draws } draws read once; each dot is a claim, the highest counts for the outcome, the broken line is the limit, { $limit }. This certifies tabulation only; a risk above the limit says that evidence is lacking, not that the outcome is wrong.
chart-evidence-nothing = No copy of a station has come in yet: there is no evidence to follow.
chart-evidence-risk = risk, logarithmic
chart-evidence-draws = draws
chart-evidence-limit = limit { $percent }
chart-evidence-claim = Claim
chart-evidence-away = Votes away
chart-evidence-column-risk = Risk
chart-evidence-more = More draws needed
chart-evidence-never = more than there are stations
chart-base-valid = the votes for lists
chart-base-took_part = the ballots in the boxes
chart-claim-seats = no seat moves from { $second } to { $first }
chart-claim-ahead = { $first } has more votes than { $second }
chart-claim-above = { $first } has at least { $percent } % of { $base }
chart-claim-below = { $first } is below { $percent } % of { $base }
