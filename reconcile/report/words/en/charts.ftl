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
