"""The sentences of review and upload in French, by the English ones."""

SENTENCES = {
    ("Nobody looks after you here just now: ask your clinic."): (
        "Personne ne vous suit ici pour le moment : demandez à votre centre."
    ),
    ("This video is not known here: send it again."): (
        "Cette vidéo n’est pas connue ici : envoyez-la encore une fois."
    ),
    ("This video is still being judged: open it again in a few minutes."): (
        "Cette vidéo est encore en cours d’évaluation : rouvrez-la dans quelques minutes."
    ),
    ("The video was cut off or is damaged: what can be read of it was judged."): (
        "La vidéo est coupée ou abîmée : ce qui peut être lu a été évalué."
    ),
    ("The file"): ("Le fichier"),
    ("This link opens no session to review: ask for a new one."): (
        "Ce lien n'ouvre aucune séance : demandez-en un nouveau."
    ),
    ("The movements of this session are not here: what was counted is shown all the same."): (
        "Les mouvements de cette séance manquent : ce qui a été compté s'affiche quand même."
    ),
    ("The films and movements are kept elsewhere, and that storage does not answer: try again soon."): (
        "Les vidéos et mouvements sont gardés ailleurs, et ce stockage ne répond pas : réessayez bientôt."
    ),
    ("A film of this session is no longer here: everything else is."): (
        "Une vidéo de cette séance n'est plus là : tout le reste y est."
    ),
    ("The patient has not agreed to be recorded: keep the drawing without their picture."): (
        "Le patient n'a pas accepté d'être enregistré : gardez le dessin sans son image."
    ),
    "This is not a picture that can be kept here.": "Cette image ne peut pas être gardée ici.",
    "This picture is too large to be kept.": "Cette image est trop grande pour être gardée.",
    "This session has as many pictures as can be kept.": "Cette séance a déjà autant d'images que possible.",
    "This picture is no longer here.": "Cette image n'est plus ici.",
    ("The picture could not be written: the disk may be full. The session goes on."): (
        "L'image n'a pas pu être écrite : le disque est peut-être plein. La séance continue."
    ),
    ("That note is not in this session."): ("Cette note n'est pas de cette séance."),
    ("That is not in this session."): ("Cela n'est pas de cette séance."),
    ("This judgement is not there: judge the session again."): (
        "Cette évaluation n'est plus là : réévaluez la séance."
    ),
    ("Somebody else accepted a judgement just now: look at the session again first."): (
        "Quelqu'un vient d'accepter une évaluation : regardez d'abord la séance."
    ),
    ("Many sessions are waiting just now. Try again soon."): (
        "Beaucoup de séances attendent. Réessayez bientôt."
    ),
    ("Many videos are waiting just now. Try again in a few minutes."): (
        "Beaucoup de vidéos attendent. Réessayez dans quelques minutes."
    ),
    ("Many videos are waiting just now. Try again soon."): (
        "Beaucoup de vidéos attendent. Réessayez bientôt."
    ),
    ("This exercise is not in the library: choose one of the list."): (
        "Cet exercice n'est pas dans la bibliothèque : choisissez-en un dans la liste."
    ),
    ("This exercise is not done with that side: choose another one."): (
        "Cet exercice ne se fait pas de ce côté : choisissez-en un autre."
    ),
    ("The video is too large: at most {n} MB."): ("La vidéo est trop lourde : {n} Mo au plus."),
    ("The file is empty: choose the video recording."): (
        "Le fichier est vide : choisissez l'enregistrement vidéo."
    ),
    ("There is no room for the video on the server: tell whoever runs it."): (
        "Il n'y a plus de place pour la vidéo sur le serveur : prévenez son responsable."
    ),
    ("This work is not known here: begin it again."): ("Ce travail n'est pas connu ici : recommencez-le."),
    ("This session is not here any more."): ("Cette séance n'est plus là."),
    ("The session is not over yet: end it first."): ("La séance n'est pas finie : terminez-la d'abord."),
    ("The recording is still being finished. Try again in a minute."): (
        "L'enregistrement se termine encore. Réessayez dans une minute."
    ),
    ("Somebody is still in this session: it can be deleted when all have left."): (
        "Quelqu'un est encore dans cette séance : elle s'efface quand tous sont partis."
    ),
    ("This session is being judged just now. Delete it when that is done."): (
        "Cette séance est en cours d'évaluation. Effacez-la ensuite."
    ),
    (
        "The session is deleted, but not its files: the storage does not answer. Tell whoever runs the "
        "server."
    ): (
        "La séance est effacée, mais pas ses fichiers : le stockage ne répond pas. Prévenez le "
        "responsable du serveur."
    ),
    ("Not all of it could be deleted, because the storage does not answer. Try again soon."): (
        "Tout n'a pas pu être effacé : le stockage ne répond pas. Réessayez bientôt."
    ),
    ("Waiting for its turn."): ("En attente de son tour."),
    ("Judging the video."): ("Évaluation de la vidéo."),
    ("The video was judged."): ("La vidéo est évaluée."),
    ("Judging the session again."): ("Réévaluation de la séance."),
    ("The session was judged again."): ("La séance est réévaluée."),
    ("The session could not be judged again: its tape may be damaged. Nothing was changed."): (
        "La séance n'a pas pu être réévaluée : sa bande est peut-être abîmée. Rien n'a changé."
    ),
    ("The video could not be judged: try again, or choose another file."): (
        "La vidéo n'a pas pu être évaluée : réessayez ou choisissez un autre fichier."
    ),
    (
        "Two people or more are in the video for {n}% of the time: check that the right one was "
        "followed, or film the person alone."
    ): (
        "Deux personnes ou plus sont dans la vidéo {n} % du temps : vérifiez que la bonne a été suivie, "
        "ou filmez-la seule."
    ),
    ("No person was found in the video: check that the whole body is in the picture and lit."): (
        "Personne n'a été trouvé dans la vidéo : vérifiez que tout le corps est visible et éclairé."
    ),
    ("The video is too long: at most {n} minutes can be judged."): (
        "La vidéo est trop longue : {n} minutes au plus peuvent être évaluées."
    ),
    (
        "{file} cannot be read as video: choose an MP4, MOV or WebM file, and if it is one, it was "
        "probably cut off while being recorded or copied."
    ): (
        "{file} ne peut pas être lu comme une vidéo : choisissez un fichier MP4, MOV ou WebM ; si c'en "
        "est un, il a sans doute été coupé à l'enregistrement ou à la copie."
    ),
    ("{file} has no picture, only sound: choose the video recording."): (
        "{file} n'a pas d'image, seulement du son : choisissez l'enregistrement vidéo."
    ),
    ("{file} is {size} pixels large: at most 8K video can be judged."): (
        "{file} fait {size} pixels : une vidéo 8K au plus peut être évaluée."
    ),
    ("{file} holds no frame that can be decoded: record or export it again."): (
        "{file} ne contient aucune image lisible : enregistrez-le ou exportez-le de nouveau."
    ),
    ("{file} is not a Coach tape: choose a file that ends in .tape."): (
        "{file} n'est pas une bande de Coach : choisissez un fichier qui finit par .tape."
    ),
    ("{file} was written by a newer version of Coach (tape format {a}, this one reads {b}): update Coach."): (
        "{file} vient d'une version plus récente de Coach (format {a}, celle-ci lit {b}) : mettez Coach "
        "à jour."
    ),
    (
        "{file} was written by an older version of Coach (tape format {a}, this one reads {b}): open it "
        "with that one."
    ): (
        "{file} vient d'une version plus ancienne de Coach (format {a}, celle-ci lit {b}) : ouvrez-le "
        "avec elle."
    ),
    ("{file} was cut off before its first record: nothing of it can be read."): (
        "{file} a été coupé avant sa première donnée : rien n'en peut être lu."
    ),
    ("{file} holds a record this version of Coach does not know: update Coach."): (
        "{file} contient une donnée que cette version de Coach ne connaît pas : mettez Coach à jour."
    ),
    ("This session has no recording that is still there: a film can't be made of it."): (
        "Cette séance n'a plus d'enregistrement : on ne peut pas en faire une vidéo."
    ),
    ("More than one person was in the picture at times: only the patient's face is covered."): (
        "Par moments plusieurs personnes étaient à l'image : seul le visage du patient est couvert."
    ),
    ("This session has no tape: what needs the body's points can't be made of it."): (
        "Cette séance n'a pas de bande : ce qui demande les points du corps est impossible."
    ),
    ("The recording {file} is gone: the film can't be made, the rest can."): (
        "L'enregistrement {file} n'est plus là : la vidéo est impossible, le reste non."
    ),
    ("{file} has no picture, only sound."): ("{file} n'a pas d'image, seulement du son."),
    ("The recording holds no frame that can be decoded."): (
        "L'enregistrement ne contient aucune image lisible."
    ),
    ("Part of the recording is damaged: the film holds what could be decoded."): (
        "Une partie de l'enregistrement est abîmée : la vidéo contient ce qui a pu être lu."
    ),
    (
        "For {n} s nobody was found: the face's last and next known places are covered there. Look at "
        "the film before you give it to anybody."
    ): (
        "Pendant {n} s personne n'a été trouvé : la dernière et la prochaine place connues du visage "
        "sont couvertes. Regardez la vidéo avant de la donner."
    ),
    ("The recording {file} is gone: what was measured is kept, the film is not."): (
        "L'enregistrement {file} n'est plus là : les mesures sont gardées, pas la vidéo."
    ),
    ("Nobody was seen in this session: there are no landmarks to write."): (
        "Personne n'a été vu dans cette séance : il n'y a pas de points à écrire."
    ),
    ("Sign in first: your sign-in has ended, or this page needs one."): (
        "Connectez-vous d'abord : votre connexion a pris fin, ou cette page en demande une."
    ),
    ("There is nothing here for you: ask whoever gave you this address."): (
        "Il n'y a rien ici pour vous : demandez à qui vous a donné cette adresse."
    ),
    ("You have no right to do this. Ask your administrator."): (
        "Vous n'en avez pas le droit. Demandez à votre administrateur."
    ),
    ("This was asked by a page of another address. Open this server's own page and try again."): (
        "Une page d'une autre adresse l'a demandé. Ouvrez la page de ce serveur et réessayez."
    ),
}
