"""How Italian-language newsrooms word their notices."""

from tracker.core.phrases.phrase import parse_table

ROWS = parse_table(
    "it",
    """
it-common common
    il|che|di|della|è|una|per|del|nel|gli|questo|stato|con|più|sono|nella|alla|dei

it-noun word
    articolo|pezzo|testo|notizia|servizio|intervista|titolo|didascalia|versione|post|grafico|editoriale

it-altered altered
    corrett*|aggiornat*|modificat*|rettificat*|cambiat*|rimoss*|precisat*|integrat*|sostituit*|ritirat*|emendat*
    eliminat*

it-correction label correction
    errata corrige|rettifica|correzione|correzioni|errata

it-clarification label clarification
    precisazione|chiarimento|precisazioni

it-note remark editors_note
    (nota|n.) (della|di) (redazione|r.)|ndr|nota dell'editore|nota

it-update remark update
    update|aggiornamento|aggiornato

it-version version
    (precedente|prima) versione (di|del) (questo|questa)? {noun}|(precedente|prima) versione dell'articolo
    versione (precedente|originale|iniziale) (di|del) (questo|questa)? {noun}

it-this this
    (questo|questa) {noun}|quest'articolo

it-wrong wrong
    erroneamente|per errore|errat*|sbagliat*|inesatt*|scorrett*|un errore|l'errore|per una svista|un refuso
    impropriamente

it-said said
    riportava|indicava|attribuiva|affermava|diceva|sosteneva|conteneva|citava|si leggeva|era scritto|parlava
    scriveva|si diceva|(avevamo|abbiamo) scritto

it-fixed fixed
    (è|sono) (stato|stata|stati|state) … {altered}

it-did did
    abbiamo (corretto|rettificato|aggiornato|modificato) (il|la|questo|l'errore|l'articolo) … (errore|{noun}|dato)

it-bare-version hint correction
    (in)? una (precedente|prima) versione ({said}|{wrong})|(in)? una versione precedente ({said}|{wrong})
    contrariamente a quanto (scritto|riportato|indicato)|per un errore di (redazione|trascrizione|traduzione)

it-the-story hint
    (l'articolo|il titolo|il testo) è stato … {altered}|è (stato|stata) (corrett*|rettificat*)

it-regret regret correction
    ci scusiamo|chiediamo scusa|si scusa per l'errore|ce ne scusiamo|ci dispiace per l'errore

it-to-clarify purpose clarification
    chiar*|precis*

it-to-add purpose update
    aggiornat*|per (includere|aggiungere)|integrat*

it-reader veto
    se (trovi|trovate|notate|vedete) … (errore|errori|refusi)|segnala* … error*

it-not contrast
    <right>(,| e|, e) non <wrong>
    non <wrong>, (ma|bensì) <right>

it-said-that claim
    (riportava|indicava|affermava|diceva|sosteneva|scriveva) (erroneamente|per errore)? che <wrong>

it-before before
    è|sono|era|fu|di|del|della|a|al|in|nel|per|con|ha|hanno|chiama|dal|il|la
""",
)
