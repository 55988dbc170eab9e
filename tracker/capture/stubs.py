"""Pages that stand in for a story: block pages, walls of consent, payment and login, errors served as pages.

Each row has the words, one a line, that such a page says to its reader. A story may say them too, so they count only
where they are most of what there is to read: in a text that is short, and in which the blocks that say them are a
good part of what is longer than a heading. Words in which somebody is quoted or a day is named report on such a page.
`TITLES` are headlines that a stub has and a story hardly ever: under one
of them it is enough that the first lines say so too, or that there are next to none, for a page that is not found may
go on with the stories of the day.
"""

import re
from collections.abc import Sequence

from tracker.core.story import Story

SHORT = 150  # words: walls have fewer, and most stories more
HEADING = 8  # words
GOOD_PART = 0.3
NEXT_TO_NONE = 12  # words beside the headline
FIRST = 3  # blocks beside the headline

STUBS: dict[str, str] = {
    "a page that asks whether a person reads it": r"""
        (?:verify|confirm|prove|know) (?:that )?you(?:'re| are) (?:a |not a )?(?:human|robot|bot)
        are you a robot
        made us think (?:that )?you (?:were|are) a (?:ro)?bot
        checking your browser
        enable javascript and cookies to continue
        just a moment\W*$
        unusual (?:traffic|activity) from
        pardon our interruption
        complete the (?:captcha|security check)
        press (?:and|&) hold
        please enable (?:js|javascript) and disable any ad blocker
        bestätigen sie,? dass sie ein mensch
        vérifi\w+ que vous êtes (?:un )?humain
        no (?:soy|eres) un robot
        non sono un robot
    """,
    "a page that refuses access": r"""
        access (?:to this page )?(?:has been )?denied
        you have been blocked
        request (?:was |has been )?blocked
        you don't have permission to access
        incident id
        access (?:to this (?:site|website|page) )?(?:cannot|can't|could not) be granted
        zugriff verweigert
        accès refusé
        acceso denegado
        not available in your (?:country|region)
        unavailable due to legal reasons
    """,
    "a wall of consent": r"""
        (?:accept|reject) all(?: cookies)?\W*$
        we(?: and our (?:\d+ )?partners)? (?:value|respect) your privacy
        we and our (?:\d+ )?partners
        manage (?:your )?(?:cookie|privacy) (?:settings|preferences|choices)
        wir und unsere (?:\d+ )?partner
        alle (?:cookies )?akzeptieren
        mit werbung (?:und tracking )?weiterlesen
        nous et nos (?:\d+ )?partenaires
        (?:tout accepter|accepter et continuer)
        (?:nosotros y )?nuestros socios
        aceptar (?:todo|y continuar)
        noi e i nostri (?:\d+ )?partner
        accetta(?: tutti| e continua)
        wij en onze (?:\d+ )?partners
        alles accepteren
        cookies accepteren
    """,
    "a login page": r"""
        (?:log|sign) in to (?:continue|read|your account|access)
        (?:forgot|reset) (?:your )?password
        (?:bitte )?(?:melden sie sich an|einloggen),? um
        passwort vergessen
        connectez-vous pour
        mot de passe oublié
        inicia sesión para
        ¿?has olvidado tu contraseña
        accedi per
        password dimenticata
        log in om (?:verder|door) te lezen
        wachtwoord vergeten
    """,
    "a wall of payment": r"""
        subscribe (?:now )?(?:to (?:continue|read|keep reading|unlock)|for (?:full|unlimited) access)
        (?:this (?:article|story|content) is )?(?:only )?(?:for|available to) (?:our )?subscribers(?: only)?
        already a (?:subscriber|member)
        you(?:'ve| have) (?:reached|used|read) (?:your|all|the) .{0,30}free (?:articles|stories)
        to continue reading
        unlock this (?:article|story)
        start your (?:free )?trial
        create a free account
        weiterlesen mit
        jetzt abonnieren
        dieser artikel ist (?:nur )?für abonnenten
        sie sind bereits abonnent
        (?:article|contenu) réservé aux abonnés
        (?:il vous reste|lire la suite) .{0,20}%
        déjà abonné
        abonnez-vous
        (?:contenido|artículo) (?:exclusivo )?para suscriptores
        suscríbete para
        ya eres suscriptor
        (?:contenuto|articolo) riservato agli abbonati
        abbonati per (?:continuare|leggere)
        sei già abbonato
        alleen voor abonnees
        word (?:nu )?abonnee
        al abonnee
    """,
    "an error page": r"""
        error:? 404\b
        \b404:? (?:error|not found)\b
        ^404\W*$
        page (?:can(?:not|'t) be|could not be|was not|not) found
        no longer available
        (?:the )?page you(?:'re| are| were) looking for
        something went wrong
        can(?:no|')t find (?:the|that|this) page
        could(?: not|n't) find (?:the|that|this) page
        (?:service|site) (?:is )?(?:temporarily|currently) unavailable
        temporarily unable to service
        (?:performing|undergoing|down for) .{0,20}maintenance
        too many requests
        try again (?:later|in a few (?:minutes|moments))
        internal server error
        bad gateway
        seite (?:wurde )?nicht gefunden
        page (?:introuvable|non trouvée)
        página no encontrada
        pagina non trovata
        pagina niet gevonden
        siden ble ikke funnet
        sidan (?:hittades inte|kunde inte hittas)
    """,
}
TITLES: dict[str, str] = {
    "a page that asks whether a person reads it": r"""
        just a moment
        are you (?:a )?(?:human|robot|bot)
        attention required
        pardon our interruption
        (?:security|robot|bot|human) (?:check|verification)
        (?:checking|verifying) your browser
        verify you(?:'re| are) human
    """,
    "a page that refuses access": r"""
        access (?:to this page )?(?:has been )?(?:denied|forbidden|blocked)
        (?:sorry, )?you have been blocked
        request blocked
        (?:error )?(?:403|451)\W*(?:error|forbidden|access|not allowed|unavailable|unauthori[sz]ed).*
        (?:error )?(?:403|451)\W*
        error (?:403|451)\b.*
        forbidden
        unavailable (?:due to|for) legal reasons
        not available in your (?:country|region)
        zugriff verweigert
        accès refusé
        acceso denegado
    """,
    "a wall of consent": r"""
        before you continue.*
        your (?:privacy|choices?|consent)
        we (?:value|respect|care about) your privacy
        (?:cookie|privacy|consent) (?:settings|preferences|choices)
        (?:ihre privatsphäre|datenschutzeinstellungen)
        (?:votre vie privée|tu privacidad|la tua privacy|jouw privacy)
    """,
    "a login page": r"""
        (?:please )?(?:sign|log) ?in(?: to continue)?
        welcome back
        (?:anmelden|anmeldung|einloggen|connexion|iniciar sesión|accedi|inloggen|logga in|logg inn)
    """,
    "a wall of payment": r"""
        subscribe(?: now| to continue(?: reading)?)?
        (?:subscription required|(?:for )?subscribers only)
    """,
    "an error page": r"""
        (?:error )?(?:404|410|429)\W*(?:error|(?:page |file )?not found|gone|too many|unavailable|oops).*
        (?:error )?5\d\d\W*(?:error|internal server|bad gateway|service|gateway|unavailable).*
        (?:error )?(?:404|410|429|5\d\d)\W*
        error (?:404|410|429|5\d\d)\b.*
        (?:sorry, )?(?:the )?page (?:(?:was |could )?not (?:be )?found|unavailable)
        not found
        w?h?oops
        something went wrong
        too many requests
        (?:service|site|temporarily) (?:temporarily )?unavailable
        (?:internal server error|bad gateway|gateway time-?out)
        we(?:'ll| will) be (?:right )?back(?: soon| shortly)?
        (?:site )?(?:under|down for) maintenance
        (?:seite (?:wurde )?nicht gefunden|page (?:introuvable|non trouvée)|página no encontrada|pagina non trovata)
        (?:pagina niet gevonden|siden ble ikke funnet|sidan (?:hittades inte|kunde inte hittas))
    """,
}


def _compile(table: dict[str, str], flags: re.RegexFlag) -> dict[str, re.Pattern[str]]:
    rows = {name: "|".join(map(str.strip, words.strip().splitlines())) for name, words in table.items()}
    return {name: re.compile(row, re.IGNORECASE | flags) for name, row in rows.items()}


_STUBS, _TITLES = _compile(STUBS, re.MULTILINE), _compile(TITLES, re.NOFLAG)


def find_stub(story: Story) -> str | None:
    r"""Return what a page stands in for a story with, in words; None for a story.

    >>> from tracker.core.plaintext import parse_text
    >>> find_stub(parse_text("# Just a moment...\n\nVerify you are human by completing the action below.\n"))
    'a page that asks whether a person reads it'
    """
    if named := _find_titled(story):
        return named
    texts = [_plain(block.text) for block in story.blocks]
    if sum(map(count_words, texts)) >= SHORT:
        return None
    return next((name for name, pattern in _STUBS.items() if _is_most(texts, pattern)), None)


def _find_titled(story: Story) -> str | None:
    """Return the kind of stub that a headline names, where the first lines say so too or there are next to none."""
    parts = [part.strip(" .!…:") for part in re.split(r"\s[|–—-]\s", _plain(story.headline))]
    texts = [_plain(block.text) for block in story.blocks if block.kind != "headline"]
    is_bare = sum(map(count_words, texts)) <= NEXT_TO_NONE
    for name, title in _TITLES.items():
        if any(title.fullmatch(part) for part in parts) and (is_bare or any(map(_STUBS[name].search, texts[:FIRST]))):
            return name
    return None


WALLS = ("a wall of payment", "a login page")
LONGEST_INVITATION = 30  # words


def find_wall(texts: Sequence[str]) -> str | None:
    """Return what kind of wall some texts speak of, however much there is besides."""
    if any(map(is_invitation, texts)):
        return WALLS[0]
    return next((name for name in WALLS if any(_STUBS[name].search(_plain(text)) for text in texts)), None)


def is_invitation(text: str) -> bool:
    """Tell whether a text asks its reader to pay or to log in for the rest of what stands above it.

    >>> is_invitation("Log in to continue reading."), is_invitation("She had to continue reading, she said.")
    (True, False)
    """
    said = _plain(text)
    return count_words(said) <= LONGEST_INVITATION and bool(_REST.search(said)) and not _NEWS.search(said)


_REST = re.compile(
    r"\b(?:to (?:continue|keep|finish) reading|to (?:read|see|unlock) (?:the )?(?:rest|full|whole|entire)"
    r"|unlock this (?:article|story)"
    r"|(?:this|the rest of (?:this|the)) (?:article|story|content) is (?:only |exclusively )?(?:for|available to) "
    r"|(?:continue|keep) reading (?:with|for)"
    r"|um weiterzulesen|weiterlesen mit|dieser artikel ist (?:nur )?für"
    r"|il vous reste|pour lire la suite|réservé (?:aux|à nos) abonnés"
    r"|para (?:seguir|continuar) leyendo|para suscriptores|per continuare a leggere|riservato agli abbonati"
    r"|om verder te lezen|alleen voor abonnees|för att läsa vidare|for å lese videre)",
    re.IGNORECASE,
)
_NEWS = re.compile(
    r"\b(?:said|told|announced|according to|spokes(?:man|woman|person)|sagte|teilte|zufolge|déclaré|selon|dijo|según|"
    r"disse|secondo|aldus|volgens|sade|enligt|ifølge|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|"
    r"(?:mon|diens|donners|frei|sams|sonn)tags?|mittwochs?|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|"
    r"martes|miércoles|jueves|viernes|lunedì|martedì|mercoledì|giovedì|venerdì|(?:maan|dins|woens|donder|vrij)dag|"
    r"(?:mån|tis|ons|tors|fre|lör|sön|lør|søn)dag)\b",
    re.IGNORECASE,
)


def _is_most(texts: Sequence[str], pattern: re.Pattern[str]) -> bool:
    """Whether the texts that match, and what is no longer than a heading, are a good part of all the words."""
    said = [text for text in texts if pattern.search(text) and not _NEWS.search(text)]
    if not said:
        return False
    others = [text for text in texts if text not in said and count_words(text) > HEADING]
    n_said, n_others = (sum(map(count_words, some)) for some in (said, others))
    return n_said >= GOOD_PART * (n_said + n_others)


def count_words(text: str) -> int:
    """Return the number of words of a text."""
    return len(text.split())


def _plain(text: str) -> str:
    return text.replace("’", "'")
