"""How German-language newsrooms word their notices."""

from tracker.core.phrases.phrase import parse_table

ROWS = parse_table(
    "de",
    """
de-common common
    der|die|das|und|nicht|ist|den|von|mit|dem|ein|eine|im|auf|für|wurde|dieser|dieses

de-noun word
    artikel*|text|textes|texts|beitrag|beitrags|beitrages|bericht|berichts|berichtes|meldung|interviews
    interview|kommentar|kommentars|kolumne|nachricht|überschrift|titel|bildunterschrift|grafik|version|fassung
    liveblogs|stücks|reportage|rezension|newsletters|analyse

de-altered altered
    korrigiert|berichtigt|geändert|angepasst|aktualisiert|ergänzt|präzisiert|richtiggestellt|überarbeitet
    entfernt|gelöscht|konkretisiert|klargestellt|verändert|ausgetauscht|verbessert|zurückgezogen

de-correction label correction
    (eine)? (korrektur|berichtigung|richtigstellung)|korrekturhinweis|erratum|korrigiert|korrekturen

de-clarification label clarification
    klarstellung|präzisierung

de-note remark editors_note
    (anmerkung|anm.|hinweis) (der|d.) (redaktion|red.)|redaktioneller hinweis|in eigener sache
    transparenzhinweis|hinweis|anmerkung

de-update remark update
    update|updates|aktualisierung|aktualisiert|nachtrag|ergänzung

de-version version
    (früher*|vorherig*|erst*) (version|fassung|variante) (dieses|des|unseres|dieser|der|unserer) {noun}
    (ursprünglich*|älter*|vorig*) (version|fassung|variante) (dieses|des|unseres|dieser|der|unserer) {noun}

de-this this
    (dieser|diesem|diesen|dieses|diese) {noun}|in unserem {noun}

de-wrong wrong
    fälschlich*|irrtümlich*|versehentlich|falsch|falsche|falschen|falscher|falsches|fehlerhaft*|unzutreffend*
    inkorrekt*|unrichtig*|verwechselt|nicht korrekt|ein fehler|einen fehler|diesen fehler|den fehler

de-said said
    hieß es|hiess es|stand|standen|war|waren|wurde|wurden|hatten wir|haben wir|hatte|schrieben|berichtet*
    enthielt|lautete|nannte*|gaben|fehlte|zitierte*|behauptet*

de-formerly formerly
    (ursprünglich|zunächst|zuvor) (hieß es|stand|schrieben wir|hatten wir|haben wir)

de-fixed fixed
    (wurde|wurden|ist|sind|haben wir) … {altered}

de-did did
    wir haben (den|diesen|das|dies|die|diese) … {altered}|(fehler|{noun}) haben wir … {altered}

de-hint hint
    (in einer|eine|in der) (früher*|vorherig*|erst*|ursprünglich*) (version|fassung) {said}
    (der|die) {noun} (wurde|ist) … {altered}
    (ursprünglich|zunächst) (hieß es|stand|war) (hier|an dieser stelle|in diesem)

de-regret regret
    wir bitten … (entschuldigung|entschuldigen|verzeihung)|wir entschuldigen uns für
    wir bedauern (den|diesen) fehler

de-to-clarify purpose clarification
    klargestellt|präzisiert|konkretisiert|deutlicher|missverständlich

de-to-correct purpose correction
    korrigiert|berichtigt|richtiggestellt|richtig ist|tatsächlich|korrekt ist

de-to-add purpose update
    ergänzt|aktualisiert|hinzugefügt

de-reader veto
    (wenn|falls|sollten) sie … fehler|fehler (melden|entdeckt|gefunden)
""",
)
