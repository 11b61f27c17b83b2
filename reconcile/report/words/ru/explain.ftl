# Подписи tekseru explain.
explain-asks = Вопрос
explain-source = Источник
explain-rule-out = Исключить
explain-official = Официально
explain-copy = Копия
explain-expected = Ожидалось
explain-off-by = Разница
explain-votes = Голоса
explain-likely = Вероятно
explain-or = Или
explain-alone = Одно
explain-affected = затронуто { $votes }
explain-affected-to = затронуто { $votes }, в пользу { $party }
explain-document = документ
explain-place-of = { $place }; { $document }
