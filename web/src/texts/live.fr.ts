/** The sentences of what a live session can do beside the call: the frozen picture, hearing words. In French. */

import type { LiveTexts } from "./index";

export const liveFr: LiveTexts = {
  "pen.freeze": "Figer",
  "pen.picture": "Image figée",
  "pen.undo": "Annuler",
  "pen.clear": "Tout effacer",
  "pen.note": "Note sur l’image",
  "pen.keep": "Garder avec la séance",
  "pen.away": "Jeter",
  "pen.lines": "Gardé en lignes seulement : le patient n’est pas enregistré.",
  "pen.angles": "≈ est l’angle tel qu’il se voit sur l’image.",
  "pen.kept": "L’image est gardée avec la séance.",
  "keys.freeze": "figer l’image et dessiner dessus",
  "keys.undo": "retirer le dernier trait",
  "notes.still": "Image figée",
  "face.off": "Caméra coupée",
  "listen.title": "Écoute sur cet appareil",
  "listen.stop": "Dire « stop » arrête tout",
  "listen.captions": "Montrer ce qui se dit",
  "listen.here": "Votre voix reste sur cet appareil.",
  "listen.fetching": "Préparation…",
  "listen.failed": "Cet appareil ne peut pas comprendre les mots seul.",
  "cues.own": "À dire avec vos mots",
  "cues.say": "Le dire au patient",
  "cues.words.one": "{n} mot sur {most}",
  "cues.words.other": "{n} mots sur {most}",
  "cues.too_long": "{most} mots au plus",
};
