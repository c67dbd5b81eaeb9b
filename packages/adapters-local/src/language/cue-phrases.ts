const WORD = String.raw`[\p{L}\p{N}'-]`;

function anyOf(alternatives: string): string {
  const each = alternatives
    .split('/')
    .map((words) => words.replaceAll(/[.?]/g, '[$&]').replaceAll('_', ' ').replaceAll('*', `${WORD}*`));
  return `(?:${each.join('|')})`;
}

function source(phrase: string): string {
  const places = phrase.split(' ').map((place) => {
    if (place === '...') return `(?:${WORD}+ ){0,3}?`;
    return place.startsWith('(') ? `(?:${anyOf(place.slice(1, -1))} )?` : `${anyOf(place)} `;
  });
  return places.join('');
}

/**
 * A pattern that finds any of the phrases, one a line, in what {@link wordsOf} gives. In a phrase, `a/b` is either word,
 * `a_b` two words in one place, `(a)` may be missing, `a*` is how a word begins, and `...` stands for up to three words.
 */
export function cuePattern(phrases: string): RegExp {
  const lines = phrases.split('\n').map((line) => line.trim());
  const sources = lines.filter((line) => line !== '').map(source);
  return new RegExp(`(?<![^ ])(?:${sources.join('|')})`, 'gu');
}

/** The words of a text in lower case with straight apostrophes, and its marks as words of their own; a space after each. */
export function wordsOf(text: string): string {
  const words = text
    .toLowerCase()
    .replaceAll('’', "'")
    .match(/[\p{L}\p{N}](?:[\p{L}\p{N}'-]*[\p{L}\p{N}])?|[.,!?;:]/gu);
  return (words ?? []).map((word) => `${word} `).join('');
}
