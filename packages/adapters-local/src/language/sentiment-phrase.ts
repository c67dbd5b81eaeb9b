/*
 * Phrases are written as they are said, one a line:
 *   a/b      either word; several words in one place are joined by _
 *   (a/b)    may be missing
 *   a*  *a   a word that begins or ends so
 *   ...      up to three words, across no mark
 *   ,        a comma, or none
 *   !a/b     what follows is neither
 *   <name>   one of the classes below, in the same notation; # is a number in digits
 * A line that begins with -- is a heading; one that begins with / goes on with the line before.
 */

const CLASSES: Readonly<Record<string, string>> = {
  not: "*n't/not/never/cannot/cant/dont/wont/didnt/doesnt/isnt/wasnt/havent/hasnt",
  nobody: 'no_one/no-one/nobody/none_of_you/none_of_them/not_one_person/not_a_single_person',
  number: 'one/two/three/four/five/six/seven/eight/nine/ten/eleven/twelve/fifteen/twenty/thirty/forty/fifty/#',
  many: '<number>/several/multiple/many/a_few/a_couple_of/a_dozen',
  nth: 'second/third/fourth/fifth/sixth/seventh/eighth/ninth/tenth/umpteenth/#nd/#rd/#th',
  period: 'minutes/hour/hours/day/days/night/nights/week/weeks/month/months/year/years',
  nearly: 'over/more_than/about/almost/nearly/already/like/at_least/the_last/the_past/well_over',
  while:
    'an_hour/half_an_hour/a_week/a_month/a_year/<many>_<period>/<number>_<number>_minutes/<period>/ages/forever/so_long/too_long/a_long_time/all_day/all_week/all_morning/all_afternoon/all_night/the_whole_day/the_entire_day',
  repeatedly:
    'twice/<many>_times/<many>_different_times/over_and_over/again_and_again/time_and_again/time_and_time_again/time_after_time/repeatedly',
  i: 'i/we',
  have: "i've/we've/i_have/we_have/i_had/we_had/i'd/we'd",
  me: 'me/us/him/her/them',
  my: 'my/our/his/her/their/the',
  its: "it's/that's/this_is/it_is/that_is/it_was/that_was/this_was/it'll_be/that'll_be/that_would_be/that_will_be/that'd_be/it_would_be",
  was: "is/are/was/were/been/got/getting/gets/being/it's/they're",
  good: 'great/perfect/wonderful/fantastic/brilliant/awesome/excellent/lovely/ideal/amazing/fabulous/terrific/superb/incredible/outstanding',
  thing:
    'internet/wifi/wi-fi/phone/app/line/card/account/router/modem/website/site/portal/heating/connection/system/service/machine/laptop/computer/printer/tv/everything',
};

const WORD = String.raw`[\w'-]`;

/** What stands in one place of a phrase, each alternative as its words, with the classes in it written out. */
function alternativesOf(place: string): string[][] {
  return place.split('/').flatMap((alternative) =>
    alternative
      .split('_')
      .map((word) => CLASSES[/^<(\w+)>$/.exec(word)?.[1] ?? ''])
      .reduce<string[][]>(
        (written, known, nth) => {
          const word = alternative.split('_')[nth] ?? '';
          const ways = known === undefined ? [[word]] : alternativesOf(known);
          return written.flatMap((before) => ways.map((way) => [...before, ...way]));
        },
        [[]],
      ),
  );
}

function source(place: string): string {
  const ways = alternativesOf(place).map((words) => words.join(' '));
  const written = ways.join('|').replaceAll('*', `${WORD}*`).replaceAll('#', String.raw`\d+`);
  return `(?:${written})`;
}

/** Words that begin alike for a phrase: all that end in `n't`, and all that begin with a digit. */
export function headOf(word: string): string {
  if (word.endsWith("n't")) return "*n't";
  return /^[\d#]/.test(word) ? '#' : word;
}

/** What a phrase can begin with; {@link ANY_HEAD} is among it when that can be any word. */
export const ANY_HEAD = '*';

/** A phrase as it is looked for. */
export interface Phrase {
  /** The {@link headOf} of each word that it can begin with. */
  readonly heads: ReadonlySet<string>;
  /** Sticky, over words of lower case that each end in one space. */
  readonly pattern: RegExp;
}

function phraseOf(written: string): Phrase {
  const parts = written.split(' ');
  const heads: string[] = [];
  let begun = false;
  const sources = parts.map((part) => {
    if (part === '...') return `(?:${WORD}+ ){0,3}?`;
    if (part === ',') return '(?:, )?';
    if (part.startsWith('!')) return `(?!${source(part.slice(1))} )`;
    const optional = part.startsWith('(');
    const place = optional ? part.slice(1, -1) : part;
    if (!begun) heads.push(...alternativesOf(place).map(([first = '']) => headOf(first)));
    begun ||= !optional;
    return optional ? `(?:${source(place)} )?` : `${source(place)} `;
  });
  const known = heads.map((head) => (head.includes('*') && head !== "*n't" ? ANY_HEAD : head));
  return { heads: new Set(known), pattern: new RegExp(sources.join(''), 'y') };
}

/** Reads phrases, one a line. */
export function phrasesOf(lines: string): Phrase[] {
  const written = lines
    .replaceAll(/\n\s*\//g, '/')
    .split('\n')
    .map((line) => line.trim());
  return written.filter((line) => line !== '' && !line.startsWith('--')).map(phraseOf);
}
