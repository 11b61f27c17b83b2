# Тексеру сөйлемдері мен бірінші абзацтың бөліктері; ағылшын мәтіні reconcile/english/findings.py ішінде.
at-station = { $station } учаскесі
at-station-of = { $station } учаскесі ({ $tec } АСК)
at-number = { $station } учаске нөмірі
at-everywhere = барлық учаске
at-tec = { $name } АСК
at-rec = { $name } өңірлік комиссиясы
at-cec = ОСК { $name }
at-channel = { $where }, { $channel }
channel-paper = қағаз
channel-electronic = электрондық
channel-summary = жиынтық

said-protocol = хаттама
said-copy = көшірме
said-earlier = бұрынғы нұсқа
said-table = АСК кестесі
said-words = сөзбен жазылғаны
alone-published = жарияланған хаттама
alone-version = жарияланған { $version }-нұсқа
alone-copy = көшірме
alone-copy-of = { $source } көшірмесі
alone-copy-version = { $copy }, { $version }-нұсқа
alone-words = сөзбен жазылғаны
alone-table = АСК кестесі
known-register = тізілімнен
known-copy = бақылаушының көшірмесінен
has-protocol = жарияланған хаттамасы
has-copy = бақылаушы көшірмесі
twice-numbers = басқа сандармен
twice-commissions = { $commissions } комиссиядан
twice-copies = бір дереккөздің көшірмелерінде
alike-but = { $number ->
    [one] , { $number } жолдан басқасы
   *[other] , { $number } жолдан басқасы
}
below-pec = { $number ->
    [one] { $number } учаске хаттамасы
   *[other] { $number } учаске хаттамасы
}
below-tec = { $number ->
    [one] { $number } АСК хаттамасы
   *[other] { $number } АСК хаттамасы
}
below-rec = { $number ->
    [one] { $number } өңірлік комиссия хаттамасы
   *[other] { $number } өңірлік комиссия хаттамасы
}

posted-late = кеш: { $since } немесе одан кейін жарияланған, мерзімі { $due } дейін
posted-back-dated = кейінгі күнмен: { $posted } жарияланған делінеді, бірақ { $before } жоқ болған
posted-replaced = { $before } мен { $seen } аралығында ауыстырылған; { $lines } жолдың { $changed } жолында басқа сан
posted-marked = { $what }, «{ $mark }» деген белгісі бар
posted-withdrawn = алынып тасталған: { $last } бар болған, { $gone } жоқ
mark-repeated = қайта жасалған
mark-corrected = түзетілген
signed-when = күні { $signed }, санау уақытынан тыс
signed-by = { $members } мүшенің { $signatures } қол қойған
signed-seal = мөр жоқ делінген
percent-of = { $whole } санынан { $percent } болар еді
percent-none = бұл кезеңнің барлық пайызы шығатын бүтін сан жоқ
stage-fell = { $was } ({ $stage }) болған, { $now } болды, { $change } кеміді
stage-more = кемінде { $low }, жарияланған { $announced } сайлаушыдан көп ({ $stage })
stage-rose = { $was } ({ $stage }) болған, { $now } болды, { $change } немесе { $percent } % өсті
rarer-elections = миллион сайлауда бір реттен сирек
rarer-stations = миллион учаскеде бір реттен сирек
once-elections = шамамен { $times } сайлауда бір рет
once-stations = шамамен { $times } учаскеде бір рет

reads-protocol = хаттама басқа хаттамадай оқылады: { $where }
reads-other = { $other } басқа учаскенің хаттамасындай оқылады: { $where }
way-one-digit = «{ $line }» жолында бір цифр өзгеше
way-exchanged = «{ $line }» жолында екі цифрдың орны ауысқан
way-digit-more = «{ $line }» жолында бір цифр артық
way-digit-less = «{ $line }» жолында бір цифр кем
way-alone = «{ $line }» жолында басқа сан
way-each-alone = { $lines } жол өзгеше, әрқайсысы өз алдына
way-lines-exchanged = «{ $line }» және «{ $line_2 }» жолдарының орны ауысқан
way-lines-shifted = «{ $line }» мен «{ $line_2 }» аралығындағы жолдар бірге жылжыған
way-moved = «{ $party }» тізімінен «{ $to }» тізіміне ауысқан дауыс: { $votes }
way-more = «{ $party }» тізіміне { $votes } дауыс артық, бюллетень де сонша артық
way-fewer = «{ $party }» тізіміне { $votes } дауыс кем, бюллетень де сонша кем
way-from-invalid = «{ $party }» тізімінің дауысына айналған жарамсыз бюллетень: { $votes }
way-to-invalid = «{ $party }» тізімінің жарамсыз бюллетеньге айналған дауысы: { $votes }
way-besides = { $number ->
    [one] { $way }, оның үстіне тағы { $number } жол
   *[other] { $way }, оның үстіне тағы { $number } жол
}
way-weight = { $way } ({ $weight })
way-breaks = { $way }; { $who }: { $relation } бұзылған, { $whose }: сақталған
relation-more = { $relation } және тағы { $more }
repair-none = бірнеше жолды өзгерту түзетпейді
repair-by = түзететіні: { $changes }
repair-perhaps = мүмкін, түзететіні: { $changes }
repair-weight = { $repair } ({ $weight })
repair-among = { $repair } ({ $weight }, { $among } нұсқаның бірі)
repair-and = { $one } және { $other }
repair-exact = «{ $line }» { $was } орнына { $low }
repair-range = «{ $line }» { $was } орнына { $low }–{ $high }
repair-most = «{ $line }» { $was } орнына ең көбі { $high }
repair-least = «{ $line }» { $was } орнына кемінде { $low }
slip-exact = { $change } ({ $slip })
slip-likely = { $change } ({ $slip }: { $after })
slip-one-digit = бір цифр
slip-exchanged = екі цифрдың орны ауысқан
slip-digit-more = бір цифр артық
slip-digit-less = бір цифр кем

level-pec = Учаске хаттамалары
level-tec = АСК хаттамалары
level-rec = Өңірлік комиссия хаттамалары
level-cec = ОСК хаттамалары
base-took_part = қатысқандардың
base-valid = жарамды дауыстардың
threshold = { $base } { $percent } %
outcome = { $level } бойынша { $allocated }.
seats-none = бірде-бір тізім { $threshold } шегіне жетпейді
seats-tied = мандаттар тең бөлінеді, мүмкіні: { $ways }
seats-or = { $one }; немесе { $other }
seats-all = барлық { $seats } мандатты { $name } алады
seats-go = { $seats } мандат былай бөлінеді: { $listed }
seats-to = { $name } — { $seats }
seats-and = { $one }, { $other }
change-no = { $even_if } мандаттардың бөлінуі өзгермейді.
change-one = Мандаттардың басқаша бөлінуі дұрыс екенін жоққа шығаруға болмайды: мүмкін бөліну саны — { $ways }.
change-several = Мандаттардың басқаша бөлінуі дұрыс екенін жоққа шығаруға болмайды: мүмкін бөліну саны — { $ways }.
change-more = Мандаттардың басқаша бөлінуі дұрыс екенін жоққа шығаруға болмайды: мүмкін бөліну саны — { $ways } немесе одан көп.
change-takes = { $change } Ол үшін { $disputed } ішінен { $fewest } жеткілікті.
disputed = { $number ->
    [one] { $number } даулы учаске
   *[other] { $number } даулы учаске
}
even-if-nothing = Бірде-бір ашық жайт учаске дауыстарына күмән келтірмейді, учаскелердің бәрі көрінген:
even-if-disputed = Тіпті { $disputed } ең нашар жағдайда басқаша болса да,
even-if-unseen = Тіпті толық көрінбеген { $missed } учаске ең нашар жағдайда басқаша болса да,
even-if-both = Тіпті { $disputed } мен толық көрінбеген { $missed } учаске ең нашар жағдайда басқаша болса да,
unknown-no-protocol = Бірде-бір учаске хаттамасы көрінген жоқ: хаттамалар нені өзгерте алатыны белгісіз.
unknown-unseen = Толық көрінбеген { $missed } учаске нені өзгерте алатыны белгісіз: { $bound }.
near-below = { $name }: { $threshold } шегіне { $moved } дауыс жетпейді{ $others }
near-below-other = {" "}({ $base } шегіне — { $moved })
near-above = { $name }: дауысының { $moved } басқаныкі болса, { $threshold } шегінен төмен болар еді
near-seat = { $other } тізімінің { $moved } дауысы { $name } тізімінікі болса, бір мандат соған ауысар еді
near-leader = { $name } дауысының { $moved } { $other } тізімінікі болса, бірінші болмас еді
near-alone = { $near }.
near-findings = { $near }; барлық ашық жайт бірге ең көбі { $findings } дауысты жылжыта алады.
near-unseen = { $near }; барлық ашық жайт бірге ең көбі { $findings } дауысты, ал көрінбеген учаскелер { $unseen } дауысты жылжыта алады.
removed = Басқа тізімдердің дауысы ауыстырылмай, алынып тасталса, { $removed }{ $others } керек болар еді.
removed-other = {" "}({ $removed })
beside = { $one }{ $other }

reason-no-election = кестелердің өзі сайлауды атамайды; оны сайлау бумасы атайды
reason-no-seats = сайлау файлында [seats] жоқ
reason-no-result = дауыстар белгісіз: учаскелерден де, әр тізім үшін жарияланғаны да жоқ
bound-nothing = барлық учаске көрінген
bound-lists = осы учаскелердің сайлаушылар тізімі
bound-unknown = онда қанша сайлаушы бар екенін ештеңе айтпайды

counted = { $line } { $count }
counted-and = { $one }, { $other }
counted-more = { $numbers }, ...

# Жайттар мен құжаттарға не болғаны; ағылшыншасы — reconcile/english/life.py ішінде.
changes-first = { $run }-тексеру болып жазылды, алғашқысы: бәрі жаңа
changes-since = { $before }-тексеруден бері: { $findings }; құжаттар: { $documents }
changes-same = жайттар сол күйі
changes-new = жаңа { $number }
changes-changed = сандары өзгерген { $number }
changes-reopened = шешіліп, қайта ашылған { $number }
changes-back = қайта пайда болған { $number }
changes-corrected = комиссия түзеткен не жариялаған { $number }
changes-gone = енді табылмаған { $number }
changes-unseen = бүгін көрінбеген { $number }
documents-same = сол күйі
documents-appeared = пайда болғаны { $number }
documents-changed = өзгергені { $number }
documents-vanished = жоғалғаны { $number }
documents-back = қайта пайда болғаны { $number }
documents-unread = оқылмағаны { $number }
documents-failed = алынбағаны { $number }
lived = { $run }-тексеру, { $started }: { $what }
lived-who = { $lived }, шешкен: { $who }
lived-as = { $lived }, нөмірі { $finding }
lived-why = { $lived } ({ $why })
lived-new = жаңа
lived-changed = сандары өзгерді
lived-reopened = қайта ашылды
lived-back = қайта пайда болды
lived-unseen = көрінбеді
lived-seen = қайта көрінді
lived-corrected = комиссия түзетті
lived-gone = енді табылмады
lived-settled = шешілді
lived-opened = адам ашты
why-not-asked = сұралмады
why-no-answer = жауап жоқ
why-cut-disconnect = толық келмеді: байланыс үзілді
why-cut-length = толық келмеді: шектен үлкен
why-cut-time = толық келмеді: шектен ұзақ
why-answered = жауабы { $status }
why-withdrawn = сайттан алынды
why-not-read = қазір сонда тұрғаны оқылмады
why-unseen = сүйенген құжаты көрінбеді: { $why }
why-not-screened = іріктеу қосылмаған
why-otherwise = бұрынғыдан басқаша тексерілді: { $names }
why-not-posted = содан бері онда ештеңе жарияланбады
why-missing = тексеруге керегі жоқ
why-copy-unused = сүйенген көшірмесі енді қолданылмайды
why-copies-other = көшірмелері енді басқаша айтады не шетке қойылды
why-copy-other = көшірмесі енді басқаша айтады не шетке қойылды

# tekseru check не басып шығарады; ағылшыншасы — reconcile/english/terminal.py ішінде.
label-form = Нысан
label-stations = Учаскелер
label-copies = Көшірмелер
label-screening = Іріктеу
label-unreadable = Оқылмады
label-quarantined = Шетте
label-waiting = Күтеді
label-findings = Жайттар
label-archive = Мұрағат
column-check = тексеру
column-holds = сақталды
column-violated = бұзылды
column-unknown = белгісіз
column-usual = әдеттегі
column-unusual = оғаш
run-form = { $form }, { $status }
run-relations-of = {"  "}{ $form } ішінде:
run-stations = ресми хаттамасы бар { $official }
run-stations-of = ресми хаттамасы бар { $official }, тізілімде { $register }
run-copies = көшірмесі бар учаске { $copies }, салыстырылған хаттама { $matched }
run-not-screened = қосылмаған: tekseru check --screen
run-screened = ережесіз, оғаш көрінетіні ғана: не айтса да, алшақтық емес
run-by-chance = {"  "}оның кездейсоғы шамамен
run-unreadable = сан шықпаған ұяшық не жол { $number }; мәндері жоқ деп саналады
run-quarantined = оқылмай, шетке қойылған құжат { $number }
run-waiting = { $scans } скандағы { $cells } ұяшық пен сөйлемді адам оқуы керек
run-findings = { $total }: міндетті { $must }, тиіс { $should }, ескертпе { $note }
run-notes = және іріктеу ескертпесі { $notes }
run-in = орны { $out }
run-archive = жазба { $records }, олардың түбірі

# Дәлелдер неге айырманы қайта бермейді; ағылшыншасы — reconcile/english/evidence.py ішінде.
why-together = оғаш нәрсе барлық учаскеге бірге сүйенеді
why-absent = хаттаманың жоқтығын бүкіл мұрағат қана көрсетеді
why-left-out = сүйенген жазбаларының кірмегені: { $number }
why-typed = сүйенген көшірмесі жұмыс үстелінде терілген; терілгені бұл файлда емес, дерекқорда тұр
why-readings = сүйенген сканын жұмыс үстелінде адам оқыған; оқылғаны бұл файлда емес, дерекқорда тұр
why-decided = жазбалары мен баптаулары оны бермейді; адамдардың көшірме не атау туралы шешімдері дерекқорда тұр, бұл файлда жоқ
why-nothing = жазбалары мен баптаулары оны бермейді
