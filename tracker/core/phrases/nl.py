"""How Dutch-language newsrooms word their notices."""

from tracker.core.phrases.phrase import parse_table

ROWS = parse_table(
    "nl",
    """
nl-common common
    het|een|van|de|en|dat|niet|op|zijn|voor|met|is|dit|werd|aan|ook|bij|deze

nl-noun word
    artikel|bericht|stuk|verhaal|tekst|interview|column|kop|bijschrift|onderschrift|versie|nieuwsbericht|recensie
    grafiek

nl-altered altered
    aangepast|gecorrigeerd|gewijzigd|geactualiseerd|bijgewerkt|aangevuld|verbeterd|gerectificeerd|verwijderd|hersteld
    verduidelijkt

nl-correction label correction
    correctie|rechtzetting|rectificatie|correcties|correcties en aanvullingen|verbetering

nl-clarification label clarification
    verduidelijking|toelichting

nl-note remark editors_note
    (noot|nota|opmerking) van de (redactie|hoofdredactie)|naschrift (redactie|van de redactie)|naschrift|noot

nl-update remark update
    update|aanvulling|bijgewerkt|actualisering

nl-version version
    (eerdere|vorige|eerste|oorspronkelijke|oude) versie van (dit|het|deze|ons) {noun}

nl-this this
    (dit|deze) {noun}

nl-wrong wrong
    ten onrechte|abusievelijk|per abuis|foutief|foutieve|onjuist|onjuiste|(een|de) fout|verkeerd|verkeerde
    verwisseld|klopt niet

nl-said said
    stond|stonden|werd|schreven (we|wij)|meldde|meldden|was|waren|beweerde|vermeldde|noemde|ontbrak|luidde|bevatte

nl-fixed fixed
    (is|zijn|hebben we|werd) … {altered}

nl-did did
    (we|wij) hebben (dit|het|de|deze|dat) … {altered}|(dat|dit) hebben we … {altered}
    (dat|dit|deze fout) is (inmiddels|nu) {altered}

nl-bare-version hint correction
    (in een|een) (eerdere|vorige|eerste) versie {said}|door een (redactionele fout|fout van de redactie)

nl-the-story hint
    (het|de) {noun} is … {altered}|is (gecorrigeerd|gerectificeerd)

nl-regret regret correction
    onze (excuses|verontschuldigingen)|excuses voor|(we betreuren|betreurt) (de|deze) fout

nl-to-clarify purpose clarification
    verduidelijk*|duidelijk te maken|preciezer

nl-to-add purpose update
    aangevuld|bijgewerkt|geactualiseerd|toegevoegd

nl-reader veto
    (ziet|zie|vind|ontdekt) (u|je) … fout|fout (gezien|gevonden|ontdekt)|meld … fout

nl-not contrast
    <right>(,| en|, en) niet <wrong>
    niet <wrong>, maar <right>

nl-said-that claim
    (stond|schreven we|meldden we) … dat <wrong>

nl-before before
    is|zijn|was|waren|in|op|van|met|om|voor|heeft|hebben|naar|bij|uit|heet
""",
)
