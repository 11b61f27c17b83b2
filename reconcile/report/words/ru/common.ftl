# Слова, нужные каждой странице, диаграмме и каждому файлу.
severity-must = обязательно
severity-should = следует
severity-note = заметка
station = Участок
tec = ТИК
rec = Регион
line = Строка
