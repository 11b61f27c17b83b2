# The web desk: every page, and the observer's path.
desk-skip = Мазмұнға өту
desk-nav = Беттер
desk-nav-stations = Учаскелер
desk-nav-copies = Менің көшірмелерім
desk-nav-people = Адамдар
desk-language = Тіл және кіру
desk-sign-in = Кіру
desk-sign-out = Шығу
desk-sign-in-wrong = Аты мен құпиясөз сәйкес емес. Тексеріп, қайталап көріңіз.
desk-name = Аты
desk-password = Құпиясөз
desk-invented = Бағдарламаны байқап көруге арналған ОЙДАН ШЫҒАРЫЛҒАН сайлау: мұндағы бірде-бір сан шынайы емес.
desk-offline = Байланыс жоқ. Терілгені осы құрылғыда сақталады; байланыс қайта қосылғанда жіберіңіз.
desk-to-stations = Учаскені табу

desk-error-401 = Алдымен кіріңіз
desk-error-403 = Бұған сіздің рұқсатыңыз жоқ
desk-error-404 = Мұндай бет жоқ
desk-error-409 = Басқа біреу бұрын үлгерді
desk-error-413 = Көлемі тым үлкен
desk-error-422 = Мекенжай немесе нысан толық емес
desk-error-429 = Әрекет тым көп. Бірнеше минут күтіңіз.
desk-error-500 = Бұны орындау мүмкін болмады

desk-role = Рөлі
desk-role-reader = Оқушы
desk-role-observer = Бақылаушы
desk-role-clerk = Оператор
desk-role-supervisor = Аға қызметкер
desk-role-admin = Әкімші
desk-role-none = Рұқсат жоқ
desk-role-hint = Оқушы оқиды; бақылаушы өз көшірмелерін тереді; оператор күтіп тұрғанды теріп, оқиды; аға қызметкер айырмашылықты шешеді; әкімші рұқсат береді. Әрқайсысы алдыңғылар істейтінді де істей алады.
desk-since = Қашаннан (UTC)
desk-keep = Сақтау
desk-people-put = Рұқсат беру немесе өзгерту
desk-people-all = { $number ->
    [one] { $number } адам
   *[other] { $number } адам
}
desk-people-new-password = Жаңа құпиясөз жасау, ол бір рет қана көрсетіледі
desk-people-password = { $name } құпиясөзі; қазір жазып алыңыз, қайта көрсетілмейді:
desk-people-kept = Сақталды: { $name }
desk-people-refused = Бұл ат емес, немесе жаңа адамға рөл мен құпиясөз керек.
desk-people-not-yourself = Өз рөліңізді басқа әкімші өзгертеді.

desk-find = Учаскені табу
desk-find-by = Нөмірі, облысы, комиссиясы немесе мекенжайы
desk-find-hint = { $number ->
    [one] { $number } учаске белгілі. Кез келген тілде.
   *[other] { $number } учаске белгілі. Кез келген тілде.
}
desk-search = Іздеу
desk-found = { $number ->
    [0] Ештеңе табылмады. Тек нөмірін теріп көріңіз.
    [one] { $number } учаске табылды.
   *[other] { $number } учаске табылды.
}
desk-found-more = { $number ->
    [one] Тек біріншісі көрсетілген: толығырақ теріңіз.
   *[other] Алғашқы { $number } көрсетілген: толығырақ теріңіз.
}
desk-station-number = { $number } учаскесі
desk-tec = { $tec } комиссиясы
desk-is-posted = жарияланған
desk-not-posted = жарияланбаған

desk-channel = Хаттама
desk-channel-paper = қағаз бюллетеньдер
desk-channel-electronic = электрондық дауыс беру
desk-channel-summary = жиынтық
desk-posted-protocol = Жарияланған хаттама
desk-version = { $number }-нұсқа
desk-posted = Жарияланған
desk-seen = Алғаш көрілген
desk-posted-at = Жарияланған уақыты { $time }
desk-seen-at = Алғаш көрілген уақыты { $time }
desk-nothing-posted = Бұл учаске бойынша әзірге ештеңе жарияланбаған.
desk-see-document = Құжатты көру
desk-found-here = { $number ->
    [one] Соңғы тексеру мұнда { $number } сәйкессіздік тапты
   *[other] Соңғы тексеру мұнда { $number } сәйкессіздік тапты
}
desk-neutral = Екі сан сәйкес келмейді. Қайсысы дұрыс және неге екенін бұл айтпайды.

desk-document = Құжат
desk-address = Мекенжайы
desk-bytes = Байттар
desk-as-posted = жарияланған күйінде
desk-page-picture = { $number }-беттің суреті
desk-as-cells = Беттің ұяшықтарында не тұр
desk-no-picture = Бұл құжатты көрсету мүмкін емес; оны сақтап алуға болады.

desk-type-copy = Көшірмемді теру
desk-copy-of = { $number } учаскесі хаттамасының көшірмесі
desk-copy-how = Сандарды көшірмеңізде қалай тұрса, солай теріңіз. Онда жоқ жолды бос қалдырыңыз. Терілгені бірден сақталады.
desk-no-count = Бұл бүтін сан емес. Тек цифр теріңіз немесе бос қалдырыңыз.
desk-copy-no-counts = Кейбір өрістерде бүтін сан емес; олар белгіленген. Қалғаны сақталды.
desk-copy-empty = Әлі бірде-бір сан терілмеді.
desk-typed-lines = { $of } жолдан { $number } терілді
desk-sum-of-votes = тізімдерге берілген дауыстар барлығы { $number }
desk-sums-now = Терілгенді қосу
desk-sums-broken = { $number ->
    [one] { $number } қосынды сәйкес емес. Мына жолдарды қайта қараңыз:
   *[other] { $number } қосынды сәйкес емес. Мына жолдарды қайта қараңыз:
}
desk-off-by = айырмасы { $number }
desk-sums-anyway = Көшірмеңізде шынымен солай болса, сол күйінде жіберіңіз.
desk-sums-fit = { $number ->
    [one] Тексеруге болатын { $number } қосынды сәйкес.
   *[other] Тексеруге болатын { $number } қосындының бәрі сәйкес.
}
desk-photo = Көшірменің фотосуреті
desk-photo-more = Тағы бір фотосурет
desk-photo-hint = JPEG немесе PNG, 12 МБ дейін. Кейін де жіберуге болады.
desk-photo-kept = { $number ->
    [one] { $number } фотосурет сақталған.
   *[other] { $number } фотосурет сақталған.
}
desk-photo-large = Фотосурет 12 МБ-тан үлкен.
desk-photo-none = Фотосуретті таңдаңыз, JPEG немесе PNG.
desk-photo-number = { $number }-фотосурет
desk-photo-send = Фотосуретті жіберу
desk-note = Ескертпе
desk-send = Көшірмені жіберу

desk-outcome-same = Көшірмеңіз бен жарияланған хаттама барлық жолда бірдей.
desk-outcome-differs = { $differing ->
    [one] { $differing } жол жарияланған хаттамадан өзгеше.
   *[other] { $differing } жол жарияланған хаттамадан өзгеше.
}
desk-outcome-same-so-far = { $missing ->
    [one] Салыстыруға болатынның бәрі бірдей. { $missing } жолды салыстыруға болмайды.
   *[other] Салыстыруға болатынның бәрі бірдей. { $missing } жолды салыстыруға болмайды.
}
desk-outcome-unknown = Хаттама жарияланған, бірақ оның сандары оқылмады. Әзірге ештеңе айтуға болмайды.
desk-outcome-not-posted = Бұл хаттама әлі жарияланбаған. Көшірмеңіз сақталды.
desk-short-same = бірдей
desk-short-differs = { $differing ->
    [one] { $differing } жол өзгеше
   *[other] { $differing } жол өзгеше
}
desk-short-same-so-far = әзірге бірдей
desk-short-unknown = әзірге белгісіз
desk-short-not-posted = әлі жарияланбаған
desk-will-tell = Хаттама жарияланып, оқылған бойда осы бет пен тізіміңіз жауабын көрсетеді:
desk-line-by-line = Көшірме мен жарияланған хаттама, жол-жолымен
desk-on-site = Сайтта
desk-the-copy = Көшірме
desk-difference = Айырма
desk-line-differs = көшірме { $copy }, жарияланған { $posted }: { $difference }
desk-to-prove = Басқаларға көрсету үшін
desk-entry = Терілді
desk-digest-typed = терілгеннің sha256
desk-source = Дереккөз
desk-as-sent = жіберілген күйінде
desk-print = Басып шығару
desk-as-text = Мәтін ретінде сақтау
desk-correct = Терілгенді түзету
desk-no-copies = Сіз әлі бірде-бір көшірме термедіңіз.
desk-older = Бұрынғылары
