import { isNeutral } from '../neutral-labels.js';
import type { Run } from './payload.js';

/** What is in front of a colon, and what is behind it. */
interface Prefixed {
  readonly name: string;
  readonly text: string;
  /** `label`: a number, role or address; `name`: written like a name; `word`: any few words. */
  readonly form: 'label' | 'name' | 'word' | undefined;
}

const PREFIX = /^(?:>>+ ?|[-–—] ?)?([^:：]{1,60}?)\s?(?::\s+|：)(\S.*)$/s;
/** Behind this, another person speaks as a rule. */
const CHANGE = /^(?:>>|[-–—])/;
const ADDRESS = /^\S+@\S+$|^\+?[\d ()*-]{7,}$/;
const WORDS = /^\p{L}[\p{L}\p{M}\p{N}'’.,()/&|+#*_ -]*$/u;
const PARTICLES = new Set(
  'al bin da das de del della den der di do dos du el la le ten ter van von und y zu'.split(' '),
);
/** What people say or write in front of a colon, and nobody is called. */
const NO_NAMES = new Set(
  (
    'address advice agenda answer attention aside background bonus bottom caption captions caution chapter chorus come cons' +
    ' conclusion confidence context correction date definition disclaimer duration email example fact finally first follow-up' +
    ' footnote goal hint hook however i idea important intro introduction key language last lesson lesson listen look lyrics' +
    ' meaning meanwhile message music namely next no note notes number ok okay once one option or outro overview part phone plus' +
    ' point problem pros ps question quote re reason remember reminder remark result rule second section sign so solution sound' +
    ' source step subject subtitle subtitles summary task then third time tip title today topic transcript translation true' +
    ' two update verse version warning well yes'
  ).split(' '),
);

function prefixOf({ text: said, firstLine }: Line): Prefixed | undefined {
  const [, name, text] = PREFIX.exec(said) ?? [];
  if (name === undefined || text === undefined) return undefined;
  const isOnOneLine = said.indexOf(name) + name.length <= firstLine.length;
  return { name, text, form: isOnOneLine ? formOf(name) : undefined };
}

function formOf(name: string): Prefixed['form'] {
  if (ADDRESS.test(name) || (isNeutral(name) && /\p{L}{2}/u.test(name))) return 'label';
  const words = name.split(/[ ,]+/);
  if (!WORDS.test(name) || words.length > 6 || NO_NAMES.has(name.toLowerCase())) return undefined;
  // "Fun Fact", "Key Points", "Pro Tip".
  if (
    words.length > 1 &&
    [words[0], words.at(-1)?.replace(/s$/, '')].some((word) => NO_NAMES.has(word?.toLowerCase() ?? ''))
  )
    return undefined;
  return words.every((word) => PARTICLES.has(word) || !/^\p{Ll}/u.test(word) || /\p{Lu}/u.test(word)) ? 'name' : 'word';
}

/** A text, and its first line. */
type Line = Pick<Run, 'text' | 'firstLine'>;

/** Who says each of some texts, and what: texts begin with names, or don't. */
export interface Named {
  readonly speaker?: string | undefined;
  readonly text: string;
  /** Whether the text names nobody, and goes on what the speaker before says. */
  readonly isContinued?: boolean;
}

/**
 * Finds who speaks in texts that may begin with a name and a colon, in the order in which they are said. `undefined` stands for a
 * text that names its speaker otherwise. Much may be in front of a colon, so a name counts only where most texts begin with one,
 * or the first does; and it must come twice (three times in lower case), or be a label such as `Speaker 1`, or be written like a
 * name among names.
 */
export function namesIn(said: readonly (Line | undefined)[]): Named[] {
  const prefixes = said.map((line) => (line === undefined ? undefined : prefixOf(line)));
  const names = surelyNames(said, prefixes);
  let last: string | undefined;
  return said.map((line, at): Named => {
    const text = line?.text ?? '';
    const prefix = prefixes[at];
    if (prefix !== undefined && names.has(prefix.name)) {
      last = prefix.name;
      return { speaker: last, text: prefix.text };
    }
    // Perhaps another person, whose name is not surely one.
    if (line === undefined || CHANGE.test(text) || (prefix !== undefined && !isWord(prefix.name))) last = undefined;
    return last === undefined ? { text } : { speaker: last, text, isContinued: true };
  });
}

function isWord(name: string): boolean {
  return NO_NAMES.has(name.toLowerCase());
}

function surelyNames(said: readonly (Line | undefined)[], prefixes: readonly (Prefixed | undefined)[]): Set<string> {
  const uses = new Map<string, number>();
  for (const prefix of prefixes)
    if (prefix?.form !== undefined) uses.set(prefix.name, (uses.get(prefix.name) ?? 0) + 1);
  const isSure = (prefix: Prefixed | undefined): prefix is Prefixed =>
    prefix?.form === 'label' ||
    (prefix?.form !== undefined && (uses.get(prefix.name) ?? 0) >= (prefix.form === 'name' ? 2 : 3));
  const isNamed = (prefix: Prefixed | undefined): prefix is Prefixed =>
    prefix?.form === 'label' || prefix?.form === 'name';
  const sure = prefixes.filter(isSure);
  const count = said.filter((line) => line !== undefined).length;
  const own = prefixes.filter((_, at) => said[at] !== undefined);
  const namesOf = (given: readonly Prefixed[]) => new Set(given.map(({ name }) => name));
  const isUsual = sure.length * 2 >= count || (count > 1 && own.every(isNamed));
  if (isUsual) return namesOf([...sure, ...prefixes.filter(isNamed)]);
  const [first] = own;
  return isSure(first) && isNamed(first) ? namesOf(sure.filter(isNamed)) : new Set();
}

/**
 * The ids of cues where they are speakers: an id that names one cue alone is none. Names or labels, which come twice on average.
 */
export function speakersAmong(ids: readonly (string | undefined)[]): ReadonlySet<string> {
  const distinct = new Set(ids);
  const areNames = ids.every((id) => id !== undefined && (formOf(id) === 'name' || formOf(id) === 'label'));
  const known = areNames && distinct.size * 2 <= ids.length ? distinct : [];
  return new Set([...known].flatMap((id) => id ?? []));
}
