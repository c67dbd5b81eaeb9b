/** One thing that a cue says. */
export interface Run {
  /** Whether a voice tag of WebVTT opens it, with a name or without. */
  readonly isTagged: boolean;
  readonly voice?: string | undefined;
  readonly text: string;
  /** The first line of the text: a name in front of a colon doesn't go beyond it. */
  readonly firstLine: string;
  /** As written, without markup of voices: times within it are in its tags. */
  readonly raw: string;
}

// Nothing but what is known is a tag: a transcript may say <laughs>, and nothing of it is lost.
const VOICE = /<(\/)?v(?:\.[^\s<>]*)?(?:[^\S\n]([^<>\n]*))?>/gi;
const TAG = /<(?:\/?(?:[bcisu]|rt|ruby|lang|font)(?:[.\s=][^<>]*)?|\d+:[\d:.,]+)>|\{\\[^{}]*\}|\{\/?[bisu]\}/gi;
const BREAK = /<br ?\/?>/gi;
/** What becomes one space. Single spaces are left alone: replacing each costs most of the time. */
const SPACES = /[ \t]{2,}|\t/g;
const REFERENCE = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos|nbsp|lrm|rlm));/gi;

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  lrm: '\u200e',
  rlm: '\u200f',
};

/** What the lines of a cue say, in order; without what has neither text nor a voice with a name. */
export function runsIn(lines: readonly string[]): Run[] {
  const written = lines.join('\n');
  const runs: Run[] = [];
  let voice: { readonly name?: string | undefined } | undefined;
  let hasVoices = false;
  let from = 0;
  const add = (to: number) => {
    const own = written.slice(from, to).trim();
    const raw = own.replaceAll('\n', ' ');
    const text = plainText(raw);
    const firstLine = raw === own ? text : plainText(own.slice(0, own.indexOf('\n')));
    if (text !== '' || voice?.name !== undefined)
      runs.push({ isTagged: hasVoices, voice: voice?.name, text, firstLine, raw });
  };
  for (const found of written.matchAll(VOICE)) {
    const [tag, slash, name = ''] = found;
    add(found.index);
    hasVoices = true;
    from = found.index + tag.length;
    voice = slash === undefined ? { name: nameOf(name) } : undefined;
  }
  add(written.length);
  // What is in front of the first voice tag has none, and is not named otherwise.
  return hasVoices ? runs.map((run) => ({ ...run, isTagged: true })) : runs;
}

/** The text of what is written, without tags, with the characters that references stand for. */
export function plainText(raw: string): string {
  return withCharacters(raw.replace(BREAK, ' ').replace(TAG, '').replace(SPACES, ' ').trim());
}

/** A hyphen stands for an unknown voice. */
function nameOf(written: string): string | undefined {
  const name = written.replace(SPACES, ' ').trim();
  return name === '' || name === '-' ? undefined : withCharacters(name);
}

function withCharacters(written: string): string {
  if (!written.includes('&')) return written;
  return written.replace(REFERENCE, (reference, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return NAMED[name.toLowerCase()] ?? reference;
    const point = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
    return point <= 0x10ffff ? String.fromCodePoint(point) : reference;
  });
}

/** A part of a run, from a time that a tag within the text gives. */
export interface TimedPart {
  readonly time?: string | undefined;
  readonly text: string;
}

/** The parts of what is written that times within it divide; none where there are no such times. */
export function timedPartsIn(raw: string): TimedPart[] {
  const [first = '', ...others] = raw.split(/<(\d+:[\d:.,]+)>/);
  if (others.length === 0) return [];
  const parts: TimedPart[] = [{ text: plainText(first) }];
  for (let at = 0; at < others.length; at += 2) {
    parts.push({ time: others[at], text: plainText(others[at + 1] ?? '') });
  }
  return parts;
}
