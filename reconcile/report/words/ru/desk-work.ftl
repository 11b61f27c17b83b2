# The web desk: what waits for a team, and the log.
work-nav = Работа
work-whose = Чья копия
work-whose-take = Взять
work-again = Копии для второго ввода: { $number }
work-again-how = Введены один раз, с фотографией. Первый ввод вам не показывается.
work-settle = Вводы, которые расходятся: { $number }
work-settle-how = Решает старший, который не вводил ни того, ни другого, строка за строкой.
work-held = занимается { $name }
work-copy-how = Вводите то, что видно на фотографии. Чего там нет или не прочитать, оставьте пустым.
work-back = Оставить другим
work-settle-line = Посмотрите на фотографию, выберите число в каждой строке и напишите почему.
work-settle-incomplete = Выберите число в каждой строке и напишите почему.
work-first = Первый ввод
work-second = Второй ввод
work-other = Другое число
work-why = Причина

activity-nav = Журнал
activity-how = Что здесь делали люди, последнее сверху. Ни одну строку нельзя изменить или убрать.
activity-all = все
activity-when = Когда
activity-who = Кто
activity-did = Что
activity-about = О чём
activity-signed-in = вход
activity-signed-out = выход
activity-refused = не впущен
activity-made-user = дан доступ
activity-changed-user = изменён доступ
activity-made-token = выдан ключ программе
activity-ended-token = ключ программы отозван
activity-took = взято
activity-gave-back = возвращено
activity-typed = введено
activity-attached = прислана фотография
activity-decided = решено
work-scans = Сканы, которые ждут человека: { $number }
work-scans-how = Их числа неизвестны, пока кто-нибудь их не прочтёт; прочитанное учитывает следующий запуск.
work-cells = { $number ->
    [one] { $number } ячейка
    [few] { $number } ячейки
   *[other] { $number } ячеек
}
work-scan = Прочитать скан
work-scan-how = Введите число, которое видно на каждой картинке. Чего не разобрать, оставьте пустым.
work-cell-picture = Изображение ячейки
work-machine = Машина предлагает:
work-read-incomplete = Введите хотя бы одно целое число и напишите почему.
work-names = Неизвестные названия: { $number }
work-names-see = Сказать, что они значат
work-names-how = Выберите, что значит название, и напишите почему. Следующий запуск прочтёт с этим все документы.
work-names-means = Это значит
work-names-other = Другой идентификатор
work-names-incomplete = Выберите, что значит название, и напишите почему.
work-names-no-id = Такого идентификатора нет; выберите из списка.
work-kind-region = область
work-kind-commission = комиссия
work-kind-station = участок
work-kind-list = список
work-kind-line = строка формы
