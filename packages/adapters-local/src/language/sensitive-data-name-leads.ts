/**
 * Which capitalised words are believed to be a name: any at all; any in no other list; any in no other list or a given
 * name, when greeted; surnames as well, when something is booked under them; given names; given names that are nothing
 * else.
 */
export type Trust = 'anyone' | 'unlisted' | 'greeted' | 'booked' | 'listed' | 'sure';

/** Words after which a name comes. */
export interface Lead {
  readonly words: RegExp;
  readonly trust: Trust;
  /** What must follow the name. */
  readonly followedBy?: RegExp;
}

const PAUSE = String.raw`[,:]?\s(?:um+,?\s|uh+,?\s)?`;
const RELATIVE =
  'husband|wife|spouse|partner|fianc[ée]e?|boyfriend|girlfriend|son|daughter|mother|father|mom|mum|dad|brother|sister|aunt|uncle|grandmother|grandfather|grandson|granddaughter|nephew|niece|cousin|friend|neighbou?r|roommate|colleague|co-?worker|assistant|boss|manager|supervisor|landlord|lawyer|attorney|accountant|nurse|doctor|caregiver|carer|secretary|child|baby|kid|stepson|stepdaughter|(?:mother|father|brother|sister|son|daughter)-in-law';
const PERSON =
  'guy|man|woman|lady|gentleman|girl|boy|person|agent|rep|representative|advisor|adviser|technician|engineer|driver|someone|somebody|colleague|supervisor|manager|nurse|doctor|kid|child|clerk|associate';
const GREETING =
  'hi|hello|hey|hi there|hello there|thanks|thank you|thank you so much|thank you very much|thanks so much|thanks again|thank you again|dear';

const anyOf = (words: string, after = String.raw`\s`): RegExp =>
  new RegExp(String.raw`(?<![\p{L}'’])(?:${words})${after}`, 'giu');
const CLAUSE_END = /^\s*(?:[.,!?;]|$)/;

/** What names come after, and how much it takes there to believe one. */
export const LEADS: readonly Lead[] = [
  {
    trust: 'anyone',
    words: anyOf(
      String.raw`(?:my|full|first|last|middle|maiden|your|his|her|sur|family|given|son's|daughter's|wife's|husband's|mother's|father's|sister's|brother's|child's|patient's|passenger's|customer's|driver's)\s?names?(?:\s(?:on|for) (?:the|my|that) \w+)?(?:\s(?:is|was|are|it's)|'s)|(?<!of )the names?(?:\son (?:the|my|that) \w+)?(?:\s(?:is|was)|'s)|i go by|call me|i'm called|goes by|(?:card ?|account |policy ?)holder(?:'s name)? is|beneficiary is`,
      PAUSE,
    ),
  },
  { trust: 'anyone', words: anyOf('(?:first|last|middle|maiden|family) name|surname', ',?\\s') },
  { trust: 'anyone', words: anyOf('(?:under|in|by) the name(?: of)?|under my maiden name|addressed to') },
  {
    trust: 'anyone',
    words: anyOf(
      `(?:my|his|her|our|your|their) (?:${RELATIVE})`,
      String.raw`(?:,|\sis|\snamed|\scalled|'s name is|,?\swhose name is)?\s`,
    ),
  },
  { trust: 'anyone', words: anyOf(`(?:${PERSON}),? (?:named|called)`) },
  {
    trust: 'anyone',
    words: anyOf(
      'mr|mrs|ms|miss|mister|missus|mx|dr|doctor|professor|prof|sir|judge|reverend|rev|officer|sergeant|detective',
      String.raw`\.?\s`,
    ),
  },
  {
    trust: 'unlisted',
    words: anyOf("this is|i'm|i am|it's", PAUSE),
    followedBy: /^,?\s(?:speaking\b|calling from\b|from\s|with\s(?!the\sorder))/,
  },
  {
    trust: 'listed',
    words: anyOf(
      "this is|i'm|i am|it's|that's|that was|is this|am i (?:speaking|talking) (?:with|to)|you're (?:speaking|talking) (?:with|to)|you've reached|you're through to|(?:speak|speaking|spoke|spoken|talk|talking|talked) (?:with|to)|ask for|asked for|asking for|looking for|helped by|met with|dealt with|dealing with|transfer(?:red)? (?:you |me )?to|connect (?:you |me )?(?:with|to)|on behalf of|calling for|belongs to|payable to|made out to|named|attention|dear|thank|tell|told|emailed|signed by",
      PAUSE,
    ),
  },
  { trust: 'booked', words: anyOf('under') },
  { trust: 'greeted', words: anyOf(GREETING, ',?\\s'), followedBy: CLAUSE_END },
  {
    trust: 'sure',
    words: anyOf(
      'bye|goodbye|good morning|good afternoon|good evening|welcome|welcome back|nice to meet you|take care|cheers|okay|ok|alright|all right|sure|yes|no|well|sorry|right|certainly|absolutely|perfect|great|please|so|now|oh|you too|excellent|of course|listen|look|understood|yeah|wonderful|actually',
      ',?\\s',
    ),
    followedBy: CLAUSE_END,
  },
];
