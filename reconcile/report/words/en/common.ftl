# Words that every page, chart and file needs.
severity-must = must
severity-should = should
severity-note = note
station = Station
tec = TEC
rec = Region
line = Line
a-number = { $number }
day = { DATETIME($day, dateStyle: "long") }
moment = { $day }, { $clock }
moment-utc = { $day }, { $clock } UTC
