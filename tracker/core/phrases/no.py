"""How Norwegian newsrooms word their notices, in Bokmål and Nynorsk."""

from tracker.core.phrases.phrase import parse_table

ROWS = parse_table(
    "no",
    """
no-common common
    og|det|som|en|er|på|for|av|ikke|har|til|et|den|med|var|at|ble|i

no-noun word
    artikkelen|artikkel|saken|sak|saka|teksten|tekst|innlegget|kronikken|tittelen|bildeteksten|versjonen|anmeldelsen
    meldingen|intervjuet|grafikken

no-altered altered
    oppdatert|rettet|retta|korrigert|endret|endra|presisert|fjernet|justert|rettet opp|supplert|utvidet

no-correction label correction
    rettelse|rettelser|retting|korreksjon|beriktigelse

no-clarification label clarification
    presisering|oppklaring

no-note remark editors_note
    (redaksjonell|redaksjonens) (merknad|kommentar|anmerkning)|red. anm.|merknad

no-update remark update
    update|oppdatering|oppdatert|tillegg

no-version version
    (tidligere|første|opprinnelig|opprinnelige|tidlegare) (versjon|utgave) av (denne|den|dette|vår)? {noun}

no-this this
    (denne|dette) {noun}

no-wrong wrong
    feilaktig|feilaktige|ved en feil|feil|feilen|uriktig|uriktige|ukorrekt|feilsitert|feilstavet|forvekslet|galt

no-said said
    sto|stod|ble|skrev|var|het|fremgikk|framgikk|oppga|skreiv|manglet|hevdet

no-fixed fixed
    (er|ble|har blitt|har) (nå)? … {altered}

no-did did
    vi (har)? (rettet|endret|korrigert|oppdatert|korrigerte) (denne)? (saken|artikkelen|feilen|dette|teksten)
    (dette|feilen|opplysningen) er (nå)? (rettet|retta|endret|korrigert)

no-bare-version hint correction
    i en (tidligere|første) (versjon|utgave) {said}

no-the-story hint
    (saken|artikkelen|teksten|tittelen|saka) (er|ble) … {altered}|er (rettet|korrigert)

no-regret regret correction
    beklager (feilen|feila|misforståelsen)|vi beklager

no-to-clarify purpose clarification
    presiser*|tydeliggj*|oppklar*

no-to-add purpose update
    oppdatert|supplert|utvidet|lagt til

no-reader veto
    (ser|finner|funnet|oppdaget) (du)? … feil|meld … feil|tips oss

no-not contrast
    <right>(,| og|, og) ikke <wrong>
    ikke <wrong>, men <right>

no-said-that claim
    (sto|skrev vi|stod) (det)? … at <wrong>

no-before before
    er|var|i|på|av|med|til|fra|for|har|hadde|heter|om
""",
)
