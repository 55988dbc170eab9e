"""How French-language newsrooms word their notices."""

from tracker.core.phrases.phrase import parse_table

ROWS = parse_table(
    "fr",
    """
fr-common common
    le|les|des|et|une|du|dans|est|que|pour|pas|au|sur|cet|par|été|avec|cette

fr-noun word
    article|texte|papier|billet|dépêche|reportage|entretien|chronique|tribune|titre|légende|infographie|version
    éditorial

fr-altered altered
    modifi*|corrig*|mis à jour|mise à jour|rectifi*|amend*|actualis*|précis*|remplac*|supprim*|retir*|complét*|ajout*

fr-correction label correction
    correction|rectificatif|rectification|erratum|correctif|corrigé

fr-clarification label clarification
    précision|précisions|mise au point

fr-note remark editors_note
    (note|nota|mot) de la rédaction|ndlr|note aux lecteurs|note

fr-update remark update
    mise à jour|mis à jour|maj|actualisation|actualisé|update

fr-aim aim
    avec|pour

fr-version version
    (première|précédente|ancienne) version (de|du) (cet|ce|cette|notre)? {noun}
    version (initiale|précédente|antérieure|originale) (de|du) (cet|ce|cette|notre)? {noun}

fr-this this
    (cet|ce|cette) {noun}

fr-wrong wrong
    à tort|par erreur|erroné*|inexact*|incorrect*|(une|cette) erreur|l'erreur|mal orthographi*|faussement
    une coquille

fr-said said
    indiquait|mentionnait|affirmait|comportait|contenait|attribuait|évoquait|disait|précisait|présentait|écrivait
    faisait|citait|donnait|laissait|confondait|était|parlait|annonçait|avons écrit|avions écrit

fr-fixed fixed
    (a|ont) … été … {altered}

fr-did did
    nous (avons|l'avons) … (corrigé|modifié|rectifié) (cet|cette|ce|l'|le|la|notre)? (erreur|{noun}|passage)

fr-bare-version hint correction
    (une|dans une) (première|précédente) version (nous)? ({said}|{wrong})
    (une|dans une) version (précédente|antérieure|initiale) (nous)? ({said}|{wrong})
    contrairement à ce que nous (avons|avions) … (écrit|indiqué|annoncé)
    (en raison|à la suite|par suite) d'une erreur

fr-the-story hint
    (l'article|le titre|le texte) a été … {altered}|a été … (corrig*|rectifi*)

fr-regret regret correction
    (nous (présentons|prions)|toutes nos|nos|avec nos) … excuses|nous (nous)? excus*
    (nous regrettons|regrette) cette erreur

fr-to-clarify purpose clarification
    précis*|clarifi*

fr-to-add purpose update
    mis à jour|mise à jour|ajout*|complét*|actualis*

fr-reader veto
    (si|signaler) … (erreur|faute)|vous … (erreur|faute)

fr-not contrast
    <right>( et non|, et non|, non) (pas)? <wrong>
    non (pas)? <wrong>, mais <right>

fr-said-that claim
    (indiquait|mentionnait|affirmait|disait|écrivait|annonçait) (à tort|par erreur)? que <wrong>

fr-aside aside
    (comme|ainsi que) (nous|on)? (l'avons|l'avions|avons|avions|l'a|indiqué|écrit)

fr-before before
    est|sont|était|étaient|a|ont|de|du|à|au|en|dans|pour|par|s'appelle|depuis

fr-headline place
    titre

fr-paragraph place
    paragraphe #
""",
)
