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
  does: 'else/has/had/have/there/at/the/ever/seems/can/could/will/would/is/was/in/to/able/wants/bothered/knows',
  managing:
    'seem_to/seems_to/want_to/wants_to/been/be/being/able_to/going_to/let_me/letting_me/it/that/ever/yet/properly',
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

/** What is in one place of a phrase, each alternative as its words, with the classes in it written out. */
function waysOf(place: string): string[][] {
  return place.split('/').flatMap((alternative) =>
    alternative.split('_').reduce<string[][]>(
      (written, word) => {
        const known = CLASSES[/^<(\w+)>$/.exec(word)?.[1] ?? ''];
        const ways = known === undefined ? [[word]] : waysOf(known);
        return written.flatMap((before) => ways.map((way) => [...before, ...way]));
      },
      [[]],
    ),
  );
}

const MARK = /^[.,!?;:]$/;

function isWord(pattern: string, word: string | undefined): boolean {
  if (word === undefined) return false;
  if (pattern === word) return true;
  if (pattern.startsWith('#')) return /^\d+(.*)$/.exec(word)?.[1] === pattern.slice(1);
  const star = pattern.indexOf('*');
  if (star === -1 || word.length < pattern.length - 1 || MARK.test(word)) return false;
  return word.startsWith(pattern.slice(0, star)) && word.endsWith(pattern.slice(star + 1));
}

/** Words that begin alike for a phrase: all that end in `n't`, and all that begin with a digit. */
function headOf(word: string): string {
  if (word.endsWith("n't")) return "*n't";
  return /^[\d#]/.test(word) ? '#' : word;
}

/** What a phrase begins with that can begin with any word. */
const ANY_HEAD = '*';

/** As {@link headOf}, of a word in a phrase. */
function phraseHeadOf(written: string): string {
  const head = headOf(written);
  return head.includes('*') && head !== "*n't" ? ANY_HEAD : head;
}

/** What may are in one place, by what it begins with. */
type Ways = ReadonlyMap<string, readonly (readonly string[])[]>;

interface Place {
  readonly kind: 'words' | 'maybe' | 'not' | 'comma' | 'gap';
  /** Empty for commas and gaps. */
  readonly ways: Ways;
}

function placeOf(part: string): Place {
  if (part === '...') return { kind: 'gap', ways: new Map() };
  if (part === ',') return { kind: 'comma', ways: new Map() };
  const kind = part.startsWith('!') ? 'not' : part.startsWith('(') ? 'maybe' : 'words';
  const ways = waysOf(kind === 'words' ? part : part.replace(/^[!(]|\)$/g, ''));
  return { kind, ways: Map.groupBy(ways, ([first = '']) => phraseHeadOf(first)) };
}

const LONGEST_GAP = 3;
const NOWHERE = -1;

/** Where the ways through a place that begin at a word end. */
function endsOf(ways: Ways, words: readonly string[], at: number): number[] {
  const word = words[at];
  if (word === undefined) return [];
  const ends: number[] = [];
  for (const head of [headOf(word), ANY_HEAD]) {
    for (const way of ways.get(head) ?? []) {
      if (way.every((pattern, offset) => isWord(pattern, words[at + offset]))) ends.push(at + way.length);
    }
  }
  return ends;
}

/** Where the places from `nth` on end at the latest when they begin at a word; {@link NOWHERE} when they don't. */
function endOf(places: readonly Place[], nth: number, words: readonly string[], at: number): number {
  const place = places[nth];
  if (place === undefined) return at;
  if (place.kind === 'comma') return endOf(places, nth + 1, words, words[at] === ',' ? at + 1 : at);
  let latest = NOWHERE;
  const goOn = (from: number): void => {
    latest = Math.max(latest, endOf(places, nth + 1, words, from));
  };
  if (place.kind === 'gap') {
    for (let length = 0; length <= LONGEST_GAP; length++) {
      goOn(at + length);
      if (MARK.test(words[at + length] ?? '.')) break;
    }
  } else if (place.kind === 'not') {
    if (endsOf(place.ways, words, at).length === 0) goOn(at);
  } else {
    if (place.kind === 'maybe') goOn(at);
    for (const end of endsOf(place.ways, words, at)) goOn(end);
  }
  return latest;
}

/** A phrase as it is looked for. */
export class Phrase {
  /** The {@link headOf} of each word that it can begin with. */
  readonly heads: ReadonlySet<string>;
  readonly #places: readonly Place[];

  constructor(written: string) {
    this.#places = written.split(' ').map(placeOf);
    const certain = this.#places.findIndex(({ kind }) => kind === 'words');
    this.heads = new Set(this.#places.slice(0, certain + 1).flatMap(({ ways }) => [...ways.keys()]));
  }

  /** The index after its last word when the phrase begins at a word, as long as it gets; else `undefined`. */
  endIn(words: readonly string[], at: number): number | undefined {
    const end = endOf(this.#places, 0, words, at);
    return end === NOWHERE ? undefined : end;
  }
}

/** Reads phrases, one a line. */
export function phrasesOf(lines: string): Phrase[] {
  const written = lines
    .replaceAll(/\n\s*\//g, '/')
    .split('\n')
    .map((line) => line.trim());
  return written.filter((line) => line !== '' && !line.startsWith('--')).map((line) => new Phrase(line));
}

/** Phrases that are looked for together. */
export class PhraseList {
  readonly #byHead = new Map<string, Phrase[]>();

  /** @param lines the phrases, one a line */
  constructor(lines: string) {
    for (const phrase of phrasesOf(lines)) {
      for (const head of phrase.heads) this.#byHead.set(head, [...(this.#byHead.get(head) ?? []), phrase]);
    }
  }

  /** Where the longest phrase that begins at a word ends: at that word when there is none. */
  endIn(words: readonly string[], at: number): number {
    const phrases = [...(this.#byHead.get(headOf(words[at] ?? '')) ?? []), ...(this.#byHead.get(ANY_HEAD) ?? [])];
    return phrases.reduce((end, phrase) => Math.max(end, phrase.endIn(words, at) ?? at), at);
  }

  /** How many phrases are in some words, one after the other; not more than `most`. */
  countIn(words: readonly string[], most: number): number {
    let count = 0;
    for (let at = 0; at < words.length && count < most; ) {
      const end = this.endIn(words, at);
      if (end > at) count++;
      at = Math.max(end, at + 1);
    }
    return count;
  }
}
