# The web desk: every page, and the observer's path.
desk-skip = To the content
desk-nav = Pages
desk-nav-stations = Stations
desk-nav-copies = My copies
desk-nav-people = People
desk-language = Language and access
desk-sign-in = Sign in
desk-sign-out = Sign out
desk-sign-in-wrong = This name and password do not fit. Check both and try again.
desk-name = Name
desk-password = Password
desk-invented = INVENTED election, to try the tool on: no number here is of a real one.
desk-offline = No connection. What you type stays on this device; send it when the connection is back.
desk-to-stations = Find a station

desk-error-401 = Sign in first
desk-error-403 = This is not yours to see or do
desk-error-404 = There is no such page
desk-error-409 = Somebody else was quicker
desk-error-413 = That is too large
desk-error-422 = This address or form is not complete
desk-error-429 = Too many tries. Wait some minutes and try again.
desk-error-500 = This could not be done

desk-role = Role
desk-role-reader = Reader
desk-role-observer = Observer
desk-role-clerk = Clerk
desk-role-supervisor = Supervisor
desk-role-admin = Administrator
desk-role-none = No access
desk-role-hint = Readers read; observers type their own copies; clerks type and read what waits; supervisors settle; administrators let people in. Each may do what those before may.
desk-since = Since (UTC)
desk-keep = Keep
desk-people-put = Let somebody in, or change what they may
desk-people-all = { $number ->
    [one] { $number } person
   *[other] { $number } people
}
desk-people-new-password = Make a new password, shown once
desk-people-password = Password of { $name }; write it down now, it is not shown again:
desk-people-kept = Kept: { $name }
desk-people-refused = This is no name, or a new person needs a role and a password.
desk-people-not-yourself = Ask another administrator to change your own role.

desk-find = Find a station
desk-find-by = Number, region, commission or address
desk-find-hint = { $number ->
    [one] { $number } station is known. Any language.
   *[other] { $number } stations are known. Any language.
}
desk-search = Search
desk-found = { $number ->
    [0] Nothing was found. Try the number alone.
    [one] { $number } station found.
   *[other] { $number } stations found.
}
desk-found-more = { $number ->
    [one] Only the first is shown: type more.
   *[other] The first { $number } are shown: type more.
}
desk-station-number = Station { $number }
desk-tec = commission { $tec }
desk-is-posted = posted
desk-not-posted = not posted

desk-channel = Protocol
desk-channel-paper = paper ballots
desk-channel-electronic = electronic voting
desk-channel-summary = summary of both
desk-posted-protocol = Posted protocol
desk-version = version { $number }
desk-posted = Posted
desk-seen = First seen
desk-posted-at = Posted { $time }
desk-seen-at = First seen { $time }
desk-nothing-posted = Nothing was posted of this station yet.
desk-see-document = See the document
desk-found-here = { $number ->
    [one] The last check found { $number } thing here
   *[other] The last check found { $number } things here
}
desk-neutral = Two numbers do not fit together. This does not say which is right, nor why.

desk-document = Document
desk-address = Address
desk-bytes = Bytes
desk-as-posted = as posted
desk-page-picture = Picture of page { $number }
desk-as-cells = What stands in the cells of the page
desk-no-picture = This document cannot be shown; its bytes can be saved.

desk-type-copy = Type my copy
desk-copy-of = Copy of the protocol of station { $number }
desk-copy-how = Type the numbers as they stand on your copy. Leave empty what it does not say. What you type is kept as you go.
desk-no-count = This is no whole number. Type digits only, or leave it empty.
desk-copy-no-counts = Some fields are no whole number; they are marked. The rest is kept.
desk-copy-empty = No number was typed yet.
desk-typed-lines = { $number } of { $of } lines typed
desk-sum-of-votes = votes for lists together { $number }
desk-sums-now = Add up what I typed
desk-sums-broken = { $number ->
    [one] { $number } sum does not fit. Look at these lines again:
   *[other] { $number } sums do not fit. Look at these lines again:
}
desk-off-by = off by { $number }
desk-sums-anyway = If your copy really says so, send it as it is.
desk-sums-fit = { $number ->
    [one] The { $number } sum that can be checked fits.
   *[other] All { $number } sums that can be checked fit.
}
desk-photo = Photograph of the copy
desk-photo-more = Another photograph
desk-photo-hint = JPEG or PNG, up to 12 MB. It can also be sent later.
desk-photo-kept = { $number ->
    [one] { $number } photograph is kept already.
   *[other] { $number } photographs are kept already.
}
desk-photo-large = The photograph is larger than 12 MB.
desk-photo-none = Choose a photograph, as JPEG or PNG.
desk-photo-number = Photograph { $number }
desk-photo-send = Send the photograph
desk-note = Note
desk-send = Send the copy

desk-outcome-same = Your copy and the posted protocol say the same, in every line.
desk-outcome-differs = { $differing ->
    [one] { $differing } line differs from the posted protocol.
   *[other] { $differing } lines differ from the posted protocol.
}
desk-outcome-same-so-far = { $missing ->
    [one] What can be compared is the same. { $missing } line cannot be compared.
   *[other] What can be compared is the same. { $missing } lines cannot be compared.
}
desk-outcome-unknown = A protocol is posted, but its numbers could not be read. Nothing can be said yet.
desk-outcome-not-posted = This protocol is not posted yet. Your copy is kept.
desk-short-same = same
desk-short-differs = { $differing ->
    [one] { $differing } line differs
   *[other] { $differing } lines differ
}
desk-short-same-so-far = same so far
desk-short-unknown = unknown yet
desk-short-not-posted = not posted yet
desk-will-tell = This page, and your list, will say what it says as soon as it is posted and read:
desk-line-by-line = Copy and posted protocol, line by line
desk-on-site = Website
desk-the-copy = Copy
desk-difference = Off by
desk-line-differs = copy { $copy }, posted { $posted }: { $difference }
desk-to-prove = To show to others
desk-entry = Typed
desk-digest-typed = sha256 of what was typed
desk-source = Source
desk-as-sent = as sent
desk-print = Print
desk-as-text = Save as text
desk-correct = Correct what I typed
desk-no-copies = You have not typed a copy yet.
desk-older = Older ones
