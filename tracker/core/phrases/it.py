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
    (precedente|prima) versione (di|del|dell') (questo|quest'|questa)? {noun}
    (precedente|prima) versione dell'articolo
    versione (precedente|originale|iniziale) (di|del) (questo|quest'|questa)? {noun}
    versione (precedente|originale|iniziale) dell'articolo

it-this this
    (questo|questa) {noun}|quest'articolo

it-wrong wrong
    erroneamente|per errore|errat*|sbagliat*|inesatt*|scorrett*|un errore|l'errore|per una svista|un refuso
    impropriamente

it-said said
    riportava|indicava|attribuiva|affermava|diceva|sosteneva|conteneva|citava|si leggeva|era scritto|era stato
    era stata|avevamo scritto|abbiamo scritto|parlava|scriveva|si diceva

it-formerly formerly
    (inizialmente|originariamente|in origine) … {said}|{said} (inizialmente|originariamente)

it-fixed fixed
    (è|sono) (stato|stata|stati|state) … {altered}

it-did did
    abbiamo (corretto|rettificato|aggiornato|modificato) (il|l'|la|questo|l'errore) … (errore|{noun}|dato)

it-hint hint correction
    (in)? una (precedente|prima) versione ({said}|{wrong})|(in)? una versione precedente ({said}|{wrong})
    (l'articolo|il titolo|il testo) è stato … {altered}
    contrariamente a quanto (scritto|riportato|indicato) … (in precedenza|inizialmente|in una)

it-regret regret
    ci scusiamo|chiediamo scusa|ce ne scusiamo|ci dispiace per l'errore

it-to-correct purpose correction
    corrett*|corregg*|rettific*|in realtà|e non

it-to-clarify purpose clarification
    chiar*|precis*

it-to-add purpose update
    aggiornat*|per (includere|aggiungere)|integrat*

it-reader veto
    se (trovi|trovate|notate|vedete) … (errore|errori|refusi)|segnala* … error*
""",
)
