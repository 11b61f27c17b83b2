# Labels of tekseru explain.
explain-asks = Asks
explain-source = Source
explain-rule-out = Rule out
explain-official = Official
explain-copy = Copy
explain-expected = Expected
explain-off-by = Off by
explain-votes = Votes
explain-likely = Likely
explain-or = Or
explain-alone = Alone
explain-affected = { $votes } affected
explain-affected-to = { $votes } affected, to the gain of { $party }
explain-document = a document
explain-place-of = { $place } of { $document }
