"""The sentences around patients that come in a file: English, then Spanish, French, Polish."""

SENTENCES: dict[str, tuple[str, str, str]] = {
    "The file is larger than 5 MB: send it in parts.": (
        "El archivo pasa de 5 MB: envíelo por partes.",
        "Le fichier dépasse 5 Mo : envoyez-le en parties.",
        "Plik ma ponad 5 MB: wyślij go w częściach.",
    ),
    "There are more than 2000 patients in this file: send it in parts.": (
        "Hay más de 2000 pacientes en este archivo: envíelo por partes.",
        "Il y a plus de 2000 patients dans ce fichier : envoyez-le en parties.",
        "W pliku jest ponad 2000 pacjentów: wyślij go w częściach.",
    ),
    "There are no patients in this file.": (
        "No hay pacientes en este archivo.",
        "Il n'y a pas de patients dans ce fichier.",
        "W tym pliku nie ma pacjentów.",
    ),
    "There is no name.": (
        "Falta el nombre.",
        "Il manque le nom.",
        "Brakuje nazwiska.",
    ),
    "A name does not begin with = + - or @: a spreadsheet would take it for a formula.": (
        "Un nombre no empieza por = + - ni @: una hoja de cálculo lo tomaría por una fórmula.",
        "Un nom ne commence pas par = + - ou @ : un tableur le prendrait pour une formule.",
        "Nazwisko nie zaczyna się od = + - ani @: arkusz uznałby je za formułę.",
    ),
    "This language is not offered here: en, es, fr or pl.": (
        "Este idioma no se ofrece aquí: en, es, fr o pl.",
        "Cette langue n'est pas proposée ici : en, es, fr ou pl.",
        "Tego języka tu nie ma: en, es, fr albo pl.",
    ),
    "A number has at most 64 characters.": (
        "Un número tiene como máximo 64 caracteres.",
        "Un numéro a 64 caractères au plus.",
        "Numer ma najwyżej 64 znaki.",
    ),
    "The file is not text in UTF-8: save it as “CSV UTF-8”, then send it again.": (
        "El archivo no es texto en UTF-8: guárdelo como «CSV UTF-8» y envíelo otra vez.",
        "Le fichier n'est pas du texte en UTF-8 : enregistrez-le en « CSV UTF-8 » et renvoyez-le.",
        "Plik nie jest tekstem w UTF-8: zapisz go jako „CSV UTF-8” i wyślij ponownie.",
    ),
    "The first line has to name the columns; one of them is name.": (
        "La primera línea debe nombrar las columnas; una de ellas es «nombre».",
        "La première ligne doit nommer les colonnes ; l'une d'elles est « nom ».",
        "Pierwszy wiersz musi nazywać kolumny; jedna z nich to „imię i nazwisko”.",
    ),
    "The file breaks off inside a quoted text: save it as CSV again.": (
        "El archivo se corta dentro de un texto entre comillas: guárdelo otra vez como CSV.",
        "Le fichier s'arrête dans un texte entre guillemets : enregistrez-le de nouveau en CSV.",
        "Plik urywa się wewnątrz tekstu w cudzysłowie: zapisz go ponownie jako CSV.",
    ),
    "This line has more fields than there are columns: is a comma in a name not quoted?": (
        "Esta línea tiene más campos que columnas: ¿hay una coma sin comillas en un nombre?",
        "Cette ligne a plus de champs que de colonnes : une virgule sans guillemets dans un nom ?",
        "Ten wiersz ma więcej pól niż kolumn: czy przecinek w nazwisku nie jest w cudzysłowie?",
    ),
    "This is not a FHIR Patient, nor a Bundle of them.": (
        "Esto no es un Patient de FHIR ni un Bundle de ellos.",
        "Ce n'est pas un Patient FHIR, ni un Bundle de patients.",
        "To nie jest Patient FHIR ani Bundle takich zasobów.",
    ),
    "This is not as FHIR R4 wants a Patient: {where}.": (
        "No es como FHIR R4 pide un Patient: {where}.",
        "Ce n'est pas ce que FHIR R4 demande d'un Patient : {where}.",
        "To nie jest Patient zgodny z FHIR R4: {where}.",
    ),
    "The file says that this record is not in use, or that the person has died.": (
        "Según el archivo, este registro no se usa o la persona ha fallecido.",
        "Selon le fichier, ce dossier n'est plus utilisé ou la personne est décédée.",
        "Według pliku ten zapis nie jest używany albo osoba zmarła.",
    ),
    "A patient with this number is here already.": (
        "Ya hay un paciente con este número.",
        "Un patient avec ce numéro est déjà là.",
        "Pacjent z tym numerem już tu jest.",
    ),
    "Somebody of this name is here already. If it is another person, give both a number.": (
        "Ya hay alguien con este nombre. Si es otra persona, dé un número a ambas.",
        "Quelqu'un de ce nom est déjà là. Si c'est une autre personne, donnez un numéro aux deux.",
        "Ktoś o tym nazwisku już tu jest. Jeśli to inna osoba, nadaj obu numer.",
    ),
    "This number is in the file twice.": (
        "Este número está dos veces en el archivo.",
        "Ce numéro est deux fois dans le fichier.",
        "Ten numer jest w pliku dwa razy.",
    ),
    "This name is in the file twice. If it is another person, give both a number.": (
        "Este nombre está dos veces en el archivo. Si es otra persona, dé un número a ambas.",
        "Ce nom est deux fois dans le fichier. Si c'est une autre personne, donnez un numéro aux deux.",
        "To nazwisko jest w pliku dwa razy. Jeśli to inna osoba, nadaj obu numer.",
    ),
    "No therapist of this clinic signs in by this.": (
        "Ningún terapeuta de esta clínica inicia sesión así.",
        "Aucun thérapeute de cette clinique ne se connecte ainsi.",
        "Żaden terapeuta tej kliniki nie loguje się w ten sposób.",
    ),
}


def column(number: int) -> dict[str, str]:
    """English to the language of this column."""
    return {english: words[number] for english, words in SENTENCES.items()}
