"""Pages that stand in for a story: block pages, walls of consent, payment and login, errors served as pages.

Each row has the words, one a line, that such a page says to its reader. A story may say them too, so they count only
where they are most of what there is to read: in a text that is short, and in which the blocks that say them are a
good part of what is longer than a heading.
"""

import re
from collections.abc import Sequence

from tracker.core.story import Story

SHORT = 150  # words: walls have fewer, and most stories more
HEADING = 8  # words
GOOD_PART = 0.3

STUBS: dict[str, str] = {
    "a page that asks whether a person reads it": r"""
        verify (?:that )?you(?:'re| are) (?:a |not a )?(?:human|robot|bot)
        are you a robot
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
    "an error page": r"""
        (?:^|\b)(?:error )?404\b
        page (?:can(?:not|'t) be|could not be|was not|not) found
        no longer available
        (?:the )?page you(?:'re| are| were) looking for
        something went wrong
        (?:service|site) (?:temporarily )?unavailable
        seite (?:wurde )?nicht gefunden
        page (?:introuvable|non trouvée)
        página no encontrada
        pagina non trovata
        pagina niet gevonden
        siden ble ikke funnet
        sidan (?:hittades inte|kunde inte hittas)
    """,
}
_STUBS = {
    name: re.compile("|".join(map(str.strip, words.strip().splitlines())), re.IGNORECASE | re.MULTILINE)
    for name, words in STUBS.items()
}


def find_stub(story: Story) -> str | None:
    r"""Return what a page stands in for a story with, in words; None for a story.

    >>> from tracker.core.plaintext import parse_text
    >>> find_stub(parse_text("# Just a moment...\n\nVerify you are human by completing the action below.\n"))
    'a page that asks whether a person reads it'
    """
    texts = [_plain(block.text) for block in story.blocks]
    if sum(map(_n_words, texts)) >= SHORT:
        return None
    return next((name for name, pattern in _STUBS.items() if _is_most(texts, pattern)), None)


def find_wall(texts: Sequence[str]) -> str | None:
    """Return what kind of wall some texts speak of, however much there is besides."""
    walls = ("a wall of payment", "a login page")
    return next((name for name in walls if any(_STUBS[name].search(_plain(text)) for text in texts)), None)


def _is_most(texts: Sequence[str], pattern: re.Pattern[str]) -> bool:
    """Whether the texts that match, and what is no longer than a heading, are a good part of all the words."""
    said = [text for text in texts if pattern.search(text)]
    if not said:
        return False
    others = [text for text in texts if text not in said and _n_words(text) > HEADING]
    n_said, n_others = (sum(map(_n_words, some)) for some in (said, others))
    return n_said >= GOOD_PART * (n_said + n_others)


def _n_words(text: str) -> int:
    return len(text.split())


def _plain(text: str) -> str:
    return text.replace("’", "'")
