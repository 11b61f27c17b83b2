# Әр бетке, диаграммаға және файлға керек сөздер.
severity-must = міндетті
severity-should = тиіс
severity-note = ескертпе
station = Учаске
tec = АСК
rec = Өңір
line = Жол
