/** The sentences of what a live session can do beside the call: the frozen picture, hearing words. In Spanish. */

import type { LiveTexts } from "./index";

export const liveEs: LiveTexts = {
  "pen.freeze": "Congelar",
  "pen.picture": "Imagen congelada",
  "pen.undo": "Deshacer",
  "pen.clear": "Borrar todo",
  "pen.note": "Nota para la imagen",
  "pen.keep": "Guardar con la sesión",
  "pen.away": "Descartar",
  "pen.lines": "Se guarda solo en líneas: el paciente no se está grabando.",
  "pen.angles": "≈ es el ángulo tal como se ve en la imagen.",
  "pen.kept": "La imagen está guardada con la sesión.",
  "keys.freeze": "congelar la imagen y dibujar en ella",
  "keys.undo": "quitar la última línea",
  "notes.still": "Imagen congelada",
  "face.off": "Cámara apagada",
  "listen.title": "Escucha en este dispositivo",
  "listen.stop": "Decir «alto» detiene todo",
  "listen.captions": "Mostrar lo que se dice",
  "listen.here": "Su voz se queda en este dispositivo.",
  "listen.fetching": "Preparando…",
  "listen.failed": "Este dispositivo no puede entender palabras por sí mismo.",
  "cues.own": "Dígalo con sus palabras",
  "cues.say": "Decírselo al paciente",
  "cues.words.one": "{n} de {most} palabras",
  "cues.words.other": "{n} de {most} palabras",
  "cues.too_long": "{most} palabras como mucho",
};
