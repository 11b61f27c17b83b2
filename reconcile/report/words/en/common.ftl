# Words that every page, chart and file needs.
severity-must = must
severity-should = should
severity-note = note
station = Station
tec = TEC
rec = Region
line = Line
