/** The sentences around exercising at home alone. In Spanish. */

import type { HomeTexts } from "./index";

export const homeEs: HomeTexts = {
  "home.today.one": "Hoy: {n} ejercicio",
  "home.today.other": "Hoy: {n} ejercicios",
  "home.rest_day": "Hoy es día de descanso.",
  "home.begin": "Empezar mis ejercicios",
  "home.go_back": "Volver a mis ejercicios",
  "home.week": "Esta semana: {done} de {planned} días hechos",
  "home.bar": "Sus botones",
  "home.count": "Hice una",
  "home.end_set": "Terminar la serie",
  "home.without_camera": "Seguir sin la cámara",
  "home.go_on": "Seguir ya",
  "home.skip": "Saltar este",
  "home.finish": "Terminar por hoy",
  "home.fine": "Estoy bien. Seguir.",
  "home.stopped": "En peligro, llame a emergencias. Su terapeuta verá que paró.",
  "home.joining": "Conectando…",
  "home.next": "El próximo ejercicio viene enseguida.",
  "home.arrive": "Su programa va solo. Puede parar cuando quiera.",
  "home.ended": "Su terapeuta lo verá. Puede cerrar esta página.",
  "needs.safety": "En casa: aviso de seguridad ({n})",
  "needs.pain": "En casa: dolor en el límite ({n})",
  "needs.missed": "En casa: días sin hacer: {n}",
  "needs.week": "{done} de {planned} días",
};
