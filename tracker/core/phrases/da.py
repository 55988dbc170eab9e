"""How Danish newsrooms word their notices."""

from tracker.core.phrases.phrase import parse_table

ROWS = parse_table(
    "da",
    """
da-common common
    og|det|som|en|er|på|for|af|ikke|har|til|et|den|med|var|at|blev|i

da-noun word
    artikel|artiklen|historie|historien|tekst|teksten|indlæg|indlægget|interview|overskrift|overskriften|billedtekst
    billedteksten|version|anmeldelse|klumme|grafik

da-altered altered
    opdateret|rettet|ændret|korrigeret|præciseret|fjernet|tilføjet|justeret|slettet|uddybet

da-correction label correction
    rettelse|rettelser|berigtigelse|fejlrettelse

da-clarification label clarification
    præcisering|afklaring

da-note remark editors_note
    (redaktionel|redaktionens) (note|bemærkning|kommentar)|red.

da-update remark update
    update|opdatering|opdateret|tilføjelse

da-version version
    (tidligere|første|oprindelig|oprindelige) (version|udgave) af (denne|den|dette|vores)? {noun}

da-this this
    (denne|dette) {noun}

da-wrong wrong
    fejlagtig|fejlagtigt|ved en fejl|forkert|forkerte|en fejl|fejlen|ukorrekt|urigtig|urigtigt|misvisende
    fejlstavet|forvekslet

da-said said
    stod|fremgik|skrev|blev|var|hed|oplyste|manglede|citerede|nævntes

da-fixed fixed
    (er|blev|har) (nu)? … {altered}

da-did did
    vi har (rettet|ændret|korrigeret|opdateret) (artiklen|fejlen|det|dette|teksten|oplysningen)
    (det|dette|fejlen|oplysningen) er (nu)? (rettet|ændret|korrigeret)

da-bare-version hint correction
    i en (tidligere|første) (version|udgave) {said}

da-the-story hint
    (artiklen|teksten|overskriften|historien) (er|blev) … {altered}|er (rettet|korrigeret)

da-regret regret correction
    beklager (fejlen|misforståelsen)|vi beklager dette|undskylder fejlen

da-to-clarify purpose clarification
    præcis*|tydeliggø*|afklar*

da-to-add purpose update
    opdateret|tilføjet|uddybet

da-reader veto
    (ser|finder|fundet|opdaget) (du)? … fejl|rapportér … fejl|har du … fejl

da-not contrast
    <right>(,| og|, og) ikke <wrong>
    ikke <wrong>, men <right>

da-said-that claim
    (stod|skrev vi|fremgik) (der|det)? … at <wrong>

da-before before
    er|var|i|på|af|med|til|fra|for|har|havde|hedder|om
""",
)
