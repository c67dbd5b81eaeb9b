const SOUND = '(?:u+h+m*|u+m+|e+r+m*|h+m+|a+h+|eh)';
/** As {@link SOUND}, where case matters: people are seen in the ER. */
const WRITTEN_SOUND = '(?:[Uu]h+m*|[Uu]m+|[Ee]r+m*|[Hh]m+|[Aa]h+)';
const OPENING = new RegExp(
  String.raw`^(?:(?:${SOUND}|hi|hello|hey|hiya|good (?:morning|afternoon|evening)|(?:hi |hello )?there|well|so|yeah|yes|yep|okay|ok|alright|all right|oh|and|but|thank you|thanks|please|actually|basically|anyway|(?:right|great|perfect|wonderful|sure|no problem|no worries|look|listen|you know|i mean|like)(?=\s*[,.!?;:–—]|$))(?![\p{L}\p{N}'’-])[\s,.!?;:–—-]*)+`,
  'iu',
);
/** `Hi Dana,` */
const ADDRESS =
  /^(?:[Hh]i|[Hh]ello|[Hh]ey|[Tt]hanks|[Tt]hank you|[Oo]kay|[Oo]k)[, ]+(?:\p{Lu}[\p{L}'’-]+|\[[A-Z_]+\])[,.!]\s*(?=\S)/u;
const INTRODUCTION =
  /^(?:my name(?:['’]s| is)|this is|i['’]m|i am)\s+[^,.;!?]{2,40}?[,.;]?\s+(?:and|so)\s+(?=(?:i|we|my|our|the|there|can|could|is|what|how)\b)/iu;
const SOUNDS_FIRST = new RegExp(String.raw`^(?:${WRITTEN_SOUND}(?![\p{L}\p{N}'’-])[\s,.…–—-]*)+`, 'u');
const SOUNDS = new RegExp(String.raw`,?\s+${WRITTEN_SOUND}(?![\p{L}\p{N}'’-]),?(?=\s)`, 'gu');
/** Without commas around them, they carry the sentence: `what kind of refund`, `as you know`. */
const FILLERS = /,\s+(?:you know|i mean|kind of|sort of|like),(?=\s)/giu;
/** Words that nobody says twice on purpose. */
const STUTTER =
  /(?<![\p{L}\p{N}'’-])((?:i|we|it)(?:['’]\p{L}{1,2})?|the|an?|my|our|to|and|for)(?:[,-]?\s+\1)+(?![\p{L}\p{N}'’-])/giu;
const SHORTEST = 3;
const LONGEST = 40;

/** A sentence without the greeting, the name and the sounds that it opens with, unless nothing much would be left. */
export function withoutOpening(sentence: string): string {
  const shorter = sentence.replace(ADDRESS, '').replace(OPENING, '').replace(INTRODUCTION, '').replace(OPENING, '');
  return shorter.split(/\s+/u).length < SHORTEST ? sentence : shorter;
}

/** A sentence without the sounds, fillers and stutters in it. */
export function withoutFillers(sentence: string): string {
  return withoutSounds(sentence).replaceAll(FILLERS, '').replaceAll(STUTTER, '$1');
}

function withoutSounds(sentence: string): string {
  return sentence.replace(SOUNDS_FIRST, '').replaceAll(SOUNDS, '').replaceAll(/\s+/gu, ' ').trim();
}

/** A spoken sentence as one would write it down: word for word but for the sounds, closed by a mark. */
export function asWritten(sentence: string): string {
  const said = withoutSounds(sentence).replace(/[\s,;:–—-]+$/u, '');
  const words = said.split(' ');
  const short = words.length > LONGEST ? `${words.slice(0, LONGEST).join(' ')} …` : said;
  const capital = capitalized(short);
  return /[.!?…]$/u.test(capital) ? capital : `${capital}.`;
}

/** A text that begins with a capital, if its first letter has one of its own. */
export function capitalized(text: string): string {
  const capital = text.charAt(0).toLocaleUpperCase('en');
  return capital.length === 1 ? capital + text.slice(1) : text;
}
