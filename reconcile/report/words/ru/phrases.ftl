# Части фраз проверок и первого абзаца; английский текст — в reconcile/english/findings.py.
at-station = участок { $station }
at-station-of = участок { $station } (ТИК { $tec })
at-number = номер участка { $station }
at-everywhere = все участки
at-tec = ТИК { $name }
at-rec = региональная комиссия { $name }
at-cec = ЦИК { $name }
at-channel = { $where }, { $channel }
channel-paper = бумажный
channel-electronic = электронный
channel-summary = сводный

said-protocol = протокол
said-copy = копия
said-earlier = прежняя версия
said-table = таблица ТИК
said-words = запись словами
alone-published = опубликованный протокол
alone-version = опубликованная версия { $version }
alone-copy = копия
alone-copy-of = копия { $source }
alone-copy-version = { $copy }, версия { $version }
alone-words = запись словами
alone-table = таблица ТИК
known-register = из реестра
known-copy = из копии наблюдателя
has-protocol = опубликованный протокол
has-copy = копия наблюдателя
twice-numbers = с разными числами
twice-commissions = разными комиссиями (их { $commissions })
twice-copies = в копиях из одного источника
alike-but = { $number ->
    [one] , кроме { $number } строки
   *[other] , кроме { $number } строк
}
below-pec = { $number ->
    [one] { $number } протокол участка
    [few] { $number } протокола участков
   *[other] { $number } протоколов участков
}
below-tec = { $number ->
    [one] { $number } протокол ТИК
    [few] { $number } протокола ТИК
   *[other] { $number } протоколов ТИК
}
below-rec = { $number ->
    [one] { $number } протокол региональной комиссии
    [few] { $number } протокола региональных комиссий
   *[other] { $number } протоколов региональных комиссий
}

posted-late = поздно: опубликован { $since } или позже, срок был до { $due }
posted-back-dated = задним числом: говорит, что опубликован { $posted }, но { $before } его не было
posted-replaced = заменён между { $before } и { $seen }; другие числа в { $changed } строках из { $lines }
posted-marked = { $what }, с отметкой «{ $mark }»
posted-withdrawn = отозван: { $last } был, { $gone } его нет
mark-repeated = повторный
mark-corrected = исправленный
signed-when = датирован { $signed }, вне времени подсчёта
signed-by = подписали { $signatures } из { $members } членов
signed-seal = сказано, что печати нет
percent-of = от { $whole } было бы { $percent }
percent-none = нет целого числа, от которого были бы все проценты этой стадии
stage-fell = упало с { $was } ({ $stage }) до { $now }, на { $change }
stage-more = не менее { $low }, больше, чем { $announced } объявленных избирателей ({ $stage })
stage-rose = выросло с { $was } ({ $stage }) до { $now }, на { $change }, или { $percent } %
rarer-elections = реже чем на одних из миллиона выборов
rarer-stations = реже чем на одном из миллиона участков
once-elections = примерно на одних выборах из { $times }
once-stations = примерно на одном участке из { $times }

reads-protocol = протокол читается так же, как другой: { $where }
reads-other = { $other } читается как протокол другого участка: { $where }
way-one-digit = в строке «{ $line }» отличается одна цифра
way-exchanged = в строке «{ $line }» переставлены две цифры
way-digit-more = в строке «{ $line }» на цифру больше
way-digit-less = в строке «{ $line }» на цифру меньше
way-alone = в строке «{ $line }» другое число
way-each-alone = отличаются строки, каждая сама по себе: { $lines }
way-lines-exchanged = переставлены строки «{ $line }» и «{ $line_2 }»
way-lines-shifted = строки от «{ $line }» до «{ $line_2 }» сдвинуты на одну
way-moved = голоса перешли от «{ $party }» к «{ $to }»: { $votes }
way-more = за «{ $party }» больше на { $votes }, и настолько же больше бюллетеней
way-fewer = за «{ $party }» меньше на { $votes }, и настолько же меньше бюллетеней
way-from-invalid = недействительные бюллетени стали голосами за «{ $party }»: { $votes }
way-to-invalid = голоса за «{ $party }» стали недействительными бюллетенями: { $votes }
way-besides = { $number ->
    [one] { $way }, и ещё { $number } строка
    [few] { $way }, и ещё { $number } строки
   *[other] { $way }, и ещё { $number } строк
}
way-weight = { $way } ({ $weight })
way-breaks = { $way }; { $who }: нарушено { $relation }, { $whose }: соблюдено
relation-more = { $relation } и ещё { $more }
repair-none = изменением нескольких строк не исправить
repair-by = исправило бы: { $changes }
repair-perhaps = возможно, исправило бы: { $changes }
repair-weight = { $repair } ({ $weight })
repair-among = { $repair } ({ $weight }, вариантов { $among })
repair-and = { $one } и { $other }
repair-exact = «{ $line }» { $low } вместо { $was }
repair-range = «{ $line }» от { $low } до { $high } вместо { $was }
repair-most = «{ $line }» не более { $high } вместо { $was }
repair-least = «{ $line }» не менее { $low } вместо { $was }
slip-exact = { $change } ({ $slip })
slip-likely = { $change } ({ $slip }: { $after })
slip-one-digit = одна цифра
slip-exchanged = две цифры переставлены
slip-digit-more = лишняя цифра
slip-digit-less = не хватает цифры

level-pec = протоколам участков
level-tec = протоколам ТИК
level-rec = протоколам региональных комиссий
level-cec = протоколам ЦИК
base-took_part = принявших участие
base-valid = действительных голосов
threshold = { $percent } % от { $base }
outcome = По { $level }: { $allocated }.
seats-none = ни один список не набирает { $threshold }
seats-tied = мандаты делятся поровну, и возможно: { $ways }
seats-or = { $one }; или { $other }
seats-all = все мандаты ({ $seats }) получает { $name }
seats-go = мандаты ({ $seats }) распределяются так: { $listed }
seats-to = { $name } — { $seats }
seats-and = { $one }, { $other }
change-no = { $even_if } мандаты распределяются так же.
change-one = Нельзя исключить, что верно иное распределение мандатов: достижимых распределений — { $ways }.
change-several = Нельзя исключить, что верно иное распределение мандатов: достижимых распределений — { $ways }.
change-more = Нельзя исключить, что верно иное распределение мандатов: достижимых распределений — { $ways } или больше.
change-takes = { $change } Для этого хватает { $fewest } из числа спорных ({ $disputed }).
disputed = { $number ->
    [one] { $number } спорный участок
    [few] { $number } спорных участка
   *[other] { $number } спорных участков
}
even-if-nothing = Ни одно открытое замечание не ставит под вопрос голоса участка, и все участки видны:
even-if-disputed = Даже если бы на участках под вопросом ({ $disputed }) всё было иначе, и наихудшим образом,
even-if-unseen = Даже если бы на участках, видных не полностью ({ $missed }), всё было иначе, и наихудшим образом,
even-if-both = Даже если бы на участках под вопросом ({ $disputed }) и видных не полностью ({ $missed }) всё было иначе, и наихудшим образом,
unknown-no-protocol = Не видно ни одного протокола участка: что могли бы изменить протоколы, неизвестно.
unknown-unseen = Что могли бы изменить участки, видные не полностью ({ $missed }), неизвестно: { $bound }.
near-below = { $name }: до { $threshold } не хватает голосов — { $moved }{ $others }
near-below-other = {" "}(от { $base } — { $moved })
near-above = { $name }: было бы меньше { $threshold }, если бы чужими были голоса в числе { $moved }
near-seat = Один мандат перешёл бы к { $name }, если бы у этого списка были голоса списка { $other } в числе { $moved }
near-leader = { $name } не был бы первым, если бы списку { $other } принадлежали его голоса в числе { $moved }
near-alone = { $near }.
near-findings = { $near }; все открытые замечания вместе могли бы сдвинуть не более { $findings }.
near-unseen = { $near }; все открытые замечания вместе могли бы сдвинуть не более { $findings }, а не увиденные участки — { $unseen }.
removed = Если бы голоса других списков были изъяты, а не перенесены, понадобилось бы { $removed }{ $others }.
removed-other = {" "}({ $removed })
beside = { $one }{ $other }

reason-no-election = таблицы сами не называют выборы; их называет папка выборов
reason-no-seats = в файле выборов нет [seats]
reason-no-result = голоса неизвестны: ни с участков, ни опубликованные для каждого списка
bound-nothing = все участки видны
bound-lists = списки избирателей этих участков
bound-unknown = ничто не говорит, сколько там избирателей

counted = { $line } { $count }
counted-and = { $one }, { $other }
counted-more = { $numbers }, ...

# Что стало с замечаниями и документами; английский текст — в reconcile/english/life.py.
changes-first = Записано как проверка { $run }, первая: всё новое
changes-since = С проверки { $before }: { $findings }; документы: { $documents }
changes-same = замечания те же
changes-new = новых { $number }
changes-changed = с другими числами { $number }
changes-reopened = решённых и вновь открытых { $number }
changes-back = вернувшихся { $number }
changes-corrected = исправленных или опубликованных комиссией { $number }
changes-gone = больше не обнаруженных { $number }
changes-unseen = сегодня не увиденных { $number }
documents-same = те же
documents-appeared = появилось { $number }
documents-changed = изменилось { $number }
documents-vanished = исчезло { $number }
documents-back = вернулось { $number }
documents-unread = не прочитано { $number }
documents-failed = не получено { $number }
lived = проверка { $run }, { $started }: { $what }
lived-who = { $lived }, решение: { $who }
lived-as = { $lived } под номером { $finding }
lived-why = { $lived } ({ $why })
lived-new = новое
lived-changed = с другими числами
lived-reopened = открыто вновь
lived-back = вернулось
lived-unseen = не увидено
lived-seen = увидено снова
lived-corrected = исправлено комиссией
lived-gone = больше не обнаружено
lived-settled = решено
lived-opened = открыто человеком
why-not-asked = не опрошено
why-no-answer = ответа нет
why-cut-disconnect = пришло не всё: связь прервалась
why-cut-length = пришло не всё: больше допустимого
why-cut-time = пришло не всё: дольше допустимого
why-answered = ответ { $status }
why-withdrawn = снято с сайта
why-not-read = то, что там теперь, не прочитано
why-unseen = то, на чём оно стоит, не увидено: { $why }
why-not-screened = отбор необычного не включён
why-otherwise = проверено иначе, чем прежде: { $names }
why-not-posted = с тех пор там ничего не публиковалось
why-missing = нет того, что нужно для проверки
why-copy-unused = копия, на которой оно стоит, больше не используется
why-copies-other = копии теперь говорят другое или отложены
why-copy-other = копия теперь говорит другое или отложена

# Что печатает tekseru check; английский текст — в reconcile/english/terminal.py.
label-form = Форма
label-stations = Участки
label-copies = Копии
label-screening = Отбор
label-unreadable = Нечитаемо
label-quarantined = Отложено
label-waiting = Ждут
label-findings = Замечания
label-archive = Архив
column-check = проверка
column-holds = соблюдено
column-violated = нарушено
column-unknown = неизвестно
column-usual = обычно
column-unusual = необычно
run-form = { $form }, { $status }
run-relations-of = {"  "}в { $form }:
run-stations = с официальным протоколом { $official }
run-stations-of = с официальным протоколом { $official }, в реестре { $register }
run-copies = участков с копией { $copies }, сопоставлено протоколов { $matched }
run-not-screened = не включён: tekseru check --screen
run-screened = необычное, без правила: не расхождение, что бы тут ни стояло
run-by-chance = {"  "}из них случайно около
run-unreadable = ячеек или строк без числа { $number }; их значения отсутствуют
run-quarantined = документов не удалось прочитать и отложено { $number }
run-waiting = ячеек и фраз { $cells } на сканах ({ $scans }), прочесть должен человек
run-findings = { $total }: обязательно { $must }, следует { $should }, заметка { $note }
run-notes = и заметок отбора { $notes }
run-in = в { $out }
run-archive = записей { $records }, их корень

# Почему доказательства не дают находку заново; английский текст — в reconcile/english/evidence.py.
why-together = необычное стоит на всех участках вместе
why-absent = что протокола нет, показывает только весь архив
why-left-out = не вошло записей, на которых она стоит: { $number }
why-typed = копия, на которой она стоит, набрана за рабочим столом; набранное хранится в базе, а не в этом файле
why-readings = скан, на котором она стоит, прочитан человеком за рабочим столом; прочитанное хранится в базе, а не в этом файле
why-decided = её записи и настройки её не дают; решения людей о копиях или названиях хранятся в базе, и в этом файле их нет
why-nothing = её записи и настройки её не дают
