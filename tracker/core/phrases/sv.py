"""How Swedish newsrooms word their notices."""

from tracker.core.phrases.phrase import parse_table

ROWS = parse_table(
    "sv",
    """
sv-common common
    och|att|det|som|en|är|på|för|av|inte|har|till|ett|den|med|var|om|i

sv-noun word
    artikeln|artikel|texten|text|inlägget|krönikan|recensionen|rubriken|rubrik|bildtexten|notisen|intervjun|versionen
    grafiken|nyheten

sv-altered altered
    uppdaterats|rättats|korrigerats|ändrats|justerats|kompletterats|förtydligats|tagits bort|uppdaterad|rättad|ändrad
    korrigerad

sv-correction label correction
    rättelse|rättelser|rättat|rättad|korrigering

sv-clarification label clarification
    förtydligande|precisering

sv-note remark editors_note
    redaktionens (kommentar|anmärkning)|red. anm.|red anm|anm.

sv-update remark update
    update|uppdatering|uppdaterad|uppdaterat

sv-version version
    (tidigare|första|äldre|ursprunglig|ursprungliga) version av (den här|denna|vår)? {noun}

sv-this this
    (denna|den här|det här|detta) {noun}

sv-wrong wrong
    felaktig*|av misstag|fel|felet|inkorrekt*|felstavat|felstavades|förväxlades|missvisande

sv-said said
    stod|uppgavs|angavs|skrev|skrevs|påstods|var|framgick|hette|kallades|nämndes|saknades|citerades

sv-fixed fixed
    (har|är) … {altered}

sv-did did
    vi har (rättat|korrigerat|ändrat|uppdaterat) (artikeln|texten|felet|detta|uppgiften|rubriken)
    (detta|uppgiften|felet|det) (har|är) (nu)? (rättats|rättat|korrigerats|ändrats)

sv-bare-version hint correction
    i en (tidigare|första) version {said}

sv-the-story hint
    (artikeln|texten|rubriken) (har|är) … {altered}|har (rättats|korrigerats)

sv-regret regret correction
    (vi|tidningen|redaktionen) beklagar (felet|misstaget|felaktigheten)|vi ber om ursäkt

sv-to-clarify purpose clarification
    förtydlig*|precis*

sv-to-add purpose update
    uppdater*|kompletter*|lagts till

sv-reader veto
    (ser|hittar|upptäcker|hittat|sett) (du)? … fel|rapportera fel|tipsa … om fel

sv-not contrast
    <right>(,| och|, och) inte <wrong>
    inte <wrong>, utan <right>

sv-said-that claim
    (stod|uppgavs|angavs|skrev vi) (det)? … att <wrong>

sv-before before
    är|var|i|på|av|med|till|från|för|har|hade|heter|om
""",
)
