"""How Portuguese-language newsrooms word their notices."""

from tracker.core.phrases.phrase import parse_table

ROWS = parse_table(
    "pt",
    """
pt-common common
    o|os|que|uma|da|do|em|não|para|com|foi|das|dos|na|no|este|esta|ao

pt-noun word
    artigo|texto|reportagem|matéria|notícia|nota|coluna|entrevista|título|legenda|versão|publicação|post
    infográfico

pt-altered altered
    corrigid*|alterad*|atualizad*|modificad*|retificad*|editad*|removid*|acrescentad*|substituíd*|actualizad*
    retirad*

pt-correction label correction
    errata|erramos|(notícia|texto|artigo) (corrigida|corrigido)|correção|correções|correcção|correcções
    retificação|rectificação|corrigenda

pt-clarification label clarification
    esclarecimento|esclarecimentos|clarificação

pt-note remark editors_note
    nota (da redação|do editor|da edição|da direção|da redacção|ao leitor)|nota

pt-update remark update
    update|atualização|atualizado|actualização|actualizado

pt-version version
    versão (anterior|inicial|original|prévia) (deste|desta|do|da) {noun}
    primeira versão (deste|desta|do|da) {noun}

pt-this this
    (este|esta|neste|nesta) {noun}

pt-wrong wrong
    erroneamente|incorret*|incorrect*|por engano|por lapso|por erro|errad*|equivocad*|um erro|o erro|inexat*

pt-said said
    informava|afirmava|dizia|indicava|atribuía|mencionava|citava|trazia|apontava|continha|referia|identificava
    lia-se|constava

pt-formerly formerly
    (originalmente|inicialmente) … {said}|{said} (originalmente|inicialmente)

pt-fixed fixed
    (foi|foram) … {altered}

pt-did did
    (corrigimos|já corrigimos|atualizamos|alterámos) (o|a|este|esta) … (erro|{noun}|informação)

pt-hint hint correction
    (uma|em|na|numa)? versão (anterior|inicial|original) ({said}|{wrong})|(o|a) {noun} foi … {altered}
    diferentemente do (informado|publicado) … (anteriormente|inicialmente|em versão)
    ao contrário do que (foi publicado|publicámos|informamos)

pt-regret regret
    pedimos desculpa*|lamentamos o erro|as nossas desculpas

pt-to-correct purpose correction
    corrig*|retific*|na verdade|e não

pt-to-clarify purpose clarification
    esclarec*|clarific*|deixar claro

pt-to-add purpose update
    atualizad*|actualizad*|para (incluir|acrescentar)

pt-reader veto
    (encontrou|viu|comunicar|reportar) … erro|envie … correção
""",
)
