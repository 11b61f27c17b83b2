# The web desk: what waits for a team, and the log.
work-nav = Work
work-whose = Whose copy
work-whose-take = Take
work-again = Copies to type again: { $number }
work-again-how = Typed once, with a photograph. You do not see the first entry.
work-settle = Entries that differ: { $number }
work-settle-how = A supervisor who typed neither decides, line by line.
work-held = { $name } is at it
work-copy-how = Type what the photograph shows. Leave empty what it does not say or cannot be read.
work-back = Leave it to others
work-settle-line = Look at the photograph, choose for each line, and say why.
work-settle-incomplete = Choose a number for every line, and say why.
work-first = First entry
work-second = Second entry
work-other = Another number
work-why = Reason

activity-nav = Activity
activity-how = What people did here, the last first. Nobody can change or remove a line.
activity-all = everybody
activity-when = When
activity-who = Who
activity-did = What
activity-about = About
activity-signed-in = signed in
activity-signed-out = signed out
activity-refused = was not let in
activity-made-user = let in
activity-changed-user = changed
activity-took = took
activity-gave-back = gave back
activity-typed = typed
activity-attached = sent a photograph
activity-decided = decided
work-scans = Scans that wait for a person: { $number }
work-scans-how = Their numbers are unknown until somebody reads them; what is read counts with the next run.
work-cells = { $number ->
    [one] { $number } cell
   *[other] { $number } cells
}
work-scan = Read a scan
work-scan-how = Type the number that each picture shows. Leave empty what you cannot tell.
work-cell-picture = Picture of the cell
work-machine = The machine suggests:
work-read-incomplete = Type at least one whole number, and say why.
work-names = Unknown names: { $number }
work-names-see = Say what they mean
work-names-how = Choose what a name means and say why. The next run reads every document with it.
work-names-means = It means
work-names-other = Another id
work-names-incomplete = Choose what the name means, and say why.
work-names-no-id = There is no such id; choose one of the list.
work-kind-region = region
work-kind-commission = commission
work-kind-station = station
work-kind-list = list
work-kind-line = line of the form
