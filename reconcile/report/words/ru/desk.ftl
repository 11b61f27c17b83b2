# The web desk: every page, and the observer's path.
desk-skip = К содержанию
desk-nav = Страницы
desk-nav-stations = Участки
desk-nav-copies = Мои копии
desk-nav-people = Люди
desk-language = Язык и вход
desk-sign-in = Войти
desk-sign-out = Выйти
desk-sign-in-wrong = Имя и пароль не подходят. Проверьте и попробуйте ещё раз.
desk-name = Имя
desk-password = Пароль
desk-invented = ВЫДУМАННЫЕ выборы, чтобы попробовать программу: ни одно число здесь не настоящее.
desk-offline = Нет связи. Набранное остаётся на этом устройстве; отправьте, когда связь появится.
desk-to-stations = Найти участок

desk-error-401 = Сначала войдите
desk-error-403 = У вас нет доступа к этому
desk-error-404 = Такой страницы нет
desk-error-409 = Кто-то сделал это раньше
desk-error-413 = Слишком большой объём
desk-error-422 = Адрес или форма неполны
desk-error-429 = Слишком много попыток. Подождите несколько минут.
desk-error-500 = Это не удалось сделать

desk-role = Роль
desk-role-reader = Читатель
desk-role-observer = Наблюдатель
desk-role-clerk = Оператор
desk-role-supervisor = Старший
desk-role-admin = Администратор
desk-role-none = Нет доступа
desk-role-hint = Читатель читает; наблюдатель вводит свои копии; оператор вводит и прочитывает то, что ждёт; старший разрешает расхождения; администратор даёт доступ. Каждый может и то, что предыдущие.
desk-since = С (UTC)
desk-keep = Сохранить
desk-people-put = Дать доступ или изменить его
desk-people-all = { $number ->
    [one] { $number } человек
    [few] { $number } человека
   *[other] { $number } человек
}
desk-people-new-password = Создать новый пароль, он показывается один раз
desk-people-password = Пароль для { $name }; запишите сейчас, больше он не показывается:
desk-people-kept = Сохранено: { $name }
desk-people-refused = Это не имя, или новому человеку нужны роль и пароль.
desk-people-not-yourself = Свою роль меняет другой администратор.

desk-find = Найти участок
desk-find-by = Номер, область, комиссия или адрес
desk-find-hint = { $number ->
    [one] Известен { $number } участок. Язык любой.
    [few] Известно { $number } участка. Язык любой.
   *[other] Известно { $number } участков. Язык любой.
}
desk-search = Искать
desk-found = { $number ->
    [0] Ничего не найдено. Попробуйте один только номер.
    [one] Найден { $number } участок.
    [few] Найдено { $number } участка.
   *[other] Найдено { $number } участков.
}
desk-found-more = { $number ->
    [one] Показан только первый: уточните запрос.
   *[other] Показаны первые { $number }: уточните запрос.
}
desk-station-number = Участок { $number }
desk-tec = комиссия { $tec }
desk-is-posted = опубликован
desk-not-posted = не опубликован

desk-channel = Протокол
desk-channel-paper = бумажные бюллетени
desk-channel-electronic = электронное голосование
desk-channel-summary = сводный
desk-posted-protocol = Опубликованный протокол
desk-version = версия { $number }
desk-posted = Опубликовано
desk-seen = Впервые замечено
desk-posted-at = Опубликовано { $time }
desk-seen-at = Впервые замечено { $time }
desk-nothing-posted = По этому участку пока ничего не опубликовано.
desk-see-document = Посмотреть документ
desk-found-here = { $number ->
    [one] Последняя проверка нашла здесь { $number } несоответствие
    [few] Последняя проверка нашла здесь { $number } несоответствия
   *[other] Последняя проверка нашла здесь { $number } несоответствий
}
desk-neutral = Два числа не сходятся. Какое из них верно и почему, это не говорит.

desk-document = Документ
desk-address = Адрес
desk-bytes = Байты
desk-as-posted = как опубликовано
desk-page-picture = Изображение страницы { $number }
desk-as-cells = Что стоит в ячейках страницы
desk-no-picture = Этот документ нельзя показать; его можно сохранить.

desk-type-copy = Ввести мою копию
desk-copy-of = Копия протокола участка { $number }
desk-copy-how = Вводите числа так, как они стоят в вашей копии. Чего в ней нет, оставьте пустым. Набранное сохраняется сразу.
desk-no-count = Это не целое число. Только цифры, или оставьте пустым.
desk-copy-no-counts = В некоторых полях не целое число; они отмечены. Остальное сохранено.
desk-copy-empty = Пока не введено ни одного числа.
desk-typed-lines = Введено строк: { $number } из { $of }
desk-sum-of-votes = голосов за списки вместе { $number }
desk-sums-now = Сложить введённое
desk-sums-broken = { $number ->
    [one] { $number } сумма не сходится. Посмотрите ещё раз эти строки:
    [few] { $number } суммы не сходятся. Посмотрите ещё раз эти строки:
   *[other] { $number } сумм не сходятся. Посмотрите ещё раз эти строки:
}
desk-off-by = разница { $number }
desk-sums-anyway = Если в вашей копии именно так, отправьте как есть.
desk-sums-fit = { $number ->
    [one] { $number } сумма, которую можно проверить, сходится.
    [few] Все { $number } суммы, которые можно проверить, сходятся.
   *[other] Все { $number } сумм, которые можно проверить, сходятся.
}
desk-photo = Фотография копии
desk-photo-more = Ещё одна фотография
desk-photo-hint = JPEG или PNG, до 12 МБ. Можно прислать и позже.
desk-photo-kept = { $number ->
    [one] { $number } фотография уже сохранена.
    [few] { $number } фотографии уже сохранены.
   *[other] { $number } фотографий уже сохранено.
}
desk-photo-large = Фотография больше 12 МБ.
desk-photo-none = Выберите фотографию, JPEG или PNG.
desk-photo-number = Фотография { $number }
desk-photo-send = Отправить фотографию
desk-note = Примечание
desk-send = Отправить копию

desk-outcome-same = Ваша копия и опубликованный протокол совпадают во всех строках.
desk-outcome-differs = { $differing ->
    [one] { $differing } строка отличается от опубликованного протокола.
    [few] { $differing } строки отличаются от опубликованного протокола.
   *[other] { $differing } строк отличаются от опубликованного протокола.
}
desk-outcome-same-so-far = { $missing ->
    [one] Всё, что можно сравнить, совпадает. { $missing } строку сравнить нельзя.
    [few] Всё, что можно сравнить, совпадает. { $missing } строки сравнить нельзя.
   *[other] Всё, что можно сравнить, совпадает. { $missing } строк сравнить нельзя.
}
desk-outcome-unknown = Протокол опубликован, но его числа не удалось прочитать. Пока ничего сказать нельзя.
desk-outcome-not-posted = Этот протокол ещё не опубликован. Ваша копия сохранена.
desk-short-same = совпадает
desk-short-differs = { $differing ->
    [one] отличается { $differing } строка
    [few] отличаются { $differing } строки
   *[other] отличаются { $differing } строк
}
desk-short-same-so-far = пока совпадает
desk-short-unknown = пока неизвестно
desk-short-not-posted = ещё не опубликован
desk-will-tell = Эта страница и ваш список покажут ответ, как только протокол опубликуют и прочитают:
desk-line-by-line = Копия и опубликованный протокол по строкам
desk-on-site = На сайте
desk-the-copy = Копия
desk-difference = Разница
desk-line-differs = копия { $copy }, опубликовано { $posted }: { $difference }
desk-to-prove = Чтобы показать другим
desk-entry = Введено
desk-digest-typed = sha256 введённого
desk-source = Источник
desk-as-sent = как прислано
desk-print = Напечатать
desk-as-text = Сохранить как текст
desk-correct = Исправить введённое
desk-no-copies = Вы ещё не ввели ни одной копии.
desk-older = Более ранние
