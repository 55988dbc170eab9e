"""How Chinese newsrooms word their notices, in simplified and traditional characters."""

from tracker.core.phrases.phrase import parse_table

ROWS = parse_table(
    "zh",
    """
zh-common common
    的|是|了|在|为|不|和|有|于|这|此|為|這|於

zh-correction label correction
    更正(启事|啟事|说明|說明|与致歉|及致歉)?|勘误|勘誤|订正|訂正

zh-clarification label clarification
    澄清(启事|啟事|說明|说明)?

zh-retraction label retraction
    撤稿(声明|聲明|说明)?

zh-edit edit correction
    修正|致歉|致歉声明|道歉启事

zh-note remark editors_note
    (编者|編者|编辑|編輯)(按|注|註|部注)

zh-update remark update
    更新|补充|補充

zh-version version
    (此前|早前|之前|先前|较早|較早|最初|原先|初始)(的)?(一个|一個|一)?版本

zh-this this
    本(文|报道|報道|報導|稿|篇|新闻|新聞)|(这|這)篇(文章|报道|報道|報導)|此(文|稿)|(文章|报道|報道)(的)?(标题|標題)

zh-wrong wrong
    (误|誤)(写|寫|称|稱|植|为|為|作|将|將|把|报|報)|错误|錯誤|有误|有誤|不准确|不準確|不实|不實|笔误|筆誤

zh-said said
    称|稱|写道|寫道|表示|提到|指出|说|說|写成|寫成

zh-fixed fixed
    (已|已经|已經|现|現|予以|作出|做出|业已)(作|做|被|予以)?(出)?(更正|修正|改正|订正|訂正|更新|删除|刪除|修改|撤回)

zh-did did
    特此(更正|澄清|勘误|勘誤)|(现|現)(更正|订正|訂正)(如下|为|為)

zh-regret regret correction
    (特此|谨此|謹此|谨|謹|深表|向(读者|讀者))(致歉|歉意|道歉)|(深表|表示)(诚挚|誠摯)?(的)?歉意|敬请(谅解|见谅)

zh-to-clarify purpose clarification
    澄清

zh-to-add purpose update
    更新|补充|補充

zh-reader veto
    (如|若)(有|发现|發現|您)(…)?(错误|錯誤|不实|不實)|(欢迎|歡迎|敬请|敬請)(指正|批评)

zh-not contrast
    <right>(，)?(而非|而不是)<wrong>
    不是<wrong>(，)?而是<right>
    (误|誤)(写|寫|称|稱|植|作|为|為)(为|為|作|成)?<wrong>(，|,)(应|應|实|實)(为|為)<right>

zh-correct-is truth
    (应|應|实|實)(为|為)<right>

zh-before before
    是|为|為|在|于|於|称|稱|有

zh-headline place
    标题|標題
""",
)
