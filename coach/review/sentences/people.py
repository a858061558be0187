"""The sentences around people and programmes: English, then Spanish, French, Polish."""

SENTENCES: dict[str, tuple[str, str, str]] = {
    "That does not match. Check both and try again, or ask your administrator for a new password.": (
        "No coincide. Revise ambos datos, o pida una nueva contraseña a su administrador.",
        "Cela ne correspond pas. Vérifiez les deux, ou demandez un nouveau mot de passe à l'administrateur.",
        "To się nie zgadza. Sprawdź oba pola albo poproś administratora o nowe hasło.",
    ),
    "That was tried too often. Wait 15 minutes, then try again.": (
        "Se ha intentado demasiadas veces. Espere 15 minutos y vuelva a intentarlo.",
        "Trop d'essais. Attendez 15 minutes, puis réessayez.",
        "Za dużo prób. Poczekaj 15 minut i spróbuj ponownie.",
    ),
    "People of this clinic don't sign in with a password here: choose the button above.": (
        "En esta clínica no se entra con contraseña: use el botón de arriba.",
        "Dans cette clinique, on ne se connecte pas par mot de passe : utilisez le bouton ci-dessus.",
        "W tej klinice nie loguje się hasłem: użyj przycisku powyżej.",
    ),
    "That is not the code. `coach serve` prints it in the terminal it was started in.": (
        "Ese no es el código. `coach serve` lo muestra en la terminal donde se inició.",
        "Ce n'est pas le code. `coach serve` l'affiche dans le terminal où il a été lancé.",
        "To nie ten kod. `coach serve` pokazuje go w terminalu, w którym go uruchomiono.",
    ),
    "This server is set up already. Sign in.": (
        "Este servidor ya está configurado. Inicie sesión.",
        "Ce serveur est déjà configuré. Connectez-vous.",
        "Ten serwer jest już skonfigurowany. Zaloguj się.",
    ),
    "This link does not open anything any more. Ask your therapist for a new one.": (
        "Este enlace ya no abre nada. Pida uno nuevo a su terapeuta.",
        "Ce lien n'ouvre plus rien. Demandez-en un nouveau à votre thérapeute.",
        "Ten link już nic nie otwiera. Poproś terapeutę o nowy.",
    ),
    "That is not the code. Ask your therapist for it.": (
        "Ese no es el código. Pídaselo a su terapeuta.",
        "Ce n'est pas le code. Demandez-le à votre thérapeute.",
        "To nie ten kod. Zapytaj o niego terapeutę.",
    ),
    "You are not helping anybody here any more. Ask the therapist.": (
        "Ya no ayuda a nadie aquí. Pregunte al terapeuta.",
        "Vous n'aidez plus personne ici. Demandez au thérapeute.",
        "Nikomu już tu nie pomagasz. Zapytaj terapeutę.",
    ),
    "Too many wrong codes. Ask your therapist to send the link again.": (
        "Demasiados códigos erróneos. Pida a su terapeuta que le envíe el enlace otra vez.",
        "Trop de codes faux. Demandez à votre thérapeute de renvoyer le lien.",
        "Za dużo błędnych kodów. Poproś terapeutę o ponowne wysłanie linku.",
    ),
    "This patient does not agree to video sessions. They can change that on their own page.": (
        "Este paciente no acepta las sesiones por vídeo. Puede cambiarlo en su página.",
        "Ce patient n'accepte pas les séances par vidéo. Il peut le changer sur sa page.",
        "Ten pacjent nie zgadza się na sesje wideo. Może to zmienić na swojej stronie.",
    ),
    "This patient does not agree that their data is kept. They can change that on their own page.": (
        "Este paciente no acepta que se guarden sus datos. Puede cambiarlo en su página.",
        "Ce patient n'accepte pas que ses données soient gardées. Il peut le changer sur sa page.",
        "Ten pacjent nie zgadza się na przechowywanie danych. Może to zmienić na swojej stronie.",
    ),
    "Nothing of this session is kept but words: write some, then it is kept in your record.": (
        "De esta sesión solo se guardan palabras: escriba algo y quedará en su historial.",
        "De cette séance, seuls les mots sont gardés : écrivez-en, et ils resteront dans votre dossier.",
        "Z tej sesji zachowują się tylko słowa: napisz coś, a zostanie w dokumentacji.",
    ),
    "You do not agree to video sessions. To begin, agree again under “What you agree to” on this page.": (
        (
            "Usted no acepta las sesiones por vídeo. "
            "Para empezar una, acéptelas en «A qué da su consentimiento», en esta página."
        ),
        (
            "Vous n'acceptez pas les séances par vidéo. "
            "Pour en commencer une, acceptez-les sous « Ce que vous acceptez », sur cette page."
        ),
        "Nie ma Twojej zgody na sesje wideo. Aby zacząć, wyraź ją w części „Twoje zgody” na tej stronie.",
    ),
    "You do not agree that your data is kept. To go on, agree under “What you agree to” on this page.": (
        (
            "Usted no acepta que se guarden sus datos. "
            "Para seguir, acéptelo en «A qué da su consentimiento», en esta página."
        ),
        (
            "Vous n'acceptez pas que vos données soient gardées. "
            "Pour continuer, acceptez-le sous « Ce que vous acceptez », sur cette page."
        ),
        (
            "Nie ma Twojej zgody na przechowywanie danych. "
            "Aby iść dalej, wyraź ją w części „Twoje zgody” na tej stronie."
        ),
    ),
    "This appointment is not in the diary any more.": (
        "Esta cita ya no está en la agenda.",
        "Ce rendez-vous n'est plus dans l'agenda.",
        "Tej wizyty nie ma już w kalendarzu.",
    ),
    "This is not an e-mail address. Check it: it looks like name@example.org.": (
        "Esto no es una dirección de correo. Revísela: es como nombre@example.org.",
        "Ce n'est pas une adresse e-mail. Vérifiez-la : elle ressemble à nom@example.org.",
        "To nie jest adres e-mail. Sprawdź go: wygląda jak nazwa@example.org.",
    ),
    "This time zone is not known. Choose one of the list.": (
        "No se conoce esta zona horaria. Elija una de la lista.",
        "Ce fuseau horaire n'est pas connu. Choisissez-en un dans la liste.",
        "Nie znamy tej strefy czasowej. Wybierz jedną z listy.",
    ),
    "This is not a patient.": ("No es un paciente.", "Ce n'est pas un patient.", "To nie jest pacjent."),
    "This is not a caregiver of this patient.": (
        "No es un cuidador de este paciente.",
        "Ce n'est pas un aidant de ce patient.",
        "To nie jest opiekun tego pacjenta.",
    ),
    "Somebody signs in by this name already.": (
        "Alguien ya inicia sesión con ese nombre.",
        "Quelqu'un se connecte déjà sous ce nom.",
        "Ktoś już loguje się pod tą nazwą.",
    ),
    "You can't deactivate yourself: let another administrator do it.": (
        "No puede desactivarse a sí mismo: que lo haga otro administrador.",
        "Vous ne pouvez pas vous désactiver : un autre administrateur doit le faire.",
        "Nie możesz wyłączyć siebie: musi to zrobić inny administrator.",
    ),
    "A name has 1 to {n} characters.": (
        "Un nombre tiene de 1 a {n} caracteres.",
        "Un nom a de 1 à {n} caractères.",
        "Imię ma od 1 do {n} znaków.",
    ),
    "Choose a password of at least {n} characters: three or four words do well.": (
        "Elija una contraseña de al menos {n} caracteres: tres o cuatro palabras van bien.",
        "Choisissez un mot de passe d'au moins {n} caractères : trois ou quatre mots vont bien.",
        "Wybierz hasło o co najmniej {n} znakach: trzy lub cztery słowa wystarczą.",
    ),
    "Choose a password of at most {n} characters.": (
        "Elija una contraseña de como mucho {n} caracteres.",
        "Choisissez un mot de passe de {n} caractères au plus.",
        "Wybierz hasło o najwyżej {n} znakach.",
    ),
    "All places are taken just now. Try again in a few minutes.": (
        "Ahora no quedan plazas. Inténtelo dentro de unos minutos.",
        "Toutes les places sont prises. Réessayez dans quelques minutes.",
        "Wszystkie miejsca są zajęte. Spróbuj za kilka minut.",
    ),
    "There is no such version.": (
        "Esa versión no existe.",
        "Cette version n'existe pas.",
        "Nie ma takiej wersji.",
    ),
    "There is no version {n}.": ("No hay versión {n}.", "Il n'y a pas de version {n}.", "Nie ma wersji {n}."),
    "{name} saved a version while you were editing. Yours is not lost: look at both, then save.": (
        "{name} guardó una versión mientras usted editaba. La suya no se pierde: mire ambas y guarde.",
        "{name} a enregistré une version entre-temps. Rien n'est perdu : voyez les deux, puis gardez.",
        "{name}: nowa wersja zapisana w czasie edycji. Twoja nie przepadła: obejrzyj obie i zapisz.",
    ),
    "{exercise} is not in the library.": (
        "{exercise} no está en la biblioteca.",
        "{exercise} n'est pas dans la bibliothèque.",
        "{exercise}: nie ma w bibliotece.",
    ),
    "{exercise}: {threshold} is not a number.": (
        "{exercise}: {threshold} no es un número.",
        "{exercise} : {threshold} n'est pas un nombre.",
        "{exercise}: {threshold} to nie liczba.",
    ),
    "{exercise}: {threshold} can't be set.": (
        "{exercise}: {threshold} no se puede fijar.",
        "{exercise} : {threshold} ne peut pas être réglé.",
        "{exercise}: {threshold}: tego nie można ustawić.",
    ),
    "{exercise}: rest and target have to differ.": (
        "{exercise}: el reposo y el objetivo deben ser distintos.",
        "{exercise} : le repos et la cible doivent différer.",
        "{exercise}: spoczynek i cel muszą się różnić.",
    ),
    "{exercise}: the shares have to rise from end over start and partial to full, which is 1 at most.": (
        "{exercise}: las partes deben subir de fin, inicio y parcial a completa, que es 1 como máximo.",
        "{exercise} : les parts doivent croître de fin, début et partielle à complète, 1 au plus.",
        "{exercise}: części muszą rosnąć od końca przez początek i niepełne do pełnego, najwyżej 1.",
    ),
    "{exercise}: the longest repetition has to be longer than the shortest.": (
        "{exercise}: la repetición más larga debe durar más que la más corta.",
        "{exercise} : la répétition la plus longue doit durer plus que la plus courte.",
        "{exercise}: najdłuższe powtórzenie musi trwać dłużej niż najkrótsze.",
    ),
    "{exercise}: the share of “{finding}” has to lie between 0 and 1.": (
        "{exercise}: la parte de «{finding}» debe estar entre 0 y 1.",
        "{exercise} : la part de « {finding} » doit être entre 0 et 1.",
        "{exercise}: część dla „{finding}” musi być między 0 a 1.",
    ),
    "{exercise}: the values of “{finding}” can't be negative.": (
        "{exercise}: los valores de «{finding}» no pueden ser negativos.",
        "{exercise} : les valeurs de « {finding} » ne peuvent pas être négatives.",
        "{exercise}: wartości dla „{finding}” nie mogą być ujemne.",
    ),
    "the rest position": ("la posición de reposo", "la position de repos", "pozycja spoczynkowa"),
    "the target": ("el objetivo", "la cible", "cel"),
    "the share from which a repetition begins": (
        "la parte desde la que empieza una repetición",
        "la part à partir de laquelle une répétition commence",
        "część, od której zaczyna się powtórzenie",
    ),
    "the share from which a repetition is full": (
        "la parte desde la que una repetición es completa",
        "la part à partir de laquelle une répétition est complète",
        "część, od której powtórzenie jest pełne",
    ),
    "the share from which a repetition is partial": (
        "la parte desde la que una repetición es parcial",
        "la part à partir de laquelle une répétition est partielle",
        "część, od której powtórzenie jest niepełne",
    ),
    "the share at which a repetition ends": (
        "la parte en la que termina una repetición",
        "la part à laquelle une répétition finit",
        "część, na której kończy się powtórzenie",
    ),
    "the shortest repetition": (
        "la repetición más corta",
        "la répétition la plus courte",
        "najkrótsze powtórzenie",
    ),
    "the longest repetition": (
        "la repetición más larga",
        "la répétition la plus longue",
        "najdłuższe powtórzenie",
    ),
    "the limit of “{finding}”": (
        "el límite de «{finding}»",
        "la limite de « {finding} »",
        "granica dla „{finding}”",
    ),
    "the margin of “{finding}”": (
        "el margen de «{finding}»",
        "la marge de « {finding} »",
        "zapas dla „{finding}”",
    ),
    "the seconds of “{finding}”": (
        "los segundos de «{finding}»",
        "les secondes de « {finding} »",
        "sekundy dla „{finding}”",
    ),
    "the share of “{finding}”": (
        "la parte de «{finding}»",
        "la part de « {finding} »",
        "część dla „{finding}”",
    ),
    "{exercise} is not done with that side: choose another one.": (
        "{exercise} no se hace con ese lado: elija otro.",
        "{exercise} ne se fait pas de ce côté : choisissez-en un autre.",
        "{exercise}: nie robi się tej strony, wybierz inną.",
    ),
    "{exercise} needs seconds to hold.": (
        "{exercise} necesita segundos de mantener.",
        "{exercise} demande des secondes à tenir.",
        "{exercise}: trzeba podać sekundy utrzymania.",
    ),
    "{exercise} has no seconds to hold.": (
        "{exercise} no tiene segundos de mantener.",
        "{exercise} n'a pas de secondes à tenir.",
        "{exercise}: nie ma sekund utrzymania.",
    ),
    "{exercise} is done with a therapist only: it can't have days at home.": (
        "{exercise} solo se hace con terapeuta: no puede tener días en casa.",
        "{exercise} se fait seulement avec un thérapeute : pas de jours à domicile.",
        "{exercise} robi się tylko z terapeutą: nie może mieć dni w domu.",
    ),
    "The fewest repetitions are more than the most.": (
        "El mínimo de repeticiones es mayor que el máximo.",
        "Le minimum de répétitions dépasse le maximum.",
        "Najmniej powtórzeń to więcej niż najwięcej.",
    ),
    "The repetitions are outside the limits.": (
        "Las repeticiones están fuera de los límites.",
        "Les répétitions sont hors des limites.",
        "Powtórzenia są poza granicami.",
    ),
    "A day is there twice.": (
        "Un día está dos veces.",
        "Un jour y est deux fois.",
        "Jeden dzień jest dwa razy.",
    ),
    "A thing to exercise with is there twice.": (
        "Un material está dos veces.",
        "Un matériel y est deux fois.",
        "Jeden sprzęt jest dwa razy.",
    ),
    "Two exercises of the programme have the same id.": (
        "Dos ejercicios del programa tienen el mismo número.",
        "Deux exercices du programme ont le même numéro.",
        "Dwa ćwiczenia programu mają ten sam numer.",
    ),
    "The words have changed since this page was opened. Read them again, then decide.": (
        "El texto ha cambiado desde que se abrió la página. Léalo otra vez y decida.",
        "Le texte a changé depuis l'ouverture de la page. Relisez-le, puis décidez.",
        "Tekst zmienił się od otwarcia strony. Przeczytaj go ponownie i zdecyduj.",
    ),
    "Choose somebody who leads sessions at this clinic.": (
        "Elija a alguien que dirija sesiones en esta clínica.",
        "Choisissez quelqu'un qui mène des séances dans cette clinique.",
        "Wybierz kogoś, kto prowadzi sesje w tej klinice.",
    ),
    "You can't change your own role: let another administrator do it.": (
        "No puede cambiar su propio papel: que lo haga otro administrador.",
        "Vous ne pouvez pas changer votre rôle : un autre administrateur doit le faire.",
        "Nie możesz zmienić własnej roli: musi to zrobić inny administrator.",
    ),
    "This session belongs to somebody already, or is not there.": (
        "Esta sesión ya es de alguien, o no existe.",
        "Cette séance est déjà à quelqu'un, ou n'existe pas.",
        "Ta sesja już do kogoś należy albo jej nie ma.",
    ),
    "Nothing is planned for today. Enjoy your rest.": (
        "Hoy no hay nada previsto. Descanse.",
        "Rien n'est prévu aujourd'hui. Reposez-vous.",
        "Na dziś nic nie zaplanowano. Miłego odpoczynku.",
    ),
    "Two goals have the same id.": (
        "Dos objetivos tienen el mismo número.",
        "Deux objectifs ont le même numéro.",
        "Dwa cele mają ten sam numer.",
    ),
}


def column(number: int) -> dict[str, str]:
    """English to the language of this column."""
    return {english: words[number] for english, words in SENTENCES.items()}
