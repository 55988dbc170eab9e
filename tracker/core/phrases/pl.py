"""How Polish newsrooms word their notices."""

from tracker.core.phrases.phrase import parse_table

ROWS = parse_table(
    "pl",
    """
pl-common common
    w|nie|się|na|że|do|jest|to|z|i|tego|został|o|po|jak|przez|oraz|od

pl-noun word
    artykuł*|tekst|tekstu|tekście|materiał*|informacj*|wywiad*|tytuł*|wersj*|depesz*|publikacj*|podpis*|recenzj*
    felieton*

pl-altered altered
    zaktualizowan*|poprawion*|zmienion*|skorygowan*|sprostowan*|uzupełnion*|usunięt*|zmodyfikowan*|doprecyzowan*

pl-correction label correction
    sprostowanie|korekta|errata|sprostowania|poprawka

pl-clarification label clarification
    wyjaśnienie|doprecyzowanie|uściślenie

pl-note remark editors_note
    od redakcji|(przypis|uwaga|nota|przyp.) (redakcji|redakcyjna|red.)

pl-update remark update
    update|aktualizacja|zaktualizowano|uzupełnienie

pl-version version
    (poprzedni*|wcześniejsz*|pierwotn*|pierwsz*) wersj* (tego|naszego|tej)? {noun}

pl-this this
    (ten|tym|tego|niniejszy|ta|tej) {noun}

pl-wrong wrong
    błędnie|omyłkowo|mylnie|błędn*|niepoprawn*|nieprawdziw*|błąd|pomyłk*|nieścisł*|przez pomyłkę

pl-said said
    podano|podaliśmy|napisaliśmy|napisano|znalazł*|podawał*|informował*|była mowa|pisaliśmy|przypisano|stwierdzono

pl-fixed fixed
    (został|została|zostało|zostały|był) … {altered}

pl-did did
    (poprawiliśmy|skorygowaliśmy|sprostowaliśmy|zaktualizowaliśmy|prostujemy) … (błąd|{noun}|pomyłkę|tę)

pl-bare-version hint correction
    w (poprzedniej|wcześniejszej|pierwotnej|pierwszej) wersji {said}

pl-the-story hint
    (artykuł|tekst|tytuł|materiał) (został|był) … {altered}
    (został|została|zostało) (poprawion*|sprostowan*|skorygowan*)

pl-regret regret correction
    za (błąd|pomyłkę|błędy) (serdecznie)? przepraszamy|przepraszamy (za)? (błąd|pomyłkę|czytelników)

pl-to-clarify purpose clarification
    doprecyz*|wyjaśni*|uściśl*

pl-to-add purpose update
    zaktualizowan*|uzupełnion*|dodan*

pl-reader veto
    (jeśli|jeżeli) … (błąd|błędy)|(zauważyłeś|widzisz|zgłoś) … błąd

pl-not contrast
    <right>(,| a|, a) nie <wrong>
    nie <wrong>, (lecz|tylko) <right>

pl-said-that claim
    (podano|podaliśmy|napisaliśmy|napisano|pisaliśmy) …, że <wrong>

pl-before before
    jest|są|był|była|było|w|na|z|do|o|od|przez|dla|wynosi|ma|to
""",
)
