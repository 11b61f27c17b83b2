# Диаграммы: название, одно предложение о том, что видно и чего это не значит, оси.
chart-number-0 = { NUMBER($value, minimumFractionDigits: 0, maximumFractionDigits: 0) }
chart-number-1 = { NUMBER($value, minimumFractionDigits: 1, maximumFractionDigits: 1) }
chart-number-2 = { NUMBER($value, minimumFractionDigits: 2, maximumFractionDigits: 2) }
chart-number-3 = { NUMBER($value, minimumFractionDigits: 3, maximumFractionDigits: 3) }
chart-list = Список

chart-differences = Опубликованные голоса и копии наблюдателей
chart-differences-says = По участкам, где есть и опубликованный протокол, и копия (участков: { $stations }): на сколько голосов у каждого списка в опубликованных протоколах больше (вправо) и меньше (влево). Копии не отбирались случайно, поэтому об остальных участках отсюда ничего не следует, а расхождение не говорит, какой документ неверен.
chart-differences-none = На участках, где есть и опубликованный протокол, и копия (участков: { $stations }), голоса всех списков совпадают. Об остальных участках отсюда ничего не следует.
chart-differences-nothing = Ни по одному участку нет и опубликованного протокола, и копии: сравнивать нечего.
chart-differences-axis = голоса: в опубликованном минус в копии
chart-differences-more = Голосов больше
chart-differences-stations-more = Участков, где больше
chart-differences-fewer = Голосов меньше
chart-differences-stations-fewer = Участков, где меньше
chart-differences-net = Больше за вычетом меньше

chart-stations = Участков
chart-turnout = Явка, %
chart-region-unknown = неизвестно

chart-fingerprint = Явка и доля лидирующего списка
chart-fingerprint-says = В каждом квадрате — участки с такой явкой и такой долей списка { $list }; чем темнее, тем их больше (всего участков: { $stations }). Регионы, голосующие по-разному, дают свои пятна; отсюда не следует, почему участок стоит там, где стоит, и что какое-то число неверно.
chart-fingerprint-left-out = Не показано участков: { $number } — их чисел нет или они противоречат друг другу.
chart-fingerprint-nothing = Явку и долю показать нельзя: нет участков, где известны обе, или форма не говорит, из каких строк они складываются.
chart-fingerprint-legend = Участков в квадрате:
chart-fingerprint-share = { $list }, % бюллетеней
chart-fingerprint-all = все участки: { $percent }
chart-fingerprint-table = Явка (вниз), доля (вправо)

chart-regions = Явка и доля по регионам
chart-regions-says = Для каждого региона: точка — участок посередине, толстая полоса — половина участков, тонкая линия — девять из десяти; слева явка, справа доля списка { $list }. Регионы различаются по многим причинам; широкая или узкая полоса ничего не говорит о том, как считали голоса.
chart-regions-nothing = Явку и долю по регионам показать нельзя: нет участков, где известны обе, или форма не говорит, из каких строк они складываются.
chart-regions-median = участок посередине
chart-regions-half = половина участков
chart-regions-most = девять из десяти участков

chart-coverage = Что есть по участкам каждого региона
chart-coverage-says = Какая часть участков региона имеет и опубликованный протокол, и копию наблюдателя, только одно из них или ничего. Где нет копии, опубликованные числа не с чем было сравнить; это не значит, что они неверны.
chart-coverage-nothing = Охват показать нельзя: неизвестно, к какому региону и какой комиссии относятся участки.
chart-coverage-axis = часть участков
chart-coverage-place = Где
chart-coverage-both = протокол и копия
chart-coverage-no_copy = протокол без копии
chart-coverage-not_posted = копия без протокола
chart-coverage-neither = ничего

chart-timeline = Когда публиковали протоколы
chart-timeline-says = Протоколы по времени, когда их впервые увидели на сайте, а если ни один осмотр не говорит иного — по времени, которое называет сам сайт: опубликовано { $posted }, заменено другими числами { $replaced }, больше нет { $withdrawn }. Что было между двумя осмотрами, неизвестно, а замена может быть объявленным исправлением.
chart-timeline-nothing = Ни у одного протокола нет времени: их сдали таблицами или сайт не осматривали.
chart-timeline-posted = Опубликовано: { $number }
chart-timeline-replaced = Заменено другими числами: { $number }
chart-timeline-withdrawn = Больше нет: { $number }
chart-timeline-column-posted = Опубликовано
chart-timeline-column-replaced = Заменено
chart-timeline-column-withdrawn = Больше нет
chart-timeline-axis = время ({ $zone })

chart-comb = Как часто проценты целые
chart-comb-says = Сколько процентов из { $stations } участков оканчивается на каждую десятую; тёмный столбик — целые. Поперечные штрихи — сколько их даёт случай, вертикальные линии — за какие пределы он редко выходит. Тёмный столбик выше своей линии значит, что целых процентов в сумме слишком много, но не говорит, на каких участках, почему и неверно ли какое-то число.
chart-comb-nothing = Слишком мало участков, где сто избирателей и больше и известны явка и доля: десятые доли процентов не считались.
chart-comb-axis = десятая доля процента
chart-comb-observed = участков
chart-comb-expected = по случаю
chart-comb-beyond = редко дальше

chart-interval = Официальные доли и параллельный подсчёт
chart-interval-says = Для каждого списка полоса — погрешность вокруг его доли по копиям случайно отобранных участков (копий: { $copies }), ромб — официальная доля; вне полосы он оранжевый. Из 100 таких выборок около 95 дают полосу, в которой лежит доля по всем копиям. О том, как голосовали и считали, это не говорит, и официальная доля внутри полосы тем самым не доказана.
chart-interval-says-extremes = Эти копии (их { $copies }) никто не отбирал, поэтому погрешности нет: полоса идёт от наименьшей до наибольшей доли, какую список может иметь, что бы ни показали участки без копий; ромб — официальная доля.
chart-interval-nothing = Копий отобранных участков нет или их слишком мало, чтобы сравнить с официальными долями.
chart-interval-axis = процентные пункты от доли по копиям
chart-interval-axis-extremes = доля, %
chart-interval-official = официально { $percent }
chart-interval-copies = Доля по копиям
chart-interval-margin = Погрешность (95 %)
chart-interval-extremes = От наименьшей до наибольшей
chart-interval-column-official = Официальная доля
chart-interval-apart = Официальная минус по копиям, пункты

chart-evidence = Как риск убывает с каждым отбором
chart-evidence-says = Если бы объявленный исход расходился с копиями всех участков, вероятность найти столь согласные с ним копии была бы не больше { $risk } (отобрано: { $draws }); толстая линия — утверждение с наибольшим риском, тонкие — остальные, прерывистая — предел, { $limit }. Это подтверждает только сложение итогов; риск выше предела значит, что свидетельств мало, а не что исход неверен.
chart-evidence-says-as-if = Эти участки никто не отбирал, поэтому это ничего не подтверждает: линии показывают, каким был бы риск ({ $risk }, копий: { $draws }), будь они отобраны случайно. Толстая линия — утверждение с наибольшим риском, прерывистая — предел, { $limit }.
chart-evidence-nothing = Ни одной копии ещё нет: прослеживать нечего.
chart-evidence-risk = риск, логарифмически
chart-evidence-draws = отобрано
chart-evidence-limit = предел { $percent }
chart-evidence-claim = Утверждение
chart-evidence-away = Голосов до перемены
chart-evidence-column-risk = Риск
chart-evidence-more = Нужно отобрать ещё
chart-evidence-never = сколько ни отбирай
chart-base-valid = голосов за списки
chart-base-took_part = бюллетеней в урнах
chart-claim-seats = ни одно место не переходит от { $second } к { $first }
chart-claim-ahead = у { $first } голосов больше, чем у { $second }
chart-claim-above = у { $first } не меньше { $percent } % { $base }
chart-claim-below = у { $first } меньше { $percent } % { $base }
