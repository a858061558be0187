/** The sentences of what a live session can do beside the call: the frozen picture. In Spanish. */

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
};
