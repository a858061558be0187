/** The sentences around people: signing in, patients, links. In English. */

export const peopleEn = {
  "enter.sign_in": "Sign in",
  "enter.sign_in_lead": "For the people of the clinic. Patients open their own link instead.",
  "enter.sign_out": "Sign out",
  "enter.login": "E-mail or sign-in name",
  "enter.password": "Password",
  "enter.password_hint": "At least 10 characters: three or four words do well.",
  "enter.first": "Set up your clinic",
  "enter.first_lead": "Once, and on this server only: your clinic and your own account.",
  "enter.clinic": "Name of the clinic",
  "enter.begin": "Begin",
  "enter.code": "Code from the terminal",
  "enter.code_hint": "The server printed it where it was started.",
  "enter.reviewer": "Open the review from the link you were given.",
};
