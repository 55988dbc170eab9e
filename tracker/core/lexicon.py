"""Words that mean the same thing in every story: small words, negations, verbs of saying, names of dates, numbers.

Plain tables, casefolded, several languages in one: no rule of the diff asks what language a story is in, and a
word that means something else in another language is left out.
"""

FUNCTION_WORDS = frozenset(
    # English
    """a an the and or but nor so of in on at to for from by with as into onto over under about than then that this
    these those it its he she they them his her their him we us our you your i me my who whom whose which what
    when where while if is are was were be been being am do does did has have had will would shall should can
    could may might must there here also just only very too more most some any each all both such own same other
    up down out off again after before during between through because since until till upon within per via
    """
    # German
    """der die das den dem des ein eine einen einem einer eines und oder aber von im am zu zum zur für mit auf aus
    bei nach vor über unter durch um als wie dass sich er sie es wir ihr ist sind war waren hat haben hatte wird
    werden wurde wurden auch noch nur schon
    """
    # French, Spanish, Italian, Portuguese
    """le la les un une des du de et ou mais dans sur sous par pour avec au aux ce cette ces il elle ils elles qui
    que quoi dont où est sont était été ont avait être se sa son ses leur leurs
    el los las una unos unas y o pero en con por para del al su sus es son era fue han había ser lo
    il lo gli i uno e ma di da nel nella con su per tra fra che chi è sono ha hanno suo sua
    os as um uma no na nos nas do da dos das ao com por pelo pela foi são seu sua
    """
    # Dutch, Swedish, Norwegian, Danish
    """het een en of maar van op met voor door bij naar uit om dat dit zijn was werd worden heeft hebben
    och eller men i på av till för med om att det den ett som är var har hade
    og eller på av til for med om at det den et som er var har havde
    """.split()
)

NEGATIONS = frozenset(
    """no not never none nobody nothing neither nor without cannot can't won't don't didn't doesn't isn't aren't
    wasn't weren't hasn't haven't hadn't wouldn't couldn't shouldn't ain't hardly barely unlikely
    nicht kein keine keinen keiner keinem nie niemals nichts ohne ne pas jamais sans aucun aucune nunca nadie ninguno
    ninguna sin tampoco non mai nessuno nessuna senza não nenhum nenhuma sem niet geen nooit zonder inte ingen inga
    aldrig ikke aldri nie bez nikt 不 没 無 无 未 非 ない
    """.split()
)

SAYING = frozenset(
    """said says say saying told tells tell stated states announced announces claimed claims confirmed confirms added
    adds wrote writes according spokesman spokeswoman spokesperson spokespeople quoted reported reports tweeted
    posted testified alleged alleges denied denies argued argues
    sagte sagt sagten teilte laut erklärte zufolge sprecher sprecherin dit selon déclaré affirmé porte-parole dijo
    según afirmó declaró portavoz disse secondo segundo afirmou zei aldus volgens sade säger enligt sa sier ifølge
    sagde powiedział powiedziała według rzecznik
    """.split()
)

MONTHS = frozenset(
    """january february march april may june july august september october november december jan feb mar apr jun
    jul aug sep sept oct nov dec januar februar märz april mai juni juli oktober dezember janvier février mars avril
    juin juillet août septembre octobre novembre décembre enero febrero marzo abril mayo junio julio agosto septiembre
    octubre noviembre diciembre gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre janeiro
    fevereiro março maio junho julho setembro outubro novembro dezembro januari februari maart mei augustus
    maj augusti stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia
    """.split()
)

DAYS = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun yesterday
    today tomorrow tonight overnight midnight noon morning afternoon evening
    montag dienstag mittwoch donnerstag freitag samstag sonntag gestern heute morgen lundi mardi mercredi jeudi
    vendredi samedi dimanche hier demain lunes martes miércoles jueves viernes sábado domingo ayer hoy mañana
    lunedì martedì mercoledì giovedì venerdì sabato domenica ieri oggi domani segunda-feira terça-feira quarta-feira
    quinta-feira sexta-feira ontem hoje amanhã maandag dinsdag woensdag donderdag vrijdag zaterdag zondag gisteren
    måndag tisdag onsdag torsdag fredag lördag söndag mandag tirsdag lørdag søndag
    """.split()
)

PERIODS = frozenset(
    """second seconds minute minutes hour hours day days week weeks weekend weekends month months quarter quarters
    year years decade decades century centuries spring summer autumn fall winter
    """.split()
)

_UNITS = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"

NUMBER_WORDS: dict[str, int] = {
    **{word: n for n, word in enumerate(_UNITS.split())},
    **{word: 10 * n for n, word in enumerate(_TENS.split(), 2)},
    **{word: n for n, word in enumerate(_ORDINALS.split(), 1)},
    **{
        word: n
        for n, word in enumerate("null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf".split())
    },
    **{word: n for n, word in enumerate("deux trois quatre cinq six sept huit neuf dix onze douze".split(), 2)},
    **{word: n for n, word in enumerate("dos tres cuatro cinco seis siete ocho nueve diez once doce".split(), 2)},
    "once": 1,
    "twice": 2,
    "thrice": 3,
    "half": 0,
    "quarter": 0,
    "dozen": 12,
    "dozens": 12,
    "couple": 2,
    "pair": 2,
    "hundred": 100,
    "hundreds": 100,
    "thousand": 1000,
    "thousands": 1000,
    "million": 10**6,
    "millions": 10**6,
    "billion": 10**9,
    "billions": 10**9,
    "trillion": 10**12,
    "double": 2,
    "doubled": 2,
    "triple": 3,
    "tripled": 3,
    "percent": 0,
}
"""Words that say a number; the value is that of the word alone (0 where it has none)."""
