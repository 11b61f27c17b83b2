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
