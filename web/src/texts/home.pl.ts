/** The sentences around exercising at home alone. In Polish. */

import type { HomeTexts } from "./index";

export const homePl: HomeTexts = {
  "home.today.one": "Dziś: {n} ćwiczenie",
  "home.today.few": "Dziś: {n} ćwiczenia",
  "home.today.many": "Dziś: {n} ćwiczeń",
  "home.today.other": "Dziś: {n} ćwiczenia",
  "home.rest_day": "Dziś dzień odpoczynku.",
  "home.begin": "Zacznij ćwiczenia",
  "home.go_back": "Wróć do ćwiczeń",
  "home.week": "W tym tygodniu: {done} z {planned} dni",
  "home.bar": "Twoje przyciski",
  "home.count": "Jedno zrobione",
  "home.end_set": "Koniec serii",
  "home.without_camera": "Dalej bez kamery",
  "home.go_on": "Dalej teraz",
  "home.skip": "Pomiń to",
  "home.finish": "Koniec na dziś",
  "home.fine": "Wszystko dobrze. Dalej.",
  "home.stopped": "W zagrożeniu zadzwoń pod numer alarmowy. Terapeuta zobaczy, że przerwano.",
  "home.joining": "Łączenie…",
  "home.next": "Następne ćwiczenie za chwilę.",
  "home.arrive": "Program prowadzi się sam. Możesz przerwać w każdej chwili.",
  "home.ended": "Terapeuta to zobaczy. Możesz zamknąć stronę.",
  "needs.safety": "W domu: sygnał bezpieczeństwa ({n})",
  "needs.pain": "W domu: ból na granicy ({n})",
  "needs.missed": "W domu: opuszczone dni: {n}",
  "needs.week": "{done} z {planned} dni",
};
