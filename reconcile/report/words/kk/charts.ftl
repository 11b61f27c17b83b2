# Диаграммалар: атауы, не көрінетінін және нені білдірмейтінін айтатын бір сөйлем, осьтер.
chart-number-0 = { NUMBER($value, minimumFractionDigits: 0, maximumFractionDigits: 0) }
chart-number-1 = { NUMBER($value, minimumFractionDigits: 1, maximumFractionDigits: 1) }
chart-number-2 = { NUMBER($value, minimumFractionDigits: 2, maximumFractionDigits: 2) }
chart-number-3 = { NUMBER($value, minimumFractionDigits: 3, maximumFractionDigits: 3) }
chart-list = Тізім

chart-differences = Жарияланған дауыстар және бақылаушылардың көшірмелері
chart-differences-says = Жарияланған хаттамасы да, көшірмесі де бар учаскелер бойынша (учаске саны: { $stations }): жарияланған хаттамаларда әр тізімнің дауысы қаншаға көп (оң жақта) және қаншаға аз (сол жақта). Көшірмелер кездейсоқ іріктелмеген, сондықтан қалған учаскелер туралы бұдан ештеңе шықпайды, ал айырмашылық қай құжаттың қате екенін айтпайды.
chart-differences-none = Жарияланған хаттамасы да, көшірмесі де бар учаскелерде (учаске саны: { $stations }) барлық тізімнің дауыстары бірдей. Қалған учаскелер туралы бұдан ештеңе шықпайды.
chart-differences-nothing = Бірде-бір учаскеде жарияланған хаттама мен көшірме қатар жоқ: салыстыратын ештеңе жоқ.
chart-differences-axis = дауыс: жарияланғаннан көшірмедегіні алғанда
chart-differences-more = Артық дауыс
chart-differences-stations-more = Артық учаскелер
chart-differences-fewer = Кем дауыс
chart-differences-stations-fewer = Кем учаскелер
chart-differences-net = Артығынан кемін алғанда
