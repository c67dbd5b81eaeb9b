import * as fc from 'fast-check';
import type { TranscriptSegment, Word } from '../../model/analysis.js';
import type { Finding } from '../../model/finding.js';
import { whole } from '../arbitrary-parts.js';
import type { ForeignDocument } from './foreign-document.js';

/**
 * What files of captions are like: texts alone; voices, as Teams writes them; names in front of texts, as Zoom does; a confidence
 * before each, of Microsoft; and lines that roll with the times of words, of YouTube.
 */
export const CAPTION_VINTAGES = ['plain', 'voices', 'names', 'confidence', 'rolling'] as const;
export type CaptionVintage = (typeof CAPTION_VINTAGES)[number];

interface Shown {
  readonly tokens: readonly string[];
  /** From the beginning of the one before. */
  readonly stepMs: number;
  readonly lengthMs: number;
  readonly speaker: string | undefined;
  readonly isClosed: boolean;
  /** Thousandths. */
  readonly confidence: number;
}

interface Facts {
  readonly vintage: CaptionVintage;
  readonly shown: readonly Shown[];
  readonly end: string;
  readonly mark: string;
  readonly isNumbered: boolean;
  readonly hasHours: boolean;
  readonly settings: string;
}

const VOICES = [
  'Ann Lee',
  'Lee, Ann',
  'R&D <2>',
  '0a1b2c3d-0000-4000-8000-00000000000a@0a1b2c3d',
  'Zoë O’Hara (SL)',
] as const;
/** One that comes twice, and labels. */
const NAMES = ['Ann Lee', 'Speaker 1', 'SPEAKER_02', 'Agent'] as const;
const ORDINARY = ['hello', 'the', 'refund', "don't", '7.5', 'Zoë', '日本語', '🙂', '[inaudible]'] as const;
const ODD = ['R&D', '&amp;', 'a<b', '<laughs>', '-->', '42', '>>', '"quoted"', 'http://x.org', 'Note:'] as const;

/** Any file of WebVTT, with facts of which reading must give the same again. */
export function webvttDocumentArbitrary(vintage?: CaptionVintage): fc.Arbitrary<ForeignDocument> {
  return factsArbitrary(vintage === undefined ? CAPTION_VINTAGES : [vintage]).map((facts) => documentOf(facts, true));
}

/** Any file of SRT, with facts of which reading must give the same again. */
export function srtDocumentArbitrary(vintage?: 'plain' | 'names'): fc.Arbitrary<ForeignDocument> {
  return factsArbitrary(vintage === undefined ? ['plain', 'names'] : [vintage]).map((facts) =>
    documentOf(facts, false),
  );
}

function factsArbitrary(vintages: readonly CaptionVintage[]): fc.Arbitrary<Facts> {
  return fc.constantFrom(...vintages).chain((vintage) => {
    const hasOdd = vintage === 'plain' || vintage === 'voices';
    const token = hasOdd
      ? fc.oneof({ weight: 2, arbitrary: fc.constantFrom(...ORDINARY) }, fc.constantFrom(...ODD))
      : fc.constantFrom(...ORDINARY);
    const shown = whole<Shown>({
      tokens: fc.array(token, { minLength: 1, maxLength: 6 }),
      stepMs: fc.nat(4_000_000),
      lengthMs: fc.integer({ min: 0, max: 1_400 }),
      speaker: speakerOf(vintage),
      isClosed: fc.boolean(),
      confidence: fc.nat(1_000),
    });
    return whole<Facts>({
      vintage: fc.constant(vintage),
      shown: fc.array(shown, { minLength: vintage === 'rolling' ? 3 : 1, maxLength: 6 }),
      end: fc.constantFrom('\n', '\r\n'),
      mark: fc.constantFrom('', '\uFEFF'),
      isNumbered: fc.boolean(),
      hasHours: fc.boolean(),
      settings: fc.constantFrom('', ' align:start position:0%'),
    });
  });
}

function speakerOf(vintage: CaptionVintage): fc.Arbitrary<string | undefined> {
  if (vintage === 'voices') return fc.constantFrom(undefined, ...VOICES);
  return vintage === 'names' ? fc.constantFrom(undefined, ...NAMES) : fc.constant(undefined);
}

/** A cue as it is written, and the segment that it is. */
interface Made {
  readonly cues: readonly string[];
  readonly segment: TranscriptSegment;
}

function documentOf(facts: Facts, isVtt: boolean): ForeignDocument {
  const { vintage, end, mark } = facts;
  const [first] = facts.shown;
  // Names count where the first text has one that comes twice.
  const opening =
    vintage === 'names' && first ? [1, 2].map(() => ({ ...first, speaker: NAMES[0], stepMs: 2_000 })) : [];
  const made: Made[] = [];
  let atMs = 0;
  let speaker: string | undefined;
  let continued = 0;
  for (const shown of [...opening, ...facts.shown]) {
    const before = made.at(-1)?.segment;
    // Rolling lines follow at once, each alone for 10 ms first.
    atMs = vintage === 'rolling' && before !== undefined ? before.endMs + 10 : atMs + shown.stepMs;
    if (vintage === 'names' && shown.speaker === undefined) continued++;
    // Who says nothing else goes on.
    speaker = shown.speaker ?? (vintage === 'names' ? speaker : undefined);
    made.push(madeOf(shown, { facts, isVtt, index: made.length, startMs: atMs, speaker, before: before?.text }));
  }
  const cues = made.flatMap((one) => one.cues);
  const numbered = cues.map((cue, at) => {
    const [note, own] = cue.startsWith('NOTE')
      ? [cue.slice(0, cue.indexOf('\n\n') + 2), cue.slice(cue.indexOf('\n\n') + 2)]
      : ['', cue];
    return `${note}${facts.isNumbered ? `${at}\n` : ''}${own}`;
  });
  const header = isVtt ? ['WEBVTT\nKind: captions\nLanguage: en\n'] : [];
  const segments = made.map(({ segment }) => segment);
  const hasSpeakers = segments.some((segment) => segment.speaker !== undefined);
  return {
    document: mark + [...header, ...numbered].join('\n').replaceAll('\n', end),
    expected: {
      analysis: {
        ...(isVtt && { language: { dominant: 'en' } }),
        transcript: { text: segments.map(({ text }) => text).join(' '), segments },
        categories: [],
        topics: [],
        topicSummaries: [],
        moderation: [],
        sensitiveData: [],
        findings: [...(hasSpeakers ? [] : [NO_SPEAKERS]), ...(continued > 0 ? [continuation(continued)] : [])],
        customFields: isVtt ? { Kind: 'captions' } : {},
      },
    },
  };
}

const NO_SPEAKERS: Finding = {
  kind: 'speakers',
  basis: 'unavailable',
  evidence: [],
  explanation: 'The document names no speakers.',
};

function continuation(count: number): Finding {
  const explanation = `Captions that name no speaker, and continue what the speaker before says: ${count}.`;
  return { kind: 'speakers', basis: 'estimated', evidence: [], explanation };
}

interface Place {
  readonly facts: Facts;
  readonly isVtt: boolean;
  readonly index: number;
  readonly startMs: number;
  readonly speaker: string | undefined;
  /** The text of the line above. */
  readonly before: string | undefined;
}

function madeOf(shown: Shown, { facts, isVtt, index, startMs, speaker, before }: Place): Made {
  const { vintage, hasHours, settings } = facts;
  const endMs = startMs + shown.lengthMs;
  const clock = (ms: number) => clockOf(ms, hasHours || !isVtt, isVtt ? '.' : ',');
  const timing = (from: number, to: number) => `${clock(from)} --> ${clock(to)}${isVtt ? settings : ''}\n`;
  const text = shown.tokens.join(' ');
  const segment: TranscriptSegment = { index, startMs, endMs, text };
  if (speaker !== undefined) segment.speaker = speaker;
  const written = escaped(text);
  if (vintage === 'voices') {
    const voice = shown.speaker === undefined ? '<v>' : `<v ${escaped(shown.speaker)}>`;
    return { segment, cues: [`${timing(startMs, endMs)}${voice}${written}${shown.isClosed ? '</v>' : ''}\n`] };
  }
  if (vintage === 'names') {
    const prefix = shown.speaker === undefined ? '' : `${shown.speaker}: `;
    return { segment, cues: [`${timing(startMs, endMs)}${prefix}${written}\n`] };
  }
  if (vintage === 'confidence') {
    const confidence = shown.confidence / 1_000;
    const cue = `NOTE Confidence: ${confidence}\n\n${timing(startMs, endMs)}${written}\n`;
    return { segment: { ...segment, confidence }, cues: [cue] };
  }
  if (vintage === 'plain') return { segment, cues: [`${timing(startMs, endMs)}${written}\n`] };
  const [head = '', ...tail] = shown.tokens;
  const times = tail.map((_, at) => startMs + at);
  const line = head + tail.map((token, at) => `<${clock(times[at] ?? 0)}><c> ${escaped(token)}</c>`).join('');
  const words = [{ text: head }, ...tail.map((word, at): Word => ({ text: word, startMs: times[at] ?? 0 }))];
  const first = `${timing(startMs, endMs)}${before === undefined ? ' ' : escaped(before)}\n${line}\n`;
  const alone = `${timing(endMs, endMs + 10)}${written}\n \n`;
  return { segment: tail.length > 0 ? { ...segment, words } : segment, cues: [first, alone] };
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function clockOf(ms: number, hasHours: boolean, point: string): string {
  const digits = (value: number, width = 2) => String(value).padStart(width, '0');
  const [hours, minutes] = [Math.floor(ms / 3_600_000), Math.floor(ms / 60_000) % 60];
  const end = `${digits(minutes)}:${digits(Math.floor(ms / 1_000) % 60)}${point}${digits(ms % 1_000, 3)}`;
  return hasHours || hours > 0 ? `${digits(hours)}:${end}` : end;
}
