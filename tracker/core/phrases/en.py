"""How English-language newsrooms word their notices."""

from tracker.core.phrases.phrase import parse_table

ROWS = parse_table(
    "en",
    """
en-common common
    the|of|and|to|in|that|is|was|for|with|this|by|it|an|has|not|said|are

en-noun word
    (blog|news)? (story|article|post|posting|column|report|piece|essay|item|entry|review|version|page|list)
    editorial|feature|interview|transcript|newsletter|obituary|analysis|profile|dispatch|explainer|episode
    podcast|guide|gallery|recipe|fact check|blog|briefing|brief|op-ed|text|copy|timeline|series|edition|thread

en-part part
    headline|subheadline|sub-heading|subhead|standfirst|caption|captions|chart|graphic|graph|map|table|byline
    photo|photograph|image|illustration|infographic|video|audio|paragraph|sentence|section|passage|quote
    quotation|reference|summary|introduction|tweet|cutline|image caption|photo caption|picture caption

en-altered altered
    updated|corrected|amended|revised|changed|modified|clarified|altered|adjusted|fixed|reworded|rewritten
    rephrased|replaced|removed|deleted|taken out|refiled|retracted|withdrawn|added|restored|unpublished|taken down
    edited (to|on|after|at|since|following|for accuracy|#)

en-slip word
    error|errors|mistake|mistakes|typo|typos|omission|confusion|mix-up|misunderstanding|oversight|inaccuracy

en-work word
    editing|production|reporting|typographical|transcription|translation|typing|data|math|research

en-earlier word
    earlier|previous|pervious|prior|original|originally published|initial|first|early|older|past|preliminary

en-correction label correction
    (a|an)? (editor's|important)? (correction|erratum|corrigendum)|corrected|errata|correction notice
    setting the record straight|(update|clarification)/correction|correction/(update|clarification)
    corrected version|correction (of|to) the record|we goofed|our mistake|we made (a mistake|an error)
    (correction|corrections) (and|&) (apology|amplification|amplifications|addition|additions|omission)
    (correction|corrections) (to|of|in) (this|the|our|my) … (story|article|headline|column|post)
    (correction|corrections) (to|of|in) an earlier version of this (story|article|column|post)

en-mixed label
    (correction|corrections) (and|&) (update|updates)
    (correction|corrections) (and|&) (clarification|clarifications)
    (clarification|clarifications) (and|&) (correction|corrections)

en-clarification label clarification
    (a|point of)? (clarification|clarifications)|for clarity|amplification|amplifications

en-retraction label retraction
    retraction and apology|(a|notice of)? retraction|retracted

en-edit edit correction
    corrections|for the record|amendment|amended|(an)? apology|fix|fixed|edit|edited|we got it wrong|mea culpa
    changed|edited to add|eta|oops|whoops|(editor's|ed.|editorial) (addition|insertion)

en-editors-note remark editors_note
    (a)? (editor's|editors'|editors|editor|editorial|ed.|ed|author's|publisher's) note
    (a)? note (from|to|for) (the|our)? (editor|editors|readers)

en-update remark update
    update|updates|updated|latest update|addendum|postscript

en-note remark
    note|please note|nb|eds

en-version version
    {earlier} (online|print|web)? (version|versions|edition|draft|iteration|text) of (this|the|our) (same)? {noun}
    {earlier} (online|print|web)? (version|versions) of (this|the|our) {part}
    ({noun}|{part}) as (originally|initially|first|previously) (published|posted|written)
    (a|the) version of this {noun} (published|posted|printed|sent|broadcast|that (ran|aired|appeared))
    (in|on)? the version (that|which) (went|was) (out|sent|sent out|mailed|mailed out|printed|published)
    {earlier} ({noun}|{part}) (on|of|for|to|with|in|accompanying) this {noun}|in the {noun} (above|below), we

en-this this
    this (online|updated|corrected|revised|week's|morning's|{noun})? ({noun}|{part})|this {month} # {noun}
    the ({noun}|{part}) (above|below)|the (preceding|above|foregoing) {noun}|(after|following) publication

en-the the
    (the|our) (original|initial|previous|earlier|print|online|first|accompanying)? (story|article|post|column)
    (the|our) (original|initial|previous|earlier|print|online|first|accompanying)? (piece|item|essay|brief)
    (the|our) (original|initial|previous|earlier|first|accompanying)? (headline|caption|text|graphic|chart|quote)
    (an earlier|a previous) (story|article|post|column|headline|caption)|we|i

en-cited word
    (front-page|news|sports|business|film|book|music)? (article|story|column|headline|review|item|essay|brief)
    obituary|profile|recipe|listing|(the)? continuation of an article

en-pictured word
    (picture|photo)? caption|headline|map|photo|photograph|picture|chart|graphic|graph|table|quotation

en-dated dated
    (a|an|the|in a|in an|in our) {cited} (on|last|published|posted|about|{weekday}|{month})
    (a|an|the|our|in our) {cited} (of #|in (some|the {month}|{weekday}'s|yesterday's))
    (an|the) (obituary|profile) of|(a|an|the) ({cited}|{pictured}) that (appeared|ran|was published|accompanied)
    (a|an|the) {pictured} (on|last|published|with|accompanying) (an|this|some|page|week|{weekday}|{month}|{cited})
    (the|our|in our|in the) {month} # {cited}
    a report (last week|last month|published|{weekday}|on {weekday}|yesterday)|(in)? {weekday}'s ({noun}|paper)
    (in)? (yesterday|last week|last {weekday}|last month)'s ({noun}|paper)

en-mis wrong
    misstat*|misidentif*|misspel*|misattribut*|mischaracteri*|misrepresent*|misreport*|miscalculat*|misquot*
    misnam*|mislabel*|misdescrib*|misgender*|misinterpret*|misdat*|mistranslat*|misread|misunderstood
    misclassif*|misplaced|mistook|mixed up|conflat*|confused … with|transposed|garbled|overstat*|understat*
    erred

en-wrongly wrong
    incorrectly|inaccurately|erroneously|mistakenly|wrongly|inadvertently|improperly|in error|by mistake
    imprecise*|incomplete*|wrong|incorrect|inaccurate|erroneous|mistaken|slightly off|reversed
    this (was|is) (untrue|false|not true|not the case|unfounded)

en-error wrong
    (contained|had|made|included|introduced) (an|a|several|some|two|three) … {slip}
    (due to|because of|owing to|through|result of) (an|a|our|my) … {slip}|{work} error
    (due to|because of|owing to) (incorrect|inaccurate|erroneous|wrong) information

en-omitted wrong
    omitted|left out|failed to|neglected to|did not (mention|include|note|reflect)
    should have (said|read|been (attributed|identified|described|spelled|given)|identified|stated|referred)

en-unclear wrong clarification
    unclear|did not (make clear|specify|fully|clearly)|should have (specified|made clear|noted|made it clear)

en-undisclosed wrong editors_note
    should have (credited|disclosed|been (credited|disclosed))

en-said said
    said|stated|reported|indicated|suggested|implied|claimed|noted|described|identified|listed|gave|included
    contained|attributed|referred|quoted|cited|linked|used|showed|called|characteri*|placed|mentioned|presented
    made|asserted|alleged|estimated|represented|credited|read|spelled|wrote|depicted|did not|put|named|conveyed
    counted|featured|referenced|compared|reflected|carried|had

en-formerly formerly
    (originally|initially|at first) (and|,)? (incorrectly|mistakenly|also)? {said}
    originally, and incorrectly, {said}

en-updated fixed update
    (has|have|had|was|were) (since|now|also|later|subsequently)? (been)? updated|(is|are) now updated

en-fixed fixed
    (has|have|had) (since|now|also|subsequently)? been (updated and|since|slightly)? {altered}
    (was|were) (since|later|subsequently|also|first|further|slightly)? {altered}|(is|are) now {altered}

en-corrects corrects
    in {month} # (story|item|article), corrects
    corrects|amends|refiles|refiling|fixes|deletes|restores|correcting|removes|adds (missing|dropped) (word|words)
    now reflects|now (correctly|accurately)? (reads|states|says|indicates|includes|gives|identifies)

en-clarifies corrects clarification
    clarifies|clarifying

en-aim aim
    to (correct|clarify|reflect|include|add|remove|fix|show|say|note|indicate|delete|make)|with
    (since|after) (this {noun}|publication)|following publication

en-did did
    (we've|i've|we have|i have) (since|now|also|changed and)? {altered} (this|the|our|that|it|a|an)
    (we|i) (since|also|changed and)? {altered} (this|the|our) ({noun}|{part})
    (we've|i've|we have|i have) (since|now|also)? (edited (this|the|our|that|a|an)|taken out)
    (which|that) (has|have) (now|since)? been added (above|below|here|to this {noun})
    regret the error and have {altered} (this|the|our)
    (we|i) (are|am) (retracting|withdrawing|correcting|removing) (this|the|our) {noun}
    (has|have) {altered} this {noun}
    this is (an|a) (updated|corrected|revised|amended) version of|an update to this {noun}
    (we|i) no longer stand by (this|the|our) {noun}
    (changes|corrections|edits|a change|a correction) (have|has) been made to this {noun}
    (originally|originally,|initially|initially,) this {noun} {said}|this {noun} (previously|first|at first) {said}

en-aired word
    stated|reported|published|printed|posted|described|given|claimed|written|broadcast|announced

en-as-stated did correction
    as (was|were)? ({wrong})? (stated|reported|described|given|printed|claimed|written) in (the|an|a|our)? {version}
    as (the|an|a)? {version} ({wrong})? ({said}|had it)

en-aside aside
    as (was|were)? (first|originally|initially|previously|earlier|wrongly|incorrectly)? {aired}
    as (the|an|a|our)? {version}|as (we|i) (had|have)? (first|originally|initially|wrongly)? {said}

en-learned word
    learned|learnt|discovered|found|concluded|determined|became aware|(were|was) (told|informed|made aware)

en-concern did editors_note
    (questions|concerns|doubts) (have been|were|had been) raised about … this {noun}
    (after|since|following) this {noun} (was published|ran|appeared|was posted), (we|editors|the *) (have)? {learned}
    (after|following|since) publication, (we|editors|the *) (have)? {learned}
    (we|editors) (have)? {learned} that (this|our) {noun}
    this {noun} (did|does) not meet (our|the)|this {noun} should not have been (published|assigned|commissioned)

en-bygone word
    earlier|previous|prior|original|initial

en-bare-version hint correction
    (an|a|in an|in a|the) {bygone} (version|posting|caption|headline) (we|also)? ({said}|{wrong}|{fixed})
    the (original|initial) (story|article|post|headline|column) ({said}|{wrong})
    we (originally|initially|incorrectly|mistakenly|wrongly) {said}
    (sentence|paragraph) (#|one|two|three|four|five) … {formerly}

en-stretch word
    reference|references|sentence|line|passage|statement|paragraph|description|claim|section

en-cause hint correction
    (due to|because of|owing to) (an|a) (editing|reporting|typographical|transcription|typing|data) error
    (a|an|our) {work} error (led us|caused us|meant that we|changed)

en-paper word
    newspaper|paper|magazine|times|post|herald|tribune|journal|gazette|chronicle|courier|bulletin|news|star|sun|globe
    observer|sentinel|record|daily|press|independent|mail|argus|examiner|inquirer|register|dispatch|review|spectator
    eagle|ledger|telegraph|guardian|mercury|reporter|banner|republic|mirror|echo|standard|advertiser|monitor|clarion

en-slipped hint correction
    (the {paper}|the * {paper}) (incorrectly|mistakenly|erroneously|wrongly) {said}|(the {paper}|the * {paper}) {mis}
    the (article|story|post|column|piece) ({mis}|incorrectly|wrongly|mistakenly|erroneously|inaccurately)
    our (earlier|original|previous|initial|{month} #)? {noun} … {wrong}|we {mis}
    (we|i) (gave|had|used|printed|published|listed|ran) (the|a|an) (wrong|incorrect)
    (we|i) (got|had) … wrong|(we|i) made (a|an) … {slip} in (this|our|the|last week's)
    (a|an|two|several) {slip} in (an|a|the) (earlier|previous|original|first) (version|story|article|post)
    {wrong} in (an|a|the) (earlier|previous|original|first) (version|story|article|post)
    (a|the|two|some) … {wrong} … in the (original|initial|first|earlier) (story|article|version|post|headline)
    (an|the) alert reader* … (wrong|{slip}|{mis})

en-taken-out hint correction
    (the|a|an|all)? {stretch} (to|about|on|that|of) … (has|have) been {altered}(,|.|;| as| because| since)
    (the|a|an|all)? {stretch} (to|about|on|that|of) … (has|have) been {altered} from (this|our|the) {noun}
    (the|a|an|all)? {stretch} (to|about|on|that|of) … (has been|was) {altered} … to (correct|remove|clarify|fix)

en-when word
    to|with|at|on|after|since|throughout|{weekday}|{month}

en-the-story hint
    (the)? (story|article|post|column|piece|headline|caption|video) (has been|was) (since|later)? (corrected|amended)
    (the)? (photo|picture|image) caption (has been|was) (since|later)? (corrected|amended)
    (the)? (story|article|post|column|piece|headline|caption) (has been|was) (since|later)? (updated|revised) {when}
    (the)? (story|article|post|column|piece|headline|caption|video) has been updated
    (the)? (story|article|post|piece|headline|caption) (has been|was) (changed|edited) (after|to (correct|remove))
    the (headline|caption) (on|in|to|for|of|above|with) … (has been|was) (since)? (corrected|amended)
    (story|article|post) (corrected|amended|updated) (at|on)? … to (correct|clarify|reflect|fix)
    (has|have) (since|now)? been (corrected|amended|clarified)

en-regret regret correction
    (we|i|editors) (deeply|sincerely|very much)? regret (the|this|any|our|these) … {slip}
    (the {paper}|the * {paper}|editors) (regrets|regret) the {slip}
    regrets that it {wrong}
    (apologises|apologizes) (to …)? for (stating|saying|suggesting|reporting|claiming|implying)
    (we|i) (sincerely|deeply)? (apologize|apologise) for (the|this|our|these) {slip}|(sorry|apologies) for the {slip}
    we stand corrected|thank* … (reporting|pointing out|spotting|catching|noticing) (a|an|the|this|our|my|that) {slip}

en-recalls recalls
    (we|i) (previously|earlier|initially|originally|first) {said}
    (we|i) {said} (earlier|previously|above|here|yesterday|last week|last month|on {weekday}) (that)?
    (in|on) (our|my|last week's|last month's|yesterday's|{weekday}'s) …, (we|i) {said}

en-disowned disowned
    as (we|i) ({wrong})? {said} (earlier|before|previously|above|here|yesterday|last week|on {weekday})
    as (we|i) (previously|originally|initially|first|earlier|wrongly|incorrectly|mistakenly|erroneously) {said}
    as, (previously|originally|initially|first|earlier|wrongly|incorrectly|mistakenly) (stated|reported|given)
    this has (now|since)? been (corrected|amended|fixed)
    as (stated|reported|given|printed) (earlier|above|here|previously|in (an earlier|a previous|the original) version)

en-thanks regret
    thank* … (reporting|pointing out|spotting|catching|noticing|flagging) (this|it|that|an|a)
    reader* … (who|for) (pointed|pointing) (this|it|that) out

en-apology regret
    (we|i) (sincerely|deeply)? (apologize|apologise) (for|to)|apologies

en-courtesy courtesy
    have (apologized|apologised) to|set the record straight|(we|i) (thank|are grateful)|thanks (to|for)
    the {slip} (was|were|is) (ours|mine|the)

en-to-refile purpose refile
    refiles|refiled|refiling

en-to-correct purpose correction
    to (correct|fix)|(the|a) (correct|right|proper)|corrected|corrects|fixed|actually|in fact

en-to-clarify purpose clarification
    clarif*|(make|makes|made) (it)? clear|to reflect that … (referred|referring|refers|meant) to
    more (accurate|accurately|precise|precisely|clear|clearly)|for clarity|to better (explain|describe)
    to avoid (confusion|giving|any|the impression)

en-to-add purpose update
    {altered} … (to|and) (include|add|incorporate|provide)|{altered} (with|throughout)|added

en-to-retract purpose retraction
    this ({noun}|{part}) (has been|is|was|is being) (hereby)? (retracted|withdrawn)
    (we|i) have (retracted|withdrawn)|(has|have) (hereby)? (retracted|withdrawn) (this|the|our|a) {noun}
    (we|are|newspaper) (retract|retracts|retracting|withdrawing)|no longer stand by
    this {noun} (has been|was) (removed|taken down|unpublished)

en-tie tie
    (in|on|from|to|with|by|of|in an|in a|in the|in our|with an|with a|on an|on a|of an|of a)

en-clause clause
    who|which|that|is|are|but|although|while|says|shows|tells|explores|describes|how|why|when|where|because|if
    whether|found|tell

en-reader veto
    if you (believe|think|spot|see|find|notice|are|have|would|want|wish)|should you … {slip}
    (report|submit|suggest|request) (a|an)? (correction|error|mistake)|(corrections|standards) (policy|page)
    (correct|corrects) (all|any|every|errors|mistakes|its|our) … {slip}

en-routine veto
    for (clarity and|length and|style and|brevity and)? (length|brevity|space|concision|clarity and length)
    edited and condensed|could be because|to protect
    this (video|audio|content|tweet|account|comment) (has been|was|is) (removed|deleted)

en-intro intro
    correction|clarification|note|notes|retraction|apology|statement|reads|read|wrote|said|tweeted|added|stating

en-not contrast
    <right>(,|;| —| –| -) (and)? not <wrong>
    <right> and not <wrong>
    <right>, and not, as … {said}, <wrong>
    not <wrong>, but <right>

en-instead either
    <right>, (instead of|rather than) <wrong>

en-from-to claim
    (changed|corrected|revised|adjusted|lowered|raised|updated) … from <wrong> to <right>

en-spelling claim
    misspel* <name> as <wrong>
    (misspel*|spelling of) (the … (name|names|surname) of)? <name>'s … (name|names|surname)
    (misspel*|spelling of) the … (name|names|surname) of <name>
    (misspel*|spelling of) <name>

en-states word
    said|stated|reported|claimed|suggested|indicated|implied|noted|asserted|alleged|wrote|saying

en-as claim
    (misidentif*|mislabel*|misdescrib*|identified|described|called|listed|gave) <about> as <wrong>
    referred to <about> as <wrong>
    (referred to|said|used|gave) <wrong> when <right> (was|were) (meant|intended)
    {states} the <about> (incorrectly|erroneously|mistakenly|wrongly|inaccurately|in error)
    (misattribut*|attributed|credited) <about> to <wrong>

en-said-that claim
    (misstat*|misreport*) that <wrong>
    {states} (incorrectly|erroneously|mistakenly|wrongly|in error), (that)? <wrong>
    {states}, (incorrectly|erroneously|mistakenly|wrongly|in error), that <wrong>
    {states} (that)? <wrong>
    (referred|linked|attributed) … to <wrong>

en-correct-is truth
    (the|a) (correct|right|proper|actual|accurate) … (is|was|are|were) <right>
    should (have been|have read|have said|be|read|say) <right>
    (made|make|makes) clear, (that)? <right>
    (surname|name) is <right>
    (in fact|actually), <right>

en-removes removal
    to (remove|delete) (a|an|the)? (incorrect|inaccurate)? (reference to)? <wrong>
    <wrong> (has|have|was|were) (been)? (removed|deleted) from

en-meant claim
    (to reflect|to clarify|clear|clarifies) that <about> (was a reference to|referred to|was referring to) <right>

en-adds claim
    to (include|add) <right>
    to (identify|specify|explain|describe) <about>

en-now-says claim
    (to|now) (show|say|reflect|note|report|indicate|state|shows|says|reflects|reads|attribute) (that)? <right>
    (to clarify|corrects|clarifies) (in paragraph #)? that <right>
    (corrected|changed|amended|revised|lowered|raised) to <right>

en-about claim
    (incorrectly|wrongly|mistakenly|erroneously|inaccurately|improperly) * <about>
    ({wrong}|to correct|to clarify|to fix|corrects|clarifies) (to|in its|the|a|an)? <about>
    <about> (has|have|had|was|were) … (been)? (corrected|updated|incorrect|wrong|misspel*|misstat*)
    <about> (has|have|had|was|were) … (been)? (transposed|reversed)

en-before before
    is|was|are|were|be|been|has|have|had|to|in|on|at|by|for|from|with|as|say|said|show|called|named|read|reads

en-pronoun pronoun
    it|he|she|they|that|this|there|these|we|it's|he's|she's|that's|in fact|actually

en-also also
    it also|also|in addition

en-and and
    and to (correct|clarify|remove|include|add|identify|reflect|fix)
    and (also)? (misidentif*|misstat*|misspel*|misattribut*|incorrectly|wrongly|mistakenly|erroneously|identified)

en-headline place
    headline|headlines|subheadline

en-caption place
    caption|captions|cutline

en-chart place
    chart|graphic|graph|map|infographic

en-photo place
    photo|photograph|picture|image|illustration

en-summary place
    summary|standfirst|subhead|deck|introduction|lead paragraph

en-paragraph place
    (paragraph|paragraphs|para|graf) (#|one|two|three|four|five|six|seven|eight|nine|ten)
    #(st|nd|rd|th) paragraph|(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth) paragraph
""",
)
