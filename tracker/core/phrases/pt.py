"""How Portuguese-language newsrooms word their notices."""

from tracker.core.phrases.phrase import parse_table

ROWS = parse_table(
    "pt",
    """
pt-common common
    o|os|que|uma|da|do|em|não|para|com|foi|das|dos|na|no|este|esta|ao

pt-noun word
    artigo|texto|reportagem|matéria|notícia|nota|coluna|entrevista|título|legenda|versão|publicação|post|infográfico

pt-altered altered
    corrigid*|alterad*|atualizad*|modificad*|retificad*|editad*|removid*|acrescentad*|substituíd*|actualizad*|retirad*

pt-correction label correction
    errata|erramos|correção|correções|correcção|correcções|retificação|rectificação|corrigenda
    (notícia|texto|artigo) (corrigida|corrigido)

pt-clarification label clarification
    esclarecimento|esclarecimentos|clarificação

pt-note remark editors_note
    nota (da redação|do editor|da edição|da direção|da redacção|ao leitor)|nota

pt-update remark update
    update|atualização|atualizado|actualização|actualizado

pt-version version
    versão (anterior|inicial|original|prévia) (deste|desta|do|da) {noun}|primeira versão (deste|desta|do|da) {noun}

pt-this this
    (este|esta|neste|nesta) {noun}

pt-wrong wrong
    erroneamente|incorret*|incorrect*|por (engano|lapso|erro)|errad*|equivocad*|(um|o) erro|inexat*

pt-said said
    informava|afirmava|dizia|indicava|atribuía|mencionava|citava|trazia|apontava|continha|referia|identificava
    lia-se|constava

pt-fixed fixed
    (foi|foram) … {altered}

pt-did did
    (corrigimos|já corrigimos|atualizamos|alterámos) (o|a|este|esta) … (erro|{noun}|informação)

pt-bare-version hint correction
    (uma|em|na|numa)? versão (anterior|inicial|original) ({said}|{wrong})
    (por|devido a) um erro de (edição|digitação|transcrição|tradução)
    diferentemente do (que foi)? (informado|publicado)|ao contrário do que (foi publicado|publicámos|informamos)

pt-the-story hint
    (o|a) {noun} foi … {altered}|foi (corrigid*|retificad*)

pt-regret regret correction
    pedimos desculpa*|(lamentamos|lamenta) o erro|as nossas desculpas

pt-to-clarify purpose clarification
    esclarec*|clarific*|deixar claro

pt-to-add purpose update
    atualizad*|actualizad*|para (incluir|acrescentar)

pt-reader veto
    (encontrou|viu|comunicar|reportar) … erro|envie … correção

pt-not contrast
    <right>(,| e|, e) não <wrong>
    não <wrong>, (mas|e sim) <right>

pt-said-that claim
    (informava|afirmava|dizia|indicava|apontava) (erroneamente|incorretamente|por engano)? que <wrong>

pt-before before
    é|são|era|foi|em|de|do|da|no|na|a|ao|por|para|com|tem|chama
""",
)
