# The README inside a piece of evidence.
evidence-title = Evidence of finding { $finding }
evidence-invented = INVENTED: the election that this is about was invented to try the tool out.
evidence-found = What was found
evidence-election = Election: { $election }
evidence-official = As published: { $number }
evidence-copy = Compared with: { $number }
evidence-expected = Expected: { $number }
evidence-difference = Difference: { $number }
evidence-rule = The rule
evidence-rule-out = Rule out first
evidence-numbers = The numbers
evidence-number = { $whose }, line { $line }: { $number } ({ $place }; document { $document })
evidence-missing = not read
evidence-below = below it
evidence-times = When the documents were there, by the website's own clock
evidence-further = { $number ->
    [one] One further document
   *[other] { $number } further documents
 } on which it rests: in evidence.json, with their times
evidence-posted = says it was posted { $time }
evidence-before = not there yet, or another one, at { $time }
evidence-seen = first there at { $time }
evidence-last = last there at { $time }
evidence-gone = not there any more at { $time }
evidence-fetched = fetched { $time }, by the clock of the machine that fetched it
evidence-handed = handed in { $time }
evidence-files = The files
evidence-file-json = all of this once more, for programs, with the proofs
evidence-file-records = the records of the web archive (WARC): the answers as they came, byte for byte
evidence-file-index = the lines of the archive's index that belong to these records
evidence-file-pages = where the numbers stand: pages with boxes, rows with the cell marked
evidence-file-documents = the documents themselves; web pages as plain text, so that nothing in them runs
evidence-file-folder = the settings of the election, and its list of stations
evidence-file-rules = the protocol forms and the description of the website
evidence-file-sums = the SHA-256 of every file; "sha256sum -c SHA256SUMS" compares them
evidence-shows = What this shows
evidence-shows-text = The documents in it are, byte for byte, what the website answered or what was handed in. The numbers stand in them where this says. By the rule above they do not fit together. The records are part of an archive of { $records } records whose root is { $root }.
evidence-not = What this does not show
evidence-not-text = It does not show which of the numbers is right, why they differ, or who did what. It does not show that there was nothing else: only the whole archive can show that. The root proves something only if it is compared with one that was published or handed over before. That the website answered so rests on the word of whoever fetched it; two who fetched it apart from each other are better than one.
evidence-again-yes = From these files alone the finding was derived again when they were put together.
evidence-again-no = From these files alone the finding cannot be derived again: { $why }. The documents and the proofs can be checked all the same.
evidence-careful = Before you pass this on: tables that observers handed in are here whole, with all that they say of observers and of other stations.
evidence-confirm = To confirm it on another machine
