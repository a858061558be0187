"""The sentences of review and upload in Polish, by the English ones."""

SENTENCES = {
    ("Nobody looks after you here just now: ask your clinic."): (
        "Nikt się tu teraz Tobą nie opiekuje: zapytaj w swojej przychodni."
    ),
    ("This video is not known here: send it again."): ("Ten film nie jest tu znany: wyślij go jeszcze raz."),
    ("This video is still being judged: open it again in a few minutes."): (
        "Ten film jest jeszcze oceniany: otwórz go ponownie za kilka minut."
    ),
    ("The video was cut off or is damaged: what can be read of it was judged."): (
        "Film jest ucięty lub uszkodzony: oceniono to, co da się odczytać."
    ),
    ("The file"): ("Plik"),
    ("This link opens no session to review: ask for a new one."): (
        "Ten link nie otwiera żadnej sesji: poproś o nowy."
    ),
    ("The movements of this session are not here: what was counted is shown all the same."): (
        "Brak ruchów z tej sesji: to, co policzono, i tak widać."
    ),
    ("The films and movements are kept elsewhere, and that storage does not answer: try again soon."): (
        "Filmy i ruchy są w innym miejscu, które nie odpowiada: spróbuj wkrótce ponownie."
    ),
    ("A film of this session is no longer here: everything else is."): (
        "Jednego filmu z tej sesji już nie ma: cała reszta jest."
    ),
    ("The patient has not agreed to be recorded: keep the drawing without their picture."): (
        "Pacjent nie zgodził się na nagranie: zachowaj rysunek bez jego obrazu."
    ),
    "This is not a picture that can be kept here.": "Tego obrazu nie można tu zachować.",
    "This picture is too large to be kept.": "Ten obraz jest za duży, aby go zachować.",
    "This session has as many pictures as can be kept.": "Ta sesja ma już tyle obrazów, ile można zachować.",
    "This picture is no longer here.": "Tego obrazu już tu nie ma.",
    ("The picture could not be written: the disk may be full. The session goes on."): (
        "Nie udało się zapisać obrazu: może dysk jest pełny. Sesja trwa."
    ),
    ("That note is not in this session."): ("Tej notatki nie ma w tej sesji."),
    ("That is not in this session."): ("Tego nie ma w tej sesji."),
    ("This judgement is not there: judge the session again."): ("Tej oceny nie ma: oceń sesję ponownie."),
    ("Somebody else accepted a judgement just now: look at the session again first."): (
        "Ktoś właśnie przyjął ocenę: najpierw obejrzyj sesję ponownie."
    ),
    ("Many sessions are waiting just now. Try again soon."): (
        "Wiele sesji teraz czeka. Spróbuj wkrótce ponownie."
    ),
    ("Many videos are waiting just now. Try again in a few minutes."): (
        "Wiele filmów teraz czeka. Spróbuj za kilka minut."
    ),
    ("Many videos are waiting just now. Try again soon."): (
        "Wiele filmów teraz czeka. Spróbuj wkrótce ponownie."
    ),
    ("This exercise is not in the library: choose one of the list."): (
        "Tego ćwiczenia nie ma w zbiorze: wybierz z listy."
    ),
    ("This exercise is not done with that side: choose another one."): (
        "Tego ćwiczenia nie robi się tą stroną: wybierz inną."
    ),
    ("The video is too large: at most {n} MB."): ("Film jest za duży: najwyżej {n} MB."),
    ("The file is empty: choose the video recording."): ("Plik jest pusty: wybierz nagranie wideo."),
    ("There is no room for the video on the server: tell whoever runs it."): (
        "Na serwerze nie ma miejsca na film: powiedz osobie, która go prowadzi."
    ),
    ("This work is not known here: begin it again."): ("To zadanie nie jest tu znane: zacznij je od nowa."),
    ("This session is not here any more."): ("Tej sesji już tu nie ma."),
    ("The session is not over yet: end it first."): ("Sesja jeszcze trwa: najpierw ją zakończ."),
    ("The recording is still being finished. Try again in a minute."): (
        "Nagranie jest jeszcze zamykane. Spróbuj za minutę."
    ),
    ("Somebody is still in this session: it can be deleted when all have left."): (
        "Ktoś jest jeszcze w tej sesji: można ją usunąć, gdy wszyscy wyjdą."
    ),
    ("This session is being judged just now. Delete it when that is done."): (
        "Ta sesja jest właśnie oceniana. Usuń ją potem."
    ),
    (
        "The session is deleted, but not its files: the storage does not answer. Tell whoever runs the "
        "server."
    ): ("Sesję usunięto, ale nie jej pliki: magazyn nie odpowiada. Powiedz osobie, która prowadzi serwer."),
    ("Not all of it could be deleted, because the storage does not answer. Try again soon."): (
        "Nie wszystko dało się usunąć: magazyn nie odpowiada. Spróbuj wkrótce ponownie."
    ),
    ("Waiting for its turn."): ("Czeka na swoją kolej."),
    ("Judging the video."): ("Ocena filmu."),
    ("The video was judged."): ("Film oceniono."),
    ("Judging the session again."): ("Ponowna ocena sesji."),
    ("The session was judged again."): ("Sesję oceniono ponownie."),
    ("The session could not be judged again: its tape may be damaged. Nothing was changed."): (
        "Nie udało się ponownie ocenić sesji: jej zapis może być uszkodzony. Nic nie zmieniono."
    ),
    ("The video could not be judged: try again, or choose another file."): (
        "Nie udało się ocenić filmu: spróbuj ponownie lub wybierz inny plik."
    ),
    (
        "Two people or more are in the video for {n}% of the time: check that the right one was "
        "followed, or film the person alone."
    ): (
        "Przez {n}% czasu w filmie są dwie osoby lub więcej: sprawdź, czy śledzono właściwą, lub nagraj "
        "ją samą."
    ),
    ("No person was found in the video: check that the whole body is in the picture and lit."): (
        "W filmie nikogo nie znaleziono: sprawdź, czy widać całe ciało i jest jasno."
    ),
    ("The video is too long: at most {n} minutes can be judged."): (
        "Film jest za długi: ocenia się najwyżej {n} min."
    ),
    (
        "{file} cannot be read as video: choose an MP4, MOV or WebM file, and if it is one, it was "
        "probably cut off while being recorded or copied."
    ): (
        "{file} nie daje się odczytać jako wideo: wybierz plik MP4, MOV lub WebM; jeśli to taki plik, "
        "pewnie został ucięty przy nagrywaniu lub kopiowaniu."
    ),
    ("{file} has no picture, only sound: choose the video recording."): (
        "{file} nie ma obrazu, tylko dźwięk: wybierz nagranie wideo."
    ),
    ("{file} is {size} pixels large: at most 8K video can be judged."): (
        "{file} ma {size} pikseli: ocenia się wideo najwyżej 8K."
    ),
    ("{file} holds no frame that can be decoded: record or export it again."): (
        "{file} nie zawiera żadnej czytelnej klatki: nagraj lub wyeksportuj go ponownie."
    ),
    ("{file} is not a Coach tape: choose a file that ends in .tape."): (
        "{file} nie jest zapisem Coach: wybierz plik z końcówką .tape."
    ),
    ("{file} was written by a newer version of Coach (tape format {a}, this one reads {b}): update Coach."): (
        "{file} pochodzi z nowszej wersji Coach (format {a}, ta czyta {b}): zaktualizuj Coach."
    ),
    (
        "{file} was written by an older version of Coach (tape format {a}, this one reads {b}): open it "
        "with that one."
    ): ("{file} pochodzi ze starszej wersji Coach (format {a}, ta czyta {b}): otwórz go w tamtej."),
    ("{file} was cut off before its first record: nothing of it can be read."): (
        "{file} ucięto przed pierwszym zapisem: nic z niego nie da się odczytać."
    ),
    ("{file} holds a record this version of Coach does not know: update Coach."): (
        "{file} zawiera zapis nieznany tej wersji Coach: zaktualizuj Coach."
    ),
    ("This session has no recording that is still there: a film can't be made of it."): (
        "Ta sesja nie ma już nagrania: nie da się zrobić z niej filmu."
    ),
    ("More than one person was in the picture at times: only the patient's face is covered."): (
        "Czasem w obrazie było więcej osób: zakryta jest tylko twarz pacjenta."
    ),
    ("This session has no tape: what needs the body's points can't be made of it."): (
        "Ta sesja nie ma zapisu: tego, co wymaga punktów ciała, nie da się zrobić."
    ),
    ("The recording {file} is gone: the film can't be made, the rest can."): (
        "Nagrania {file} już nie ma: filmu nie da się zrobić, resztę tak."
    ),
    ("{file} has no picture, only sound."): ("{file} nie ma obrazu, tylko dźwięk."),
    ("The recording holds no frame that can be decoded."): ("Nagranie nie zawiera żadnej czytelnej klatki."),
    ("Part of the recording is damaged: the film holds what could be decoded."): (
        "Część nagrania jest uszkodzona: film zawiera to, co dało się odczytać."
    ),
    (
        "For {n} s nobody was found: the face's last and next known places are covered there. Look at "
        "the film before you give it to anybody."
    ): (
        "Przez {n} s nikogo nie znaleziono: zakryto ostatnie i następne znane miejsce twarzy. Obejrzyj "
        "film, zanim go komuś dasz."
    ),
    ("The recording {file} is gone: what was measured is kept, the film is not."): (
        "Nagrania {file} już nie ma: pomiary są, filmu nie."
    ),
    ("Nobody was seen in this session: there are no landmarks to write."): (
        "W tej sesji nikogo nie widziano: nie ma punktów do zapisania."
    ),
    ("Sign in first: your sign-in has ended, or this page needs one."): (
        "Najpierw się zaloguj: logowanie wygasło albo ta strona go wymaga."
    ),
    ("There is nothing here for you: ask whoever gave you this address."): (
        "Nie ma tu nic dla ciebie: zapytaj osobę, która podała ten adres."
    ),
    ("You have no right to do this. Ask your administrator."): (
        "Nie masz do tego prawa. Zapytaj administratora."
    ),
    ("This was asked by a page of another address. Open this server's own page and try again."): (
        "Poprosiła o to strona z innego adresu. Otwórz stronę tego serwera i spróbuj ponownie."
    ),
}
