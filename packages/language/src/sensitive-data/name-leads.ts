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
/** Whom somebody has: family, friends, and those who work for them. */
export const RELATIVE =
  '(?:(?:late|ex|older|younger|elder|eldest|youngest|little|big|oldest|new|old|twin|best|other|step|great|grand)[ -]?)*(?:husband|wife|spouse|partner|fianc[ée]e?|boyfriend|girlfriend|son|daughter|mother|father|mom|mum|dad|brother|sister|aunt|uncle|grandmother|grandfather|grandson|granddaughter|nephew|niece|cousin|friend|neighbou?r|roommate|colleague|co-?worker|assistant|boss|manager|supervisor|landlord|lawyer|attorney|accountant|nurse|doctor|caregiver|carer|secretary|child|baby|kid|stepson|stepdaughter|(?:mother|father|brother|sister|son|daughter)-in-law|ex|twin|half|gran|nan|nana|grandma|grandpa|grandad|granddad|auntie|stepmother|stepfather|stepmum|stepdad|in-law|flatmate|housemate|lodger|tenant|solicitor|plumber|electrician|builder|gardener|dentist|surgeon|consultant|physio|midwife|teacher|tutor|therapist|broker|adviser|advisor|agent|rep|driver|engineer|fitter|surveyor|handler|case ?worker|social worker|guardian|trustee|executor|guest|passenger|travel companion|deputy|director|predecessor|successor|employee|apprentice|student|client|patient|contact)';
const PERSON =
  'guy|lad|bloke|chap|fella|fellow|gent|teller|cashier|receptionist|trainee|operator|caller|handler|assessor|surveyor|inspector|officer|plumber|electrician|fitter|builder|courier|postman|tenant|solicitor|consultant|dentist|midwife|pharmacist|physio|assistant|team leader|neighbou?r|passenger|patient|student|member of staff|man|woman|lady|gentleman|girl|boy|person|agent|rep|representative|advisor|adviser|technician|engineer|driver|someone|somebody|colleague|supervisor|manager|nurse|doctor|kid|child|clerk|associate';
const GREETING =
  'hi|hello|hey|hi there|hello there|thanks|thank you|thank you so much|thank you very much|thanks so much|thanks again|thank you again|dear';

const anyOf = (words: string, after = String.raw`\s`): RegExp =>
  new RegExp(String.raw`(?<![\p{L}'’])(?:${words})${after}`, 'giu');
/** Questions for a name. */
export const ASKED_NAME =
  /\b(?:your|his|her|their|the|a|what|which|full|first|last|sur|maiden|whose|account holder's|patient's|passenger's|guest's|passenger)(?: (?:first|last|full|and))*\s?names?\b(?! of)|\b(?:who (?:am i|is this|is that|do i have|is calling|'s calling)|who's (?:this|that|calling|speaking|there)|speaking with\?$|(?:is|'s|was|are they|is she|is he) called\?$)/i;
/** Questions for a person, who may be an office as well. */
export const ASKED_WHO =
  /\bwho(?:'s| is| was|se| are)? [^.?!]*\b(?:passenger|guest|contact|driver|assessor|adviser|advisor|surgeon|consultant|gp|policyholder|account holder|holder|manager|owner|tenant|landlord|sender|recipient|consignee|ask for|asking for|speak to|spoke to|speak with|talk to|dealing with|deal with|sign for it|signed for it|send it|collecting|next of kin|person)\b/i;

const CLAUSE_END = /^\s*(?:[.,!?;]|$)/;

/** What names come after, and how much it takes there to believe one. */
export const LEADS: readonly Lead[] = [
  {
    trust: 'anyone',
    words: anyOf(
      String.raw`(?:my|full|first|last|middle|maiden|your|his|her|sur|family|given|(?!(?:company|business|shop|store|street|road|brand|product|school|hotel|bank|firm|place|model)['’])\p{L}+['’]s)\s?names?(?:\s(?:on|for) (?:the|my|that) \w+)?(?:\s(?:is|was|are|it's|should be|has to be|would be)|'s)|(?<!of )the names?(?:\son (?:the|my|that) \w+)?(?:\s(?:is|was|should be|has to be|would be)|'s)|i go by|call (?:me|him|her|them)|i'm called|goes by|(?:card ?|account |policy ?)holder(?:'s name)? is|beneficiary is`,
      PAUSE,
    ),
  },
  { trust: 'anyone', words: anyOf('(?:first|last|middle|maiden|family) name|surname', ',?\\s') },
  { trust: 'anyone', words: anyOf('(?:under|in|by) the name(?: of)?|under my maiden name|addressed to') },
  { trust: 'anyone', words: /(?<=^|[.?!,]\s)name(?:'s| is|:)?\s/giu, followedBy: CLAUSE_END },
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
      'mr|mrs|ms|miss|mister|missus|mx|dr|doctor|professor|prof|sir|dame|judge|reverend|rev|pastor|rabbi|imam|officer|sergeant|detective|constable|inspector|councillor|captain|nurse|auntie|aunt|uncle|grandma|grandpa|señora|señor|señorita|herr|frau|monsieur|madame|mme',
      String.raw`\.?\s`,
    ),
  },
  {
    trust: 'unlisted',
    words: anyOf("this is|i'm|i am|it's", PAUSE),
    followedBy: /^,?\s(?:speaking\b|calling\b|here\b|again\b|at\s\p{Lu}|from\s|with\s(?!the\sorder))/u,
  },
  {
    trust: 'listed',
    words: anyOf(
      "this is|i'm|i am|it's|that's|that was|is this|am i (?:speaking|talking) (?:with|to)|you're (?:speaking|talking) (?:with|to)|you've reached|you're through to|(?:speak|speaking|spoke|spoken|talk|talking|talked) (?:with|to)|ask for|asked for|asking for|looking for|helped by|met with|dealt with|dealing with|transfer(?:red)? (?:you |me )?to|connect (?:you |me )?(?:with|to)|on behalf of|calling for|belongs to|named|attention|dear|thank|tell|told|emailed|signed by|hand(?:ed|ing)? you (?:over |back )?to|pass(?:ed|ing)? you (?:over |on |back )?to|put(?:ting)? you through to|booking for|reservation for|prescription for|appointment for",
      PAUSE,
    ),
  },
  {
    trust: 'booked',
    words: anyOf(
      "under|(?:got|gave|have|given) (?:me |us )?the name|payable to|made out to|make (?:it|that|the cheque|the check) out to|signed for by|collected by|left (?:it )?with|handed (?:it )?to|care of|next of kin is|contact(?: is|'s)|policyholder is|account holder is",
      PAUSE,
    ),
  },
  {
    trust: 'greeted',
    words:
      /\b(?:you|that|right|correct|please|moment|today|thanks|sorry|is it|okay|help|done|much|ahead|for me|problem|worries), /giu,
    followedBy: /^[.?!]/,
  },
  {
    trust: 'booked',
    words: anyOf(
      '(?:spoke|speak|spoken|speaking|talk|talked|talking) (?:to|with)|dealt with|helped by|met|married to|called',
    ),
    followedBy:
      /^,? (?:in (?:the )?(?:accounts|billing|sales|claims|returns|complaints|collections|support|repairs|dispatch|customer)|from (?:the|your) |at (?:the|your) |on (?:the|your) |yesterday|last |this morning|earlier|about |on (?:mon|tues|wednes|thurs|fri|satur|sun)day)/i,
  },
  { trust: 'booked', words: /(?<=^|[.?!]\s)is that\s/giu, followedBy: /^\?/ },
  { trust: 'booked', words: anyOf(`(?:the|a|your|our|their|with|by) (?:\\w+ )?(?:${PERSON}),`), followedBy: /^,/ },
  { trust: 'booked', words: anyOf(`my (?:${RELATIVE})\\\\.`), followedBy: CLAUSE_END },
  { trust: 'unlisted', words: anyOf("i'm|i am", PAUSE), followedBy: CLAUSE_END },
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
