"""The sentences of review and upload in Spanish, by the English ones."""

SENTENCES = {
    ("Nobody looks after you here just now: ask your clinic."): (
        "Nadie le atiende aquí por ahora: pregunte en su centro."
    ),
    ("This video is not known here: send it again."): ("Este vídeo no se conoce aquí: envíelo otra vez."),
    ("This video is still being judged: open it again in a few minutes."): (
        "Este vídeo todavía se está evaluando: ábralo de nuevo en unos minutos."
    ),
    ("The video was cut off or is damaged: what can be read of it was judged."): (
        "El vídeo está cortado o dañado: se evaluó lo que se puede leer."
    ),
    ("The file"): ("El archivo"),
    ("This link opens no session to review: ask for a new one."): (
        "Este enlace no abre ninguna sesión: pida uno nuevo."
    ),
    ("The movements of this session are not here: what was counted is shown all the same."): (
        "Los movimientos de esta sesión no están: lo contado se muestra igual."
    ),
    ("The films and movements are kept elsewhere, and that storage does not answer: try again soon."): (
        "Los vídeos y movimientos están en otro lugar que no responde: inténtelo pronto otra vez."
    ),
    ("A film of this session is no longer here: everything else is."): (
        "Un vídeo de esta sesión ya no está: todo lo demás sí."
    ),
    ("The patient has not agreed to be recorded: keep the drawing without their picture."): (
        "El paciente no ha aceptado que se le grabe: guarde el dibujo sin su imagen."
    ),
    "This is not a picture that can be kept here.": "Esta imagen no se puede guardar aquí.",
    "This picture is too large to be kept.": "La imagen es demasiado grande para guardarla.",
    ("This session has as many pictures as can be kept."): (
        "Esta sesión ya tiene tantas imágenes como se pueden guardar."
    ),
    "This picture is no longer here.": "Esta imagen ya no está aquí.",
    ("The picture could not be written: the disk may be full. The session goes on."): (
        "No se pudo guardar la imagen: quizá el disco está lleno. La sesión sigue."
    ),
    ("That note is not in this session."): ("Esa nota no es de esta sesión."),
    ("That is not in this session."): ("Eso no es de esta sesión."),
    ("This judgement is not there: judge the session again."): (
        "Esta evaluación no está: evalúe la sesión otra vez."
    ),
    ("Somebody else accepted a judgement just now: look at the session again first."): (
        "Otra persona acaba de aceptar una evaluación: mire antes la sesión."
    ),
    ("Many sessions are waiting just now. Try again soon."): (
        "Hay muchas sesiones en espera. Inténtelo pronto otra vez."
    ),
    ("Many videos are waiting just now. Try again in a few minutes."): (
        "Hay muchos vídeos en espera. Inténtelo en unos minutos."
    ),
    ("Many videos are waiting just now. Try again soon."): (
        "Hay muchos vídeos en espera. Inténtelo pronto otra vez."
    ),
    ("This exercise is not in the library: choose one of the list."): (
        "Este ejercicio no está en la biblioteca: elija uno de la lista."
    ),
    ("This exercise is not done with that side: choose another one."): (
        "Este ejercicio no se hace con ese lado: elija otro."
    ),
    ("The video is too large: at most {n} MB."): ("El vídeo es demasiado grande: como mucho {n} MB."),
    ("The file is empty: choose the video recording."): (
        "El archivo está vacío: elija la grabación de vídeo."
    ),
    ("There is no room for the video on the server: tell whoever runs it."): (
        "No hay sitio para el vídeo en el servidor: avise a quien lo lleva."
    ),
    ("This work is not known here: begin it again."): ("Este trabajo no se conoce aquí: empiécelo otra vez."),
    ("This session is not here any more."): ("Esta sesión ya no está aquí."),
    ("The session is not over yet: end it first."): ("La sesión no ha terminado: termínela antes."),
    ("The recording is still being finished. Try again in a minute."): (
        "La grabación aún se está cerrando. Inténtelo en un minuto."
    ),
    ("Somebody is still in this session: it can be deleted when all have left."): (
        "Aún hay alguien en esta sesión: se puede borrar cuando todos hayan salido."
    ),
    ("This session is being judged just now. Delete it when that is done."): (
        "Esta sesión se está evaluando. Bórrela cuando acabe."
    ),
    (
        "The session is deleted, but not its files: the storage does not answer. Tell whoever runs the "
        "server."
    ): (
        "La sesión está borrada, pero no sus archivos: el almacenamiento no responde. Avise a quien "
        "lleva el servidor."
    ),
    ("Not all of it could be deleted, because the storage does not answer. Try again soon."): (
        "No se pudo borrar todo: el almacenamiento no responde. Inténtelo pronto otra vez."
    ),
    ("Waiting for its turn."): ("Esperando su turno."),
    ("Judging the video."): ("Evaluando el vídeo."),
    ("The video was judged."): ("El vídeo está evaluado."),
    ("Judging the session again."): ("Evaluando la sesión otra vez."),
    ("The session was judged again."): ("La sesión está evaluada otra vez."),
    ("The session could not be judged again: its tape may be damaged. Nothing was changed."): (
        "La sesión no se pudo evaluar otra vez: su registro puede estar dañado. Nada ha cambiado."
    ),
    ("The video could not be judged: try again, or choose another file."): (
        "El vídeo no se pudo evaluar: inténtelo otra vez o elija otro archivo."
    ),
    (
        "Two people or more are in the video for {n}% of the time: check that the right one was "
        "followed, or film the person alone."
    ): (
        "Hay dos o más personas en el vídeo el {n} % del tiempo: compruebe que se siguió a la correcta, "
        "o grabe a la persona sola."
    ),
    ("No person was found in the video: check that the whole body is in the picture and lit."): (
        "No se encontró a nadie en el vídeo: compruebe que se ve todo el cuerpo y con luz."
    ),
    ("The video is too long: at most {n} minutes can be judged."): (
        "El vídeo es demasiado largo: se evalúan como mucho {n} minutos."
    ),
    (
        "{file} cannot be read as video: choose an MP4, MOV or WebM file, and if it is one, it was "
        "probably cut off while being recorded or copied."
    ): (
        "{file} no se puede leer como vídeo: elija un archivo MP4, MOV o WebM; si lo es, seguramente "
        "quedó cortado al grabarlo o copiarlo."
    ),
    ("{file} has no picture, only sound: choose the video recording."): (
        "{file} no tiene imagen, solo sonido: elija la grabación de vídeo."
    ),
    ("{file} is {size} pixels large: at most 8K video can be judged."): (
        "{file} mide {size} píxeles: se evalúa vídeo de 8K como mucho."
    ),
    ("{file} holds no frame that can be decoded: record or export it again."): (
        "{file} no contiene ninguna imagen legible: grábelo o expórtelo otra vez."
    ),
    ("{file} is not a Coach tape: choose a file that ends in .tape."): (
        "{file} no es un registro de Coach: elija un archivo que acabe en .tape."
    ),
    ("{file} was written by a newer version of Coach (tape format {a}, this one reads {b}): update Coach."): (
        "{file} es de una versión más nueva de Coach (formato {a}, esta lee {b}): actualice Coach."
    ),
    (
        "{file} was written by an older version of Coach (tape format {a}, this one reads {b}): open it "
        "with that one."
    ): ("{file} es de una versión más antigua de Coach (formato {a}, esta lee {b}): ábralo con aquella."),
    ("{file} was cut off before its first record: nothing of it can be read."): (
        "{file} quedó cortado antes de su primer dato: no se puede leer nada."
    ),
    ("{file} holds a record this version of Coach does not know: update Coach."): (
        "{file} tiene un dato que esta versión de Coach no conoce: actualice Coach."
    ),
    ("This session has no recording that is still there: a film can't be made of it."): (
        "Esta sesión ya no tiene grabación: no se puede hacer un vídeo de ella."
    ),
    ("More than one person was in the picture at times: only the patient's face is covered."): (
        "A veces había más de una persona en la imagen: solo se tapa la cara del paciente."
    ),
    ("This session has no tape: what needs the body's points can't be made of it."): (
        "Esta sesión no tiene registro: lo que necesita los puntos del cuerpo no se puede hacer."
    ),
    ("The recording {file} is gone: the film can't be made, the rest can."): (
        "La grabación {file} ya no está: el vídeo no se puede hacer, lo demás sí."
    ),
    ("{file} has no picture, only sound."): ("{file} no tiene imagen, solo sonido."),
    ("The recording holds no frame that can be decoded."): (
        "La grabación no contiene ninguna imagen legible."
    ),
    ("Part of the recording is damaged: the film holds what could be decoded."): (
        "Parte de la grabación está dañada: el vídeo contiene lo que se pudo leer."
    ),
    (
        "For {n} s nobody was found: the face's last and next known places are covered there. Look at "
        "the film before you give it to anybody."
    ): (
        "Durante {n} s no se encontró a nadie: se tapan el último y el siguiente lugar conocido de la "
        "cara. Mire el vídeo antes de darlo a nadie."
    ),
    ("The recording {file} is gone: what was measured is kept, the film is not."): (
        "La grabación {file} ya no está: lo medido se conserva, el vídeo no."
    ),
    ("Nobody was seen in this session: there are no landmarks to write."): (
        "No se vio a nadie en esta sesión: no hay puntos que escribir."
    ),
    ("Sign in first: your sign-in has ended, or this page needs one."): (
        "Inicie sesión antes: la suya ha terminado, o esta página la necesita."
    ),
    ("There is nothing here for you: ask whoever gave you this address."): (
        "Aquí no hay nada para usted: pregunte a quien le dio esta dirección."
    ),
    ("You have no right to do this. Ask your administrator."): (
        "No tiene permiso para esto. Pregunte a su administrador."
    ),
    ("This was asked by a page of another address. Open this server's own page and try again."): (
        "Lo pidió una página de otra dirección. Abra la página de este servidor e inténtelo otra vez."
    ),
}
