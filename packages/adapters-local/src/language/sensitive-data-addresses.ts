import type { Span, Speech } from './sensitive-data-speech.js';

const STREET_TYPE =
  '(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|Place|Pl|Terrace|Way|Circle|Cir|Crescent|Close|Square|Parkway|Pkwy|Highway|Hwy|Trail|Gardens|Grove|Mews|Row|Hill|Alley|Loop|Walk|Plaza|Turnpike|Pike|Route|Broadway|Green|View|Ridge|Run|Path|Park|Rise|Wharf|Quay|Esplanade|Bend|Crossing|Point|Heights|Cove|Glen|Hollow|Meadows?|Commons|Landing|Manor|Vale|Parade|Promenade)';
const CLEAR_TYPE = '(?:street|avenue|road|lane|boulevard|crescent|terrace|parkway|drive|court|close|mews)';
const NUMBER_WORD =
  '(?:one|two|three|four|five|six|seven|eight|nine|oh|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand)';
const HOUSE_NUMBER = `(?:\\d{1,6}(?:-\\d{1,4})?[A-Za-z]?|${NUMBER_WORD}(?:[ -]${NUMBER_WORD}){0,5})`;
const ORDINAL =
  '(?:\\d{1,3}(?:st|nd|rd|th)|First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth|Eleventh|Twelfth)';
const DIRECTION = '(?:North|South|East|West|Northeast|Northwest|Southeast|Southwest|[NSEW]{1,2}\\.?)';
const NAME_WORD = "(?:[A-Z][\\p{L}'’.-]*|de|la|del|of|the)";
const UNIT = `(?:,? (?:Apartment|apartment|Apt\\.?|apt\\.?|Unit|unit|Suite|suite|Flat|flat|Floor|floor|Room|room|Number|number|#) ?(?:[A-Z]?\\d+[A-Za-z]?|[A-Z]\\b|${NUMBER_WORD}))`;
const STATE =
  '(?:Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Washington|West Virginia|Wisconsin|Wyoming|D\\.?C\\.?|[A-Z]{2})';
const UK_AREA =
  '(?:A[BL]|B[ABDHLNRST]?|C[ABFHMORTVW]|D[ADEGHLNTY]|E[CHNX]?|F[KY]|G[LU]?|H[ADGPRSUX]|I[GPV]|K[ATWY]|L[ADELNSU]?|M[EKL]?|N[EGNPRW]?|O[LX]|P[AEHLOR]|R[GHM]|S[AEGKLMNOPRSTWY]?|T[ADFNQRSW]|UB|W[ACDFNRSV]?|YO|ZE)';
const UK_POSTCODE = `${UK_AREA}\\d[A-Z\\d]? \\d[ABD-HJLNP-UW-Z]{2}`;
const ZIP = '\\d{5}(?:-\\d{4})?';
const TOWN = "(?:[A-Z][\\p{L}'’.-]+(?: (?:[A-Z][\\p{L}'’.-]+|upon|on|under|le|de)){0,3})";
const PLACE = `(?:,? (?:in )?${TOWN},? ${UK_POSTCODE}|,? ${UK_POSTCODE}|,? (?:in )?${TOWN},? ${STATE}\\b(?:,? ${ZIP})?|,? ${STATE},? ${ZIP}|,? ${ZIP})`;

const STREET = new RegExp(
  `\\b(?:(?:Flat|Apartment|Apt\\.?|Unit|Suite) (?:\\d+[A-Za-z]?|[A-Z]\\b|${NUMBER_WORD}),? )?${HOUSE_NUMBER},? (?:${DIRECTION} )?(?:(?:${NAME_WORD} ){1,4}${STREET_TYPE}|${ORDINAL} ${STREET_TYPE}|Broadway|(?:Highway|Route|Interstate|County Road) \\d+)\\b\\.?(?: ${DIRECTION}\\b)?${UNIT}?${PLACE}?`,
  'gu',
);
const HOME =
  /\b(?:live at|living at|address(?: is| was|:|'s)?|located at|moved to|(?:ship|deliver|send|mail)(?:ed)? (?:it|that|them)? ?to|based at|house is|home is|we're at|i'm at|staying at)\b[\w\s,']{0,20}$/i;
const LOWER_STREET = new RegExp(`\\b${HOUSE_NUMBER},? (?:[\\p{L}'’.-]+ ){1,3}${CLEAR_TYPE}\\b${UNIT}?`, 'giu');
const HOME_STREET = new RegExp(
  `(?<=\\b(?:live|lives|living|house is|home is) (?:on|at) )(?:${DIRECTION} )?(?:(?:[A-Z][\\p{L}'’.-]* ){1,3}${STREET_TYPE}|${ORDINAL} ${STREET_TYPE})\\b`,
  'gu',
);
const TOWN_WITH_ZIP = new RegExp(`(?<![\\p{L}])${TOWN},? ${STATE},? ${ZIP}\\b`, 'gu');
const POSTCODE = new RegExp(`\\b${UK_POSTCODE}\\b`, 'g');
const PO_BOX = /\bP\.?\s?O\.? Box (?:\d+|[A-Z]?\d+)/gi;

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

/** Where people live: house number and street with what follows, towns with a ZIP code, British postcodes. */
export function addressSpans({ text, asked }: Speech): Span[] {
  const streets = spans(STREET, text).filter(({ start, end }) => !NO_STREET.test(text.slice(start, end)));
  const spoken = spans(LOWER_STREET, text).filter(
    ({ start }) => HOME.test(text.slice(Math.max(0, start - 60), start)) || (start < 20 && /\baddress\b/i.test(asked)),
  );
  return [
    ...streets,
    ...spoken,
    ...[HOME_STREET, TOWN_WITH_ZIP, POSTCODE, PO_BOX].flatMap((pattern) => spans(pattern, text)),
  ];
}
