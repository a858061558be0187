/** The sentences around exercising at home alone. In French. */

import type { HomeTexts } from "./index";

export const homeFr: HomeTexts = {
  "home.today.one": "Aujourd’hui : {n} exercice",
  "home.today.other": "Aujourd’hui : {n} exercices",
  "home.rest_day": "Aujourd’hui, c’est repos.",
  "home.begin": "Commencer mes exercices",
  "home.go_back": "Revenir à mes exercices",
  "home.week": "Cette semaine : {done} jours sur {planned}",
  "home.bar": "Vos boutons",
  "home.count": "J’en ai fait un",
  "home.end_set": "Finir la série",
  "home.without_camera": "Continuer sans la caméra",
  "home.go_on": "Continuer",
  "home.skip": "Passer celui-ci",
  "home.finish": "Finir pour aujourd’hui",
  "home.fine": "Je vais bien. Continuer.",
  "home.stopped": "En danger, appelez les urgences. Votre thérapeute verra l’arrêt.",
  "home.joining": "Connexion…",
  "home.next": "Le prochain exercice arrive dans un instant.",
  "home.arrive": "Votre programme se déroule seul. Vous pouvez arrêter à tout moment.",
  "home.ended": "Votre thérapeute le verra. Vous pouvez fermer cette page.",
  "needs.safety": "À domicile : alerte de sécurité ({n})",
  "needs.pain": "À domicile : douleur à la limite ({n})",
  "needs.missed": "À domicile : jours manqués : {n}",
  "needs.week": "{done} jours sur {planned}",
};
