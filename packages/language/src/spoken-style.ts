const SOUND = '(?:u+h+m*|u+m+|e+r+m*|h+m+|a+h+|eh)';
const OPENING = new RegExp(
  String.raw`^(?:(?:${SOUND}|hi|hello|hey|hiya|good (?:morning|afternoon|evening)|(?:hi |hello )?there|well|so|yeah|yes|yep|okay|ok|alright|all right|right|oh|and|but|great|perfect|wonderful|sure|no problem|no worries|thank you|thanks|please|look|listen|actually|basically|anyway|you know|i mean|like)(?![\p{L}\p{N}'’-])[\s,.!?;:–—-]*)+`,
  'iu',
);
/** `Hi Dana,` */
const ADDRESS =
  /^(?:[Hh]i|[Hh]ello|[Hh]ey|[Tt]hanks|[Tt]hank you|[Oo]kay|[Oo]k)[, ]+(?:\p{Lu}[\p{L}'’-]+|\[[A-Z_]+\])[,.!]\s*(?=\S)/u;
const INTRODUCTION =
  /^(?:my name(?:['’]s| is)|this is|i['’]m|i am)\s+[^,.;!?]{2,40}?[,.;]?\s+(?:and|so)\s+(?=(?:i|we|my|our|the|there|can|could|is|what|how)\b)/iu;
const SOUNDS_FIRST = new RegExp(String.raw`^(?:${SOUND}(?![\p{L}\p{N}'’-])[\s,.…–—-]*)+`, 'iu');
const FILLERS = new RegExp(
  String.raw`,?\s+(?:${SOUND}|you know|i mean|kind of|sort of|like(?=,))(?![\p{L}\p{N}'’-]),?(?=\s)`,
  'giu',
);
const STUTTER = /(?<![\p{L}\p{N}'’-])(\p{L}{1,3}(?:['’]\p{L}{1,2})?)(?:[,-]?\s+\1)+(?![\p{L}\p{N}'’-])/giu;
const SHORTEST = 3;
const LONGEST = 40;

/** A sentence without the greeting, the name and the sounds that it opens with, unless nothing much would be left. */
export function withoutOpening(sentence: string): string {
  const shorter = sentence.replace(ADDRESS, '').replace(OPENING, '').replace(INTRODUCTION, '').replace(OPENING, '');
  return shorter.split(/\s+/u).length < SHORTEST ? sentence : shorter;
}

/** A sentence without the sounds, fillers and stutters in it. */
export function withoutSounds(sentence: string): string {
  return sentence
    .replace(SOUNDS_FIRST, '')
    .replaceAll(FILLERS, '')
    .replaceAll(STUTTER, '$1')
    .replaceAll(/\s+/gu, ' ')
    .trim();
}

/** A spoken sentence as one would write it down: without sounds, fillers and stutters, closed by a mark. */
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
