import { saidIn } from '../formats/captions/said.js';
import type { AnalyticsItem } from './analytics-item.js';
import { markedText, notUnderstood } from './not-understood.js';

export type CaptionedCall = Pick<AnalyticsItem, 'segments' | 'understood' | 'not_understood_reason'>;

/**
 * A call's transcript as WebVTT: a cue for each segment that has text or a speaker, in the order in which they begin, with its
 * speaker as the voice. Reading it gives the same times, texts and speakers again.
 */
export function toVtt(call: CaptionedCall): string {
  const cues = cuesOf(call, {
    point: '.',
    written: escaped,
    named: (name, text) => `${voiceTag(name)}${escaped(text)}`,
  });
  const why = notUnderstood(call);
  const notes = why === undefined ? [] : [`NOTE not understood: ${escaped(why)}\n`];
  return ['WEBVTT\n', ...notes, ...cues].join('\n');
}

/**
 * A call's transcript as SRT, cue by cue as {@link toVtt}. SRT has no speakers: texts begin with `Name: `. Where that could be
 * read otherwise, the name is in a voice tag of WebVTT, which most players hide. Reading it gives the same again.
 */
export function toSrt(call: CaptionedCall): string {
  return cuesOf(call, {
    point: ',',
    written: inSrt,
    named: (name, text) => `${inSrt(name)}: ${inSrt(text)}`,
  }).join('\n');
}

// What is invisible at the ends, or does something to a terminal or to the order of text: controls, breaks, directions.
const INVISIBLE = String.raw`[\0-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]|\p{Cs}|^\s|\s$| (?= )`;
const VTT_SPECIAL = new RegExp(String.raw`[&<>]|\{(?=[\\/bisu])|${INVISIBLE}`, 'gu');
/** Players of SRT know few references: only what would be markup is one. */
const SRT_SPECIAL = new RegExp(String.raw`&(?=#?\w+;)|<(?=[\w/])|(?<=-)>|\{(?=[\\/bisu])|${INVISIBLE}`, 'gu');

const NAMED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

function escaped(text: string): string {
  return text.replace(VTT_SPECIAL, reference);
}

function inSrt(text: string): string {
  return text.replace(SRT_SPECIAL, reference);
}

function reference(character: string): string {
  return NAMED[character] ?? `&#x${(character.codePointAt(0) ?? 0).toString(16)};`;
}

interface Dialect {
  readonly point: string;
  written(text: string): string;
  /** What a speaker says. */
  named(name: string, text: string): string;
}

interface Shown {
  readonly startMs: number;
  readonly endMs: number;
  readonly number: number;
  readonly speaker: string | undefined;
  readonly text: string;
}

function cuesOf({ segments = [] }: CaptionedCall, dialect: Dialect): string[] {
  const voiceOf = voicesIn(segments);
  const shown = segments
    .map(
      (segment): Shown => ({
        startMs: segment.start_ms,
        endMs: Math.max(segment.end_ms, segment.start_ms),
        number: segment.index + 1,
        speaker: voiceOf(segment),
        text: markedText(segment),
      }),
    )
    .filter(({ text, speaker }) => text !== '' || speaker !== undefined)
    .toSorted((a, b) => a.startMs - b.startMs);
  const clock = (ms: number) => clockTime(ms, dialect.point);
  return payloadsOf(shown, dialect).map((payload, at) => {
    const { number, startMs = 0, endMs = 0 } = shown[at] ?? {};
    return `${number}\n${clock(startMs)} --> ${clock(endMs)}\n${payload}\n`;
  });
}

/** Often enough for any call whose speakers have names; after that, every cue has a voice tag. */
const MAX_READINGS = 5;

/** What cues say, as plainly as reading it gives the same. Elsewhere, a voice tag says who speaks, or that nobody knows. */
function payloadsOf(shown: readonly Shown[], { written, named }: Dialect): string[] {
  const plain = ({ speaker, text }: Shown) => (speaker === undefined ? written(text) : named(speaker, text));
  const tagged = ({ speaker, text }: Shown) => `${voiceTag(speaker)}${written(text)}</v>`;
  const payloads = shown.map(plain);
  for (let readings = 0; readings < MAX_READINGS; readings++) {
    const { said } = saidIn(payloads.map((line) => ({ lines: [line] })));
    const isMisread = ({ speaker, text }: Shown, at: number) =>
      said[at]?.speaker !== speaker || said[at]?.text !== text;
    if (!shown.some(isMisread)) return payloads;
    for (const [at, one] of shown.entries()) if (isMisread(one, at)) payloads[at] = tagged(one);
  }
  return shown.map(tagged);
}

/** The tag of a voice, or of an unknown one, for which a hyphen would stand, too. */
function voiceTag(name: string | undefined): string {
  if (name === undefined) return '<v>';
  return `<v ${name === '-' ? '&#x2d;' : escaped(name)}>`;
}

type Segment = NonNullable<AnalyticsItem['segments']>[number];

/** By what name each speaker is shown: two who have the same name are distinguished by their labels. */
function voicesIn(segments: readonly Segment[]): (segment: Segment) => string | undefined {
  const nameOf = new Map<string, string>();
  const labelsOf = new Map<string, Set<string>>();
  for (const { speaker, speaker_name: name } of segments) {
    if (!speaker) continue;
    if (name && !nameOf.has(speaker)) nameOf.set(speaker, name);
    for (const shown of [speaker, ...(name ? [name] : [])])
      labelsOf.set(shown, (labelsOf.get(shown) ?? new Set()).add(speaker));
  }
  return ({ speaker, speaker_name: name }) => {
    if (!speaker) return name || undefined;
    const shown = name || nameOf.get(speaker) || speaker;
    return shown === speaker || labelsOf.get(shown)?.size === 1 ? shown : `${shown} (${speaker})`;
  };
}

function clockTime(ms: number, point: string): string {
  const digits = (value: number, width = 2) => String(value).padStart(width, '0');
  const whole = Math.floor(ms / 1_000);
  const [hours, minutes] = [Math.floor(whole / 3_600), Math.floor(whole / 60) % 60];
  return `${digits(hours)}:${digits(minutes)}:${digits(whole % 60)}${point}${digits(ms % 1_000, 3)}`;
}
