# The web desk: what waits for a team, and the log.
work-nav = Жұмыс
work-whose = Кімнің көшірмесі
work-whose-take = Алу
work-again = Екінші рет терілетін көшірмелер: { $number }
work-again-how = Бір рет терілген, фотосуреті бар. Бірінші терілгені сізге көрсетілмейді.
work-settle = Айырмасы бар терілімдер: { $number }
work-settle-how = Екеуін де термеген аға қызметкер жол-жолымен шешеді.
work-held = { $name } істеп отыр
work-copy-how = Фотосуретте не көрінсе, соны теріңіз. Онда жоғын немесе оқылмайтынын бос қалдырыңыз.
work-back = Басқаларға қалдыру
work-settle-line = Фотосуретке қарап, әр жолға санды таңдаңыз және себебін жазыңыз.
work-settle-incomplete = Әр жолға санды таңдаңыз және себебін жазыңыз.
work-first = Бірінші терілген
work-second = Екінші терілген
work-other = Басқа сан
work-why = Себебі

activity-nav = Журнал
activity-how = Адамдар мұнда не істегені, соңғысы жоғарыда. Бірде-бір жолды өзгертуге немесе алып тастауға болмайды.
activity-all = барлығы
activity-when = Қашан
activity-who = Кім
activity-did = Не істеді
activity-about = Не туралы
activity-signed-in = кірді
activity-signed-out = шықты
activity-refused = кіргізілмеді
activity-made-user = рұқсат берілді
activity-changed-user = рұқсаты өзгертілді
activity-took = алынды
activity-gave-back = қайтарылды
activity-typed = терілді
activity-attached = фотосурет жіберілді
activity-decided = шешілді
work-scans = Адамды күтіп тұрған скандар: { $number }
work-scans-how = Біреу оқығанша олардың сандары белгісіз; оқылғаны келесі іске қосуда есепке алынады.
work-cells = { $number ->
    [one] { $number } ұяшық
   *[other] { $number } ұяшық
}
work-scan = Сканды оқу
work-scan-how = Әр суреттегі санды теріңіз. Ажырата алмағаныңызды бос қалдырыңыз.
work-cell-picture = Ұяшықтың суреті
work-machine = Машинаның ұсынысы:
work-read-incomplete = Кемінде бір бүтін сан теріп, себебін жазыңыз.
work-names = Белгісіз атаулар: { $number }
work-names-see = Олардың мағынасын айту
work-names-how = Атаудың мағынасын таңдап, себебін жазыңыз. Келесі іске қосу барлық құжатты осымен оқиды.
work-names-means = Мағынасы
work-names-other = Басқа идентификатор
work-names-incomplete = Атаудың мағынасын таңдап, себебін жазыңыз.
work-names-no-id = Мұндай идентификатор жоқ; тізімнен таңдаңыз.
work-kind-region = облыс
work-kind-commission = комиссия
work-kind-station = учаске
work-kind-list = тізім
work-kind-line = нысан жолы
