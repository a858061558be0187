/** The sentences around people: signing in, patients, links. In Polish. */

import type { PeopleTexts } from "./index";

export const peoplePl: PeopleTexts = {
  "enter.sign_in": "Zaloguj się",
  "enter.sign_in_lead": "Dla personelu gabinetu. Pacjenci otwierają własny link.",
  "enter.sign_out": "Wyloguj się",
  "enter.login": "E-mail lub nazwa użytkownika",
  "enter.password": "Hasło",
  "enter.password_hint": "Co najmniej 10 znaków: wystarczą trzy lub cztery słowa.",
  "enter.first": "Skonfiguruj swój gabinet",
  "enter.first_lead": "Jeden raz i tylko na tym serwerze: gabinet i własne konto.",
  "enter.clinic": "Nazwa gabinetu",
  "enter.begin": "Rozpocznij",
  "enter.code": "Kod z terminala",
  "enter.code_hint": "Serwer wyświetlił go tam, gdzie został uruchomiony.",
  "enter.reviewer": "Otwórz przegląd z linku, który otrzymałeś.",
};
