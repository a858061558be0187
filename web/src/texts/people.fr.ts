/** The sentences around people: signing in, patients, links. In French. */

import type { PeopleTexts } from "./index";

export const peopleFr: PeopleTexts = {
  "enter.sign_in": "Se connecter",
  "enter.sign_in_lead": "Pour le personnel du cabinet. Les patients ouvrent leur propre lien.",
  "enter.sign_out": "Se déconnecter",
  "enter.login": "E-mail ou identifiant",
  "enter.password": "Mot de passe",
  "enter.password_hint": "Au moins 10 caractères : trois ou quatre mots conviennent.",
  "enter.first": "Configurez votre cabinet",
  "enter.first_lead": "Une seule fois, et sur ce serveur seulement : votre cabinet et votre compte.",
  "enter.clinic": "Nom du cabinet",
  "enter.begin": "Commencer",
  "enter.code": "Code du terminal",
  "enter.code_hint": "Le serveur l’a affiché là où il a été démarré.",
  "enter.reviewer": "Ouvrez la revue depuis le lien que vous avez reçu.",
};
