"""How Spanish-language newsrooms word their notices."""

from tracker.core.phrases.phrase import parse_table

ROWS = parse_table(
    "es",
    """
es-common common
    el|los|las|que|en|una|por|con|del|para|este|esta|fue|ha|como|más|y|su

es-noun word
    artículo|noticia|nota|información|texto|reportaje|historia|crónica|entrevista|columna|titular|versión
    pie de foto|publicación

es-altered altered
    corregid*|modificad*|actualizad*|rectificad*|editad*|cambiad*|eliminad*|aclarad*|ampliad*|enmendad*|retirad*
    sustituid*

es-correction label correction
    (fe de|fe de las) (errores|erratas|ratas)|corrección|correcciones|rectificación|rectificamos|errata

es-clarification label clarification
    aclaración|precisión|aclaraciones

es-note remark editors_note
    nota (de la redacción|del editor|de la editora|de redacción|al lector|de los editores)|nota

es-update remark update
    update|actualización|actualizado|actualizada

es-version version
    (versión|edición) (anterior|previa|inicial|original) (de|del) (este|esta|nuestro|nuestra|la|el)? {noun}
    primera versión (de|del) (este|esta|nuestro|nuestra|la|el)? {noun}

es-this this
    (este|esta) {noun}

es-wrong wrong
    por error|erróneamente|errónea*|erróneo*|incorrect*|equivocad*|(un|el) error|inexact*|mal escrito

es-said said
    decía|señalaba|indicaba|afirmaba|atribuía|mencionaba|identificaba|contenía|incluía|daba|citaba|hablaba
    se (dijo|decía|indicaba|afirmaba)|informaba|sostenía|aseguraba

es-fixed fixed
    (ha|han) sido … {altered}|(fue|fueron) … {altered}|se (ha|han) … {altered}

es-did did
    hemos (corregido|rectificado|actualizado|modificado) (el|la|este|esta|nuestro) … (error|{noun}|dato)

es-bare-version hint correction
    (una|en una|en la) (versión|primera versión) (anterior|previa|inicial|original)? ({said}|{wrong})
    (por|debido a) un error de (edición|redacción|transcripción|traducción)

es-the-story hint
    (el|la) {noun} (ha sido|fue) … {altered}|(ha sido|fue) (corregid*|rectificad*)

es-regret regret correction
    (lamentamos|lamenta) (el|este|los) error*|pedimos (disculpas|perdón)|nos disculpamos

es-to-clarify purpose clarification
    aclar*|precis*|puntualiz*

es-to-add purpose update
    actualiz*|para (incluir|añadir|agregar)|ampliad*

es-reader veto
    si (encuentra*|encuentras|detecta*|ve|ves) … (error|errores|errata)|(envíe*|enviar) (una)? corrección

es-not contrast
    <right>(,| y|, y) no <wrong>
    no <wrong>, sino <right>

es-said-that claim
    (decía|señalaba|indicaba|afirmaba|informaba|aseguraba) (por error|erróneamente)? que <wrong>

es-before before
    es|son|era|fue|en|de|del|a|al|el|la|los|por|para|con|tiene|llama|ha|han

es-headline place
    titular

es-paragraph place
    párrafo #
""",
)
