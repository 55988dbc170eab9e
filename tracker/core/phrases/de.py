"""How German-language newsrooms word their notices."""

from tracker.core.phrases.phrase import parse_table

ROWS = parse_table(
    "de",
    """
de-common common
    der|die|das|und|nicht|ist|den|von|mit|dem|ein|eine|im|auf|für|wurde|dieser|dieses

de-noun word
    artikel*|text|textes|texts|beitrag|beitrags|beitrages|bericht|berichts|berichtes|meldung|interview|interviews
    kommentar|kommentars|kolumne|nachricht|überschrift|titel|bildunterschrift|grafik|version|fassung|liveblogs
    stücks|reportage|rezension|newsletters|analyse

de-altered altered
    korrigiert|berichtigt|geändert|angepasst|aktualisiert|ergänzt|präzisiert|richtiggestellt|überarbeitet|entfernt
    gelöscht|konkretisiert|klargestellt|verändert|ausgetauscht|verbessert|zurückgezogen

de-correction label correction
    (eine)? (korrektur|berichtigung|richtigstellung)|korrekturhinweis|korrigiert|korrekturen|erratum

de-clarification label clarification
    klarstellung|präzisierung

de-note remark editors_note
    (anmerkung|anm.|hinweis) (der|d.) (redaktion|red.)|redaktioneller hinweis|in eigener sache|transparenzhinweis
    hinweis|anmerkung

de-update remark update
    update|updates|aktualisierung|aktualisiert|nachtrag|ergänzung

de-version version
    (früher*|vorherig*|erst*|ursprünglich*|älter*|vorig*) (version|fassung) (dieses|des|unseres|dieser|der) {noun}

de-this this
    (dieser|diesem|diesen|dieses|diese) {noun}|in unserem {noun}

de-wrong wrong
    fälschlich*|irrtümlich*|versehentlich|falsch|falsche|falschen|falscher|falsches|fehlerhaft*|unzutreffend*
    inkorrekt*|unrichtig*|verwechselt|nicht korrekt|(ein|einen|diesen|den) fehler

de-said said
    hieß es|hiess es|stand|standen|war|waren|wurde|wurden|hatten wir|haben wir|hatte|schrieben|berichtet*
    enthielt|lautete|nannte*|gaben|fehlte|zitierte*|behauptet*

de-fixed fixed
    (wurde|wurden|ist|sind|haben wir) … {altered}

de-did did
    wir haben (den|diesen|das|dies|die|diese|eine|einen|ein) … {altered}|(fehler|{noun}) haben wir … {altered}

de-bare-version hint correction
    (in einer|eine|in der) (früher*|vorherig*|erst*|ursprünglich*) (version|fassung) {said}
    (ursprünglich|zunächst|zuerst) (hieß es|stand|war) (hier|an dieser stelle|in diesem)
    (hier|an dieser stelle) (hieß es|stand) (ursprünglich|zunächst|zuerst)|wegen eines fehlers

de-the-story hint
    (der|die) {noun} (wurde|ist) … {altered}|(wurde|wurden) nachträglich {altered}
    (wurde|wurden) … (korrigiert|berichtigt|richtiggestellt)

de-regret regret correction
    wir bitten … (entschuldigung|entschuldigen|verzeihung)|wir entschuldigen uns für
    (wir bedauern|bedauert) (den|diesen) fehler

de-to-clarify purpose clarification
    klargestellt|präzisiert|konkretisiert|deutlicher|missverständlich

de-to-add purpose update
    ergänzt|aktualisiert|hinzugefügt

de-reader veto
    (wenn|falls|sollten) sie … fehler|fehler (melden|entdeckt|gefunden)

de-not contrast
    <right>(,| und|, und) nicht <wrong>
    nicht <wrong>, sondern <right>

de-said-that claim
    (hieß es|hiess es|stand|schrieben wir|war zu lesen), (dass)? <wrong>

de-before before
    ist|sind|war|waren|im|in|am|um|auf|von|vom|bei|mit|als|für|nach|zu|zum|zur|hat|haben|heißt|lautet

de-headline place
    überschrift|schlagzeile

de-paragraph place
    absatz #|#. absatz
""",
)
