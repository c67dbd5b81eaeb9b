import { RELATIVE } from './name-leads.js';

/** `San Diego`, `the Johnson account`. */
export const NOT_BEFORE_NAME =
  /\b(?:San|Santa|St\.?|Saint|Los|Las|New|Fort|Port|Lake|Mount|Mt\.?|North|South|East|West|Point|El|Camp|Cape|Glen|[Tt]he|[Aa]n?)\s$/;
/** `Kevin Street`, and what `Emma` is not a person before. */
export const NOT_AFTER_NAME =
  /^\s(?:Street|St|Avenue|Ave|Road|Rd|Lane|Drive|Boulevard|Court|Place|Way|Park|Hospital|University|College|School|Island|County|Beach|Bridge|mattress|bed|app|card|plan|stores?|shop|bags?|phone|cream|shirts?|jeans|paint|show|movies?|books?|novels?|songs?|album|tickets|concert|line|brand|products?|device|speaker|doll|dress|coat|shoes|perfume|watch|razor|pillow|sauce|pizza|sofa|chair|lamp|model|series|edition|collection|software|platform|network|bank|insurance|hotel|restaurant)\b/;
/** `Kevin's Pizza`. */
export const COMPANY = /^['’]s\s\p{Lu}/u;
/** Where `Kevin's` is a shop. */
export const SHOP = /\b(?:at|from|to|into|near)\s$/;
export const SHOPS = /^['’]s\s*(?:[.,!?;]|$|and\b|or\b|on\b|in\b)/;
export const ADDRESSED =
  /^(?:,|\s(?:said|told|was|is|has|did|called|can|will|from|and|helped|already|at|in|promised)\b)/;

/** Words of which a person is the object, and what goes on after a person. */
export const TO_PERSON = /\b(?:to|with|by|told|tell|asked|ask|when|if|thank|met|saw|while|spoke|says|said) $/;
export const AFTER_PERSON =
  /^(?:['’]s\b|[.,?!]|\s(?:said|says|told|who|was|is|has|had|did|will|would|could|came|called|rang|promised|from|in|at|again|about|earlier|yesterday|today|last|please)\b)/;
export const SPOKEN_TO =
  /\b(?:spoke|speak|speaking|talk|talked|talking|told|asked|met|dealt|called|rang|see|saw|by|thank)(?: to| with)? $/;
/** What only a person does or is asked. */
export const SAYS = /^(?:, I(?:['’]m| am|['’]ve| have|['’]d)\b|\s(?:from|told|said|says|called|rang|speaking)\b)/;
/** `'s my brother`, `, she's`: what makes a person of any name before it. */
export const IS_PERSON = new RegExp(
  `^(?:(?:['’]s|,? is|,? was|, that['’]s|,) (?:(?:the|my|our|his|her|your) (?:${RELATIVE}|account holder|policy ?holder|co-?signer|guarantor|tenant|supervisor|boss)|the name)\\b|, (?:he|she)(?:['’]s| is| was| said| told| will|['’]ll| has| had)\\b)`,
  'i',
);
/** What a person has and no company. */
export const PERSONS =
  /^['’]s (?:appointment|mum|mom|dad|mother|father|son|daughter|wife|husband|passport|prescription|birthday|date of birth|surname|school|desk|line)\b/;
export const LOCATED = /\b(?:on|in|near|off|into|around)\s$/;
export const CALLED = /^, (?:can|could|would|will) you\b/;
