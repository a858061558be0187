/** The sentences of what a live session can do beside the call: the frozen picture, hearing words. In Polish. */

import type { LiveTexts } from "./index";

export const livePl: LiveTexts = {
  "pen.freeze": "Stopklatka",
  "pen.picture": "Stopklatka",
  "pen.undo": "Cofnij",
  "pen.clear": "Wyczyść",
  "pen.note": "Notatka do obrazu",
  "pen.keep": "Zachowaj z sesją",
  "pen.away": "Wyrzuć",
  "pen.lines": "Zachowane będą tylko linie: pacjent nie jest nagrywany.",
  "pen.angles": "≈ to kąt tak, jak wygląda na obrazie.",
  "pen.kept": "Obraz zachowano z sesją.",
  "keys.freeze": "zrób stopklatkę i rysuj na niej",
  "keys.undo": "cofnij ostatnią linię",
  "notes.still": "Stopklatka",
  "face.off": "Kamera wyłączona",
  "listen.title": "Słuchanie na tym urządzeniu",
  "listen.stop": "Słowo „stop” zatrzymuje",
  "listen.captions": "Pokaż, co się mówi",
  "listen.here": "Twój głos zostaje na tym urządzeniu.",
  "listen.fetching": "Przygotowanie…",
  "listen.failed": "To urządzenie nie rozumie słów samo.",
  "cues.own": "Powiedz własnymi słowami",
  "cues.say": "Powiedz pacjentowi",
  "cues.words.one": "{n} z {most} słów",
  "cues.words.few": "{n} z {most} słów",
  "cues.words.many": "{n} z {most} słów",
  "cues.words.other": "{n} z {most} słów",
  "cues.too_long": "Najwyżej {most} słów",
};
