import type { Speech } from './speech.js';

/*
 * What a number is, as the words around it say. A subject that is not personal ("order") is as telling as one that is:
 * it says that the number stays.
 */
const WORDING = {
  cvv: /\b(?:cvv2?|cvc|security code|verification value|(?:three|3|four|4)[- ]digit (?:security )?(?:code|number)|(?:code|digits|number|three|four) on the back|(?:code|digits) on the front|back of (?:the|your|my|that|it))\b/,
  pin: /\bpins?\b(?: number| code)?|\b(?:door|gate|alarm|lock|entry|keypad|garage|lockbox|key ?safe|safe|locker|building|buzzer|voicemail) (?:code|combination)\b|\bcode (?:for|to|of|on) (?:the|my|our|his|her) (?:[\w-]+ ){0,2}(?:door|gate|alarm|lock|keypad|garage|lockbox|safe|locker|building|box|entrance|padlock)\b/,
  passcode:
    /\b(?:pass ?(?:code|word)|one[- ]time (?:code|pass ?code|password)|verification code|authorization code|code (?:(?:you|they|i|we|that|was|to|has|just|which)\b(?: [\w']+){0,5} )?(?:texted|sent|emailed|messaged|got|received|gave)|(?:texted|sent|emailed) (?:me |you )?(?:a |the )?code|text with a code|access code|memorable (?:word|number|date)|security (?:word|answer)|pass ?(?:key|phrase|number))\b/,
  ssn: /\bsocial(?: security| insurance)?(?: number)?\b(?! media)|\bssn\b|\btax(?:payer)? id(?:entification)?(?: number)?\b|\bitin\b/,
  routing: /\b(?:routing|transit|aba|bsb)(?: number| code)?\b|\bsort code\b/,
  bank: /\b(?:bank|checking|chequing|savings|current|deposit)(?: account)? (?:number|no\b|#)|\b(?:bank|checking|chequing|savings) account\b|\biban\b/,
  account:
    /\baccount (?:number|no\b|id|#)|\baccount(?= (?:is|was|ending|ends)\b|:)|\b(?:member(?:ship)?|customer|client|loyalty|subscriber|patient|medicare|medicaid|health insurance|group|student|employee|frequent flyer|rewards|medical record|nhs|health card|library card|benefits|user|card holder)(?: (?:reference|card))? (?:number|no\b|id\b|#)|\bnational insurance(?: number)?\b|\bni number\b|\butr\b(?: number)?|\baccount(?=\?)|\b\w+ id(?: number)?(?= (?:is|was)\b)|\baccount(?='s|,? that's|\s*$)/,
  passport: /\bpassport(?: number| no\b)?/,
  driver: /\b(?:driver'?s?|driving) licen[cs]e(?: number| no\b)?|\blicen[cs]e number\b|\bstate id(?: number)?\b/,
  plate:
    /\b(?:licen[cs]e|number|registration) plates?\b(?: number)?|\bplate number\b|\b(?:car |vehicle |my |the |your )(?:reg|registration)(?: number)?\b/,
  vin: /\bvin\b(?: number)?|\b(?:vehicle identification|chassis) number\b/,
  phone:
    /\b(?:tele)?phone(?: number)?\b|\b(?:cell|mobile|landline|fax|whatsapp|pager)\b(?: phone)?(?: number)?|\b(?:call(?:ed|ing)?|phone|ring|reach|text(?:ed|ing)?|contact|try|get) (?:me|us|him|her|them|back|you)(?: back)?\b|\bcall ?back(?: number)?\b|\b(?:text|call|ring|phone)(?=\s*$)|\bdial(?:ed|ing)?\b|\bdirect (?:line|dial)\b|\b(?:calling|ringing) from\b|\b(?:best|good|contact|home|work|office|daytime|evening|day|my|his|her|our|your|their|a|uk|us|\w+'s) number\b|\bnumber to (?:call|reach)\b/,
  zip: /\b(?:zip|postal|post)[- ]?code\b|\bzip\b/,
  birth: /\b(?:date of birth|birth ?date|birthday|d\.?o\.?b\b\.?|born)\b/,
  expiry:
    /\bexp(?:ir(?:es?|ed|y|ation|ing)|\b\.?)(?: date)?|\bvalid (?:thru|through|until|till|to)\b|\bgood (?:thru|through|until|till)\b/,
  card: /\b(?:(?:credit|debit|bank|charge|payment|prepaid) )?card(?: number| no\b)?\b|\b(?:visa|master ?card|amex|american express|discover|maestro|long number|sixteen[- ]digit|16[- ]digit)\b|\b(?:number )?on the front\b/,
  other:
    /\b(?:order|invoice|tracking|confirmation|case|ticket|policy|report|fault|complaint|incident|enquiry|inquiry|job|cheque|check|container|consignment|waybill|docket|permit|notice|receipt|booking|serial|model|part|item|product|sku|flight|room|gate|version|build|firmware|error|promo(?:tion)?(?:al)?|coupon|discount|voucher|area|dial(?:ing|ling)?|lot|purchase order|po|quote|store|branch|catalog(?:ue)?|extension|seat|bus|train|channel|form|reservation|reference|claim|file|batch|imei|unit|device|session|call|caller|meeting|event|conference|game|app|locker|parcel|shipment|delivery|transaction|meter|isbn|badge|table|platform|terminal|style|page)(?: (?:confirmation|reference|tracking|id))? (?:numbers?|no\b|code|id\b|#|ref(?:erence)?)|\b(?:order|invoice|tracking|confirmation|serial|model|flight|version|firmware|sku|isbn|imei|barcode|upc)\b|\b(?:ticket|policy|report|fault|complaint|invoice|booking|cheque|container|consignment|receipt|case|part|item|room|gate|error|lot|extension|channel|reservation|reference|claim|unit|page|chapter|step|press|pressed|option|exit|route|size|bus|train|platform|terminal|form|table|style|job|branch|meter)(?= (?:is|was)\s*$|[\s,#:]*$)/,
} as const satisfies Readonly<Record<string, RegExp>>;

/** What a number can be about; `other` is anything that is nobody's secret. */
export type Subject = keyof typeof WORDING;

const SUBJECTS = Object.entries(WORDING).map(
  ([subject, wording]) => [subject as Subject, new RegExp(wording.source, 'gi')] as const,
);

interface Mention {
  readonly subject: Subject;
  readonly start: number;
  readonly end: number;
}

/** The subjects that a text mentions, the last one first; of two that overlap the longer, of `order id` and similar things the `other`. */
function subjectsIn(text: string): Subject[] {
  const mentions = SUBJECTS.flatMap(([subject, wording]) =>
    Array.from(
      text.matchAll(wording),
      ({ 0: found, index }): Mention => ({ subject, start: index, end: index + found.length }),
    ),
  );
  const longest = mentions.filter(
    (mention) =>
      !mentions.some(
        (other) =>
          other !== mention &&
          other.start < mention.end &&
          mention.start < other.end &&
          (other.end - other.start > mention.end - mention.start ||
            (other.end - other.start === mention.end - mention.start &&
              mention.subject === 'account' &&
              other.subject === 'other')),
      ),
  );
  return longest.sort((a, b) => b.end - a.end).map(({ subject }) => subject);
}

/** How much of what was said before a place can matter there, in characters. */
const HEARD = 250;
const SENTENCE_END = /[.?!]\s+(?=[^\d\s])(?<!\b(?:mr|mrs|ms|dr|st|no)\.\s+)/gi;

/** The sentence that a place is in, as far as it goes before that place, and what was said before that sentence. */
export function sentenceBefore(text: string, at: number): { readonly sentence: string; readonly earlier: string } {
  const said = text.slice(Math.max(0, at - HEARD), at);
  const end = Array.from(said.matchAll(SENTENCE_END)).at(-1);
  const from = end === undefined ? 0 : end.index + end[0].length;
  return { sentence: said.slice(from), earlier: said.slice(0, from) };
}

const EXPLAINED_AFTER =
  /^(?:,? (?:\w+ )?not \w+)?(?:[\s,]*(?:and )?(?:is|are|was|being|it's|as)|[\s,.]*(?:and )?that(?:'s| is| was))\s+(?:my|the|our|your|his|her|a)?\s*([\w'-]+(?: [\w'-]+){0,3})/i;
/** `012 for the order and 0142 for your phone`. */
const OWNED_AFTER =
  /^ (?:is|for) (?:my|your|his|her|the) ((?:[a-z]+ )?(?:phone|mobile|pin|passcode|password|account)\b[^.,?!]{0,10})/i;
const REMEMBERED = 90;

/**
 * What lies from `start` to `end` of a speech is about, the likeliest first: by the words of its sentence before it,
 * else after it, else by what was said or asked before. Words before `from` have served something else already.
 */
export function subjectsOf(
  { text, asked }: Pick<Speech, 'text' | 'asked'>,
  { start, end }: { readonly start: number; readonly end: number },
  from: number,
): Subject[] {
  const { sentence, earlier } = sentenceBefore(text, start);
  const used = from - Math.max(0, start - HEARD);
  const near = subjectsIn(sentence.slice(Math.max(0, used - earlier.length)));
  const rest = text.slice(end, end + REMEMBERED);
  if (near[0] === 'other') {
    const [owned] = subjectsIn(OWNED_AFTER.exec(rest)?.[1] ?? '');
    return owned === undefined ? near : [owned];
  }
  if (near.length > 0) return near;
  const after = subjectsIn(EXPLAINED_AFTER.exec(rest)?.[1] ?? '');
  if (after.length > 0) return after;
  const said = earlier.slice(Math.max(0, used)).slice(-REMEMBERED);
  return [...subjectsIn(said), ...(earlier.length < REMEMBERED ? subjectsIn(asked) : [])];
}
