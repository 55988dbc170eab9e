"""How Japanese newsrooms word their notices."""

from tracker.core.phrases.phrase import parse_table

ROWS = parse_table(
    "ja",
    """
ja-common common
    の|は|を|に|が|で|た|し|て|と|ま|す

ja-correction label correction
    (お詫びと|おわびと)?(訂正|正誤)(とお詫び|とおわび|のお知らせ)?

ja-clarification label clarification
    補足説明|補足|注釈

ja-retraction label retraction
    記事(の)?(取り消し|撤回)

ja-edit edit correction
    修正|おわび|お詫び|おことわり

ja-note remark editors_note
    (編集部|編集者)(注|より|からのお知らせ)|編注|※

ja-update remark update
    追記|更新

ja-version version
    (初出時|配信当初|掲載当初|公開当初|記事公開時|配信時|掲載時|公開時|初版)(の記事|の本文|の見出し)?

ja-this this
    (この|本|当該|上記)(記事|ニュース|原稿|コラム)|本文|本稿|記事(の|中|内)|見出し|タイトル

ja-dated dated
    #日付(の)?(記事|朝刊|夕刊)|既報

ja-wrong wrong
    誤って|誤り|誤記|誤字|誤植|間違い|間違って|間違え|正しくは|不正確|事実と異なる|事実誤認

ja-said said
    として(い|お)(まし)?た|とあ(りまし|っ)た|とな(って|っ)(いまし|い)?た|と(記載|表記|記述|報じ|記し|書)|していました

ja-fixed fixed
    (訂正|修正|追加|更新|削除|変更|追記|差し替え|加筆)(し|いたし|され)(ました|ます|ています|ております)|改めました

ja-did did
    (お詫び|おわび)(し|いたし|のうえ|の上|して)?(、)?(て)?(訂正|修正)|訂正して(お詫び|おわび)

ja-hint hint
    (訂正|修正|追加|追記|更新)(し|いたし)ました

ja-regret regret correction
    (お詫び|おわび)(し|いたし|申し上げ)(ます|ました)|失礼(いた)?しました|ご迷惑をお(かけ|掛け)

ja-to-clarify purpose clarification
    明確|誤解を招く|補足

ja-to-add purpose update
    追記|更新|加筆|追加

ja-reader veto
    (誤り|間違い|誤字)(など)?(を|が)(見つけ|お気づき|ございましたら|ありましたら)|ご(指摘|連絡)ください

ja-not contrast
    <wrong>ではなく(、)?<right>(です|でした|だ|が)
    <wrong>とあるのは(、)?<right>の(誤り|間違い)
    <wrong>(としました|としていました|とありました)が(、)?(正しくは)?<right>(です|でした|の誤り)

ja-before before
    を|は|が|に|で|、

ja-headline place
    見出し|タイトル
""",
)
