# tekseru explain жазулары.
explain-asks = Сұрақ
explain-source = Дереккөз
explain-rule-out = Жоққа шығару
explain-official = Ресми
explain-copy = Көшірме
explain-expected = Күтілген
explain-off-by = Айырма
explain-votes = Дауыс
explain-likely = Ықтимал
explain-or = Немесе
explain-alone = Жалғыз
explain-affected = қатысты дауыс { $votes }
explain-affected-to = қатысты дауыс { $votes }, { $party } пайдасына
explain-document = құжат
explain-place-of = { $place }; { $document }
