import type { Span, Speech } from './speech.js';

const STREET_TYPE =
  '(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|Place|Pl|Terrace|Way|Circle|Cir|Crescent|Close|Square|Parkway|Pkwy|Highway|Hwy|Trail|Gardens|Grove|Mews|Row|Hill|Alley|Loop|Walk|Plaza|Turnpike|Pike|Route|Broadway|Green|View|Ridge|Run|Path|Park|Rise|Wharf|Quay|Esplanade|Bend|Crossing|Point|Heights|Cove|Glen|Hollow|Meadows?|Commons|Landing|Manor|Vale|Parade|Promenade|Brow|Approach|Yard|Fold|Garth|Croft|Common|Copse|Passage|Wynd|Brae|Causeway|Circus|Crest|Dene|Knoll|Nook|Orchard|Paddock|Reach|Spur|Villas|Cottages|Buildings|Arcade|Strand|Vista|Mall)';
const CLEAR_TYPE =
  '(?:street|avenue|road|lane|boulevard|crescent|terrace|parkway|drive|court|close|mews|row|gardens|grove|square|rise|wharf|quay|parade|place|hill|way|circle|trail|walk|green|view|heights)';
/** What is in no street's name. */
const NO_WORD_OF_STREET =
  '(?!(?:of|on|in|at|to|a|an|and|or|the|is|was|for|from|with|by|my|your|our|this|that|way|car|day|days|minutes?|hours?|lane|blocks?|miles?|door|doors|other|more|times?|is|it|just|one)\\b)';
const NUMBER_WORD =
  '(?:one|two|three|four|five|six|seven|eight|nine|oh|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand)';
const NUMBER_WORDS = `(?:a )?${NUMBER_WORD}(?:(?: and |[ -])${NUMBER_WORD}){0,5}`;
const HOUSE_NUMBER = `(?:\\d{1,6}(?:-\\d{1,4})?[A-Za-z]?|${NUMBER_WORDS}(?: [a-d]\\b)?)`;
const ORDINAL =
  '(?:\\d{1,3}(?:st|nd|rd|th)|First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth|Eleventh|Twelfth)';
const DIRECTION = '(?:North|South|East|West|Northeast|Northwest|Southeast|Southwest|[NSEW]{1,2}\\.?)';
const NAME_WORD = "(?:[A-Z][\\p{L}'’.-]*|de|la|del|of|the)";
const UNIT_NAME =
  '(?:[Aa]partment|[Aa]pt\\.?|[Uu]nit|[Ss]uite|[Ff]lat|[Ff]loor|[Rr]oom|[Nn]umber|[Ll]ot|[Pp]enthouse|#)';
const UNIT_NUMBER = `(?:[A-Z]?\\d+[A-Za-z]?|[A-Z]\\b|${NUMBER_WORDS}(?: [a-d]\\b)?|[b-d]\\b)`;
const UNIT = `(?:,? ${UNIT_NAME} ?${UNIT_NUMBER})`;
const HOUSE_NAME =
  "(?:(?:The )?(?:[A-Z][\\p{L}'’]+ ){1,3}(?:House|Cottage|Lodge|Barn|Farm|Mill|Hall|Villa|Court|Towers?|Buildings?|Manor|Mansions|Apartments|Farmhouse|Annexe|Rectory|Vicarage|Point|Heights))";
const FLAT_NAME = '(?:[Aa]partment|[Aa]pt\\.?|[Uu]nit|[Ss]uite|[Ff]lat|[Rr]oom)';
const COUNTED =
  '(?:minutes?|hours?|days?|weeks?|months?|years?|dollars|pounds|euros|people|of|or|and|times|percent)\\b';
const BEFORE_NUMBER = `(?:(?:${FLAT_NAME} ${UNIT_NUMBER},? |\\d{1,2}/\\d{1,2}, )?(?:(?:rear|back) of )?(?:${HOUSE_NAME},? )?)`;
const STATE =
  '(?:Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Washington|West Virginia|Wisconsin|Wyoming|D\\.?C\\.?|[A-Z]{2})';
const UK_AREA =
  '(?:A[BL]|B[ABDHLNRST]?|C[ABFHMORTVW]|D[ADEGHLNTY]|E[CHNX]?|F[KY]|G[LU]?|H[ADGPRSUX]|I[GPV]|K[ATWY]|L[ADELNSU]?|M[EKL]?|N[EGNPRW]?|O[LX]|P[AEHLOR]|R[GHM]|S[AEGKLMNOPRSTWY]?|T[ADFNQRSW]|UB|W[ACDFNRSV]?|YO|ZE)';
const UK_POSTCODE = `${UK_AREA}\\d[A-Z\\d]? \\d[ABD-HJLNP-UW-Z]{2}`;
const ZIP = '\\d{5}(?:-\\d{4})?';
const TOWN = "(?:[A-Z][\\p{L}'’.-]+(?: (?:[A-Z][\\p{L}'’.-]+|upon|on|under|le|de)){0,3})";
const PLACE = `(?:,? (?:in )?${TOWN},? ${UK_POSTCODE}|,? ${UK_POSTCODE}|,? (?:in )?${TOWN},? ${STATE}\\b(?:,? ${ZIP})?|,? ${STATE},? ${ZIP}|,? ${ZIP})`;

const STREET = new RegExp(
  `\\b${BEFORE_NUMBER}(?:[Nn]umber )?${HOUSE_NUMBER},? (?:${DIRECTION} )?(?:(?:${NAME_WORD} ){1,4}${STREET_TYPE}|${ORDINAL} ${STREET_TYPE}|Broadway|(?:Highway|Route|Interstate|County Road) \\d+)\\b(?: (?:Mansions|Buildings|Cottages|Villas)\\b)?\\.?(?: ${DIRECTION}\\b)?${UNIT}?${PLACE}?`,
  'gu',
);
/** A flat of a house that has a name. */
const FLAT_IN_HOUSE = new RegExp(
  `\\b(?:number ${UNIT_NUMBER},? )?${FLAT_NAME} ${UNIT_NUMBER},? ${HOUSE_NAME}\\b`,
  'gu',
);
const FOREIGN_STREET = new RegExp(
  `\\b${HOUSE_NUMBER},? (?:Rue|Via|Calle|Avenida|Rua|Chemin|Quai|Piazza|Paseo|Camino|Strada)(?: (?:${NAME_WORD}|des?|du|dos|las?|los)){1,4}(?![\\p{L}])`,
  'gu',
);
/** The house that somebody lives in, by its name or number. */
const GERMAN_STREET = /(?<!\p{L})\p{Lu}\p{Ll}+(?:straße|strasse|weg|platz|gasse|allee) \d{1,4}[a-z]?\b/gu;
const HOME_HOUSE = new RegExp(
  `(?<=\\b(?:live|lives|living|staying|address is|it's|it's just|we're|I'm|house is|home is)(?: at| in)? )(?:${HOUSE_NAME}(?:,? (?:${HOUSE_NUMBER} )?(?:[A-Z][\\p{L}'’.-]* ){1,3}${STREET_TYPE})|[Nn]umber ${HOUSE_NUMBER},? (?:The )?[A-Z]\\p{L}+(?: [A-Z]\\p{L}+){0,2})(?![\\p{L}])`,
  'gu',
);
/** What somebody answers who was asked for an address: a number and a name, or the name of a house and the street. */
const ANSWER = new RegExp(
  `^(?:(?:yes|yeah|sure|okay|ok|um|uh|so|it's|it is|that's|my address is|we're at|i'm at|at)[\\s,.]+)*(?<address>(?:number )?${HOUSE_NUMBER},? (?!${COUNTED})(?:the )?[\\p{L}'’]{3,}(?: [\\p{L}'’]+){0,3}(?=\\s*[.,]|\\s*$)|[A-Z][\\p{L}'’]+(?: [A-Z][\\p{L}'’]+)?, (?:[A-Z][\\p{L}'’.-]* ){1,3}${STREET_TYPE}\\b)`,
  'iu',
);
const ENDS = /^(?:\s*[.,!?]|\s*$|\s(?:please|in|and|it's|that's)\b)/;
const ASKED_ADDRESS =
  /\b(?:(?<!e-?mail |web |ip |mail )address|where (?:do|are) you (?:live|living)|first line)\b(?![^.?!]*\b(?:e-?mail|web)\b)/i;
const HOME =
  /\b(?:live at|living at|address(?: is| was|:|'s)?|located at|moved to|(?:ship|deliver|send|mail)(?:ed)? (?:it|that|them)? ?to|(?:left|delivered) (?:it |them )?(?:at|to|outside)|based at|house is|home is|(?:we|i|they|that|she|he|it)(?:'re|'m|'s| am| is| are) (?:at|in)|staying at|from|outside|to|at|it's|it is|is it|is that|no)\b(?:[\s,]|the|my|our|old|new|now|at|number|house|flat)*$/i;
const LOWER_STREET = new RegExp(
  `\\b(?:(?:flat|apartment|apt|unit|suite) ${UNIT_NUMBER},? )?(?:number )?${HOUSE_NUMBER},? (?:(?:${NO_WORD_OF_STREET}[\\p{L}'’.-]+) ){1,3}${CLEAR_TYPE}\\b${UNIT}?`,
  'giu',
);
const HOME_STREET = new RegExp(
  `(?<=\\b(?:live|lives|living|house is|home is) (?:on|at) )(?:${DIRECTION} )?(?:(?:[A-Z][\\p{L}'’.-]* ){1,3}${STREET_TYPE}|${ORDINAL} ${STREET_TYPE})\\b`,
  'gu',
);
const TOWN_WITH_ZIP = new RegExp(`(?<![\\p{L}])${TOWN},? ${STATE},? ${ZIP}\\b`, 'gu');
const POSTCODE = new RegExp(`\\b${UK_POSTCODE}\\b`, 'g');
const PO_BOX = /\bP\.?\s?O\.? Box (?:\d+|[A-Z]?\d+)/gi;

const FLAT = /^(?:flat|apartment|apt|unit|suite) /i;

/** Things that stand where a street's name would: `3 Google Drive`, `a 5 Star Court`. */
const NO_STREET =
  /\b(?:Google|Hard|Flash|USB|Star|One|Thumb|Test|Disk|Tesla|Apple|Xbox|Windows|Office|Model|Series|Time|Dollar|Percent|Microsoft|Food|Amusement|National|Theme|Water|Central|Business|Industrial|Day|Week|Month|Year|Minute|Hour) (?:Drive|Court|Way|Park|Place|Point|Pass|Square|View|Run|Row|Green|Close)\b/i;

function spans(pattern: RegExp, text: string): Span[] {
  return Array.from(text.matchAll(pattern), ({ 0: found, index }) => ({
    entityType: 'ADDRESS',
    start: index,
    end: index + found.replace(/[\s,.]+$/, '').length,
  }));
}

/** Streets in lower case, where something says that they are an address. */
function spokenStreets({ text, asked }: Speech): Span[] {
  return spans(LOWER_STREET, text).filter(
    ({ start, end }) =>
      !NO_STREET.test(text.slice(start, end)) &&
      (FLAT.test(text.slice(start, end)) ||
        HOME.test(text.slice(Math.max(0, start - 60), start)) ||
        (start < 20 && ASKED_ADDRESS.test(asked)) ||
        (start === 0 && ENDS.test(text.slice(end, end + 20)))),
  );
}

/** The address that somebody was asked for. */
function answered({ text, asked }: Speech): Span[] {
  const { 0: found = '', groups } = (ASKED_ADDRESS.test(asked) ? ANSWER.exec(text) : undefined) ?? {};
  return groups === undefined
    ? []
    : [{ entityType: 'ADDRESS', start: found.length - (groups['address'] ?? '').length, end: found.length }];
}

/** Where people live: house number and street with what follows, towns with a ZIP code, British postcodes. */
export function addressSpans(speech: Speech): Span[] {
  const { text } = speech;
  const streets = spans(STREET, text).filter(({ start, end }) => !NO_STREET.test(text.slice(start, end)));
  return [
    ...streets,
    ...spokenStreets(speech),
    ...answered(speech),
    ...[FLAT_IN_HOUSE, FOREIGN_STREET, GERMAN_STREET, HOME_HOUSE, HOME_STREET, TOWN_WITH_ZIP, POSTCODE, PO_BOX].flatMap(
      (pattern) => spans(pattern, text),
    ),
  ];
}
