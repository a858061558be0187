/** The sentences around people: signing in, patients, links. In Spanish. */

import type { PeopleTexts } from "./index";

export const peopleEs: PeopleTexts = {
  "enter.sign_in": "Iniciar sesión",
  "enter.sign_in_lead": "Para el personal de la clínica. Los pacientes abren su propio enlace.",
  "enter.sign_out": "Cerrar sesión",
  "enter.login": "Correo o nombre de usuario",
  "enter.password": "Contraseña",
  "enter.password_hint": "Al menos 10 caracteres: tres o cuatro palabras bastan.",
  "enter.first": "Configure su clínica",
  "enter.first_lead": "Una sola vez y solo en este servidor: su clínica y su propia cuenta.",
  "enter.clinic": "Nombre de la clínica",
  "enter.begin": "Empezar",
  "enter.code": "Código del terminal",
  "enter.code_hint": "El servidor lo mostró donde se inició.",
  "enter.reviewer": "Abra la revisión desde el enlace que recibió.",
};
