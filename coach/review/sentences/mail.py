"""The sentences around e-mail: English, then Spanish, French, Polish."""

SENTENCES: dict[str, tuple[str, str, str]] = {
    "This server sends no e-mail: an administrator can set a mail server up.": (
        "Este servidor no envía correos: un administrador puede configurar un servidor de correo.",
        "Ce serveur n'envoie pas d'e-mails : un administrateur peut configurer un serveur de messagerie.",
        "Ten serwer nie wysyła e-maili: administrator może ustawić serwer poczty.",
    ),
    "The mail server would not take a reminder for this address: check it.": (
        "El servidor de correo no aceptó un recordatorio para esta dirección: compruébela.",
        "Le serveur de messagerie a refusé un rappel pour cette adresse : vérifiez-la.",
        "Serwer poczty nie przyjął przypomnienia na ten adres: sprawdź go.",
    ),
    "Nothing goes out: video sessions are not agreed to.": (
        "No sale nada: no se aceptan las sesiones por vídeo.",
        "Rien ne part : les séances par vidéo ne sont pas acceptées.",
        "Nic nie wychodzi: nie ma zgody na sesje wideo.",
    ),
    "No reminder of exercises at home: keeping data is not agreed to.": (
        "Sin recordatorio de ejercicios en casa: no se acepta guardar datos.",
        "Pas de rappel des exercices à la maison : la conservation des données n'est pas acceptée.",
        "Bez przypomnień o ćwiczeniach w domu: nie ma zgody na przechowywanie danych.",
    ),
    "The mail server is there, but would not take a message for this address.": (
        "El servidor de correo responde, pero no acepta mensajes para esta dirección.",
        "Le serveur de messagerie répond, mais refuse cette adresse.",
        "Serwer poczty działa, ale nie przyjmuje wiadomości na ten adres.",
    ),
    "The mail server is there, but takes no message for this address just now. Try again later.": (
        "El servidor de correo responde, pero ahora no acepta esta dirección. Inténtelo más tarde.",
        "Le serveur de messagerie répond, mais refuse cette adresse pour l'instant. Réessayez plus tard.",
        "Serwer poczty działa, ale teraz nie przyjmuje wiadomości na ten adres. Spróbuj później.",
    ),
    "The mail server does not take the message: {why}. Check the settings, or run `coach doctor`.": (
        "El servidor de correo no acepta el mensaje: {why}. Revise los ajustes o ejecute `coach doctor`.",
        "Le serveur de messagerie refuse le message : {why}. Vérifiez les réglages ou lancez `coach doctor`.",
        "Serwer poczty nie przyjmuje wiadomości: {why}. Sprawdź ustawienia albo uruchom `coach doctor`.",
    ),
    "it does not know the user or the password": (
        "no conoce el usuario o la contraseña",
        "il ne connaît pas l'utilisateur ou le mot de passe",
        "nie zna użytkownika lub hasła",
    ),
    "it offers no such way to sign in, or no STARTTLS": (
        "no ofrece esa forma de entrar, o no ofrece STARTTLS",
        "il n'offre pas cette connexion, ou pas de STARTTLS",
        "nie oferuje takiego logowania albo STARTTLS",
    ),
    "its certificate is not trusted": (
        "su certificado no es de confianza",
        "son certificat n'est pas reconnu",
        "jego certyfikat nie jest zaufany",
    ),
    "it speaks no TLS of this kind on this port": (
        "no habla este TLS en este puerto",
        "il ne parle pas ce TLS sur ce port",
        "nie mówi takim TLS na tym porcie",
    ),
    "it does not answer in time": (
        "no responde a tiempo",
        "il ne répond pas à temps",
        "nie odpowiada na czas",
    ),
    "its name is not known": (
        "no se conoce su nombre",
        "son nom n'est pas connu",
        "jego nazwa nie jest znana",
    ),
    "the certificate of its authority is not where the settings say": (
        "el certificado de su autoridad no está donde dicen los ajustes",
        "le certificat de son autorité n'est pas là où disent les réglages",
        "certyfikatu jego urzędu nie ma tam, gdzie wskazują ustawienia",
    ),
    "nothing answers at this host and port": (
        "nadie responde en ese servidor y puerto",
        "rien ne répond à cet hôte et ce port",
        "nic nie odpowiada pod tym hostem i portem",
    ),
    "it does not answer as a mail server does": (
        "no responde como un servidor de correo",
        "il ne répond pas comme un serveur de messagerie",
        "nie odpowiada jak serwer poczty",
    ),
}


def column(number: int) -> dict[str, str]:
    """English to the language of this column."""
    return {english: words[number] for english, words in SENTENCES.items()}
