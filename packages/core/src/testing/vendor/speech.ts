import * as fc from 'fast-check';
import type { SensitiveDataFinding, TranscriptSegment, Word } from '../../model/analysis.js';

/** Which labels a vintage of the service, or the settings of a project, put on speech. */
export interface SpeechTraits {
  /** How a speaker is told: not at all, by a label such as `spk_1`, or by a label and sometimes a name. */
  readonly speakers: 'none' | 'labels' | 'names';
  readonly channels: boolean;
  readonly languages: boolean;
  readonly words: boolean;
  /** Whether personal data is masked, as in the redacted copies. */
  readonly redacted?: boolean | undefined;
}

/** What was said in a recording, and the personal data in it. */
export interface Speech {
  /** In the order of their starts. Some overlap. */
  readonly segments: readonly TranscriptSegment[];
  readonly sensitiveData: readonly SensitiveDataFinding[];
  readonly durationMs: number;
  /** Words without punctuation. */
  readonly wordCount: number;
}

const PLAIN =
  'yes no the a we booking ticket room seven Tuesday thanks moment could you repeat that number please'.split(' ');
const ODD = [
  "don't",
  'naïve',
  '日本語',
  '🙂',
  '[inaudible]',
  ']}]',
  '"quoted"',
  '{',
  'back\\slash',
  '"audio_items":',
  '\u2028',
  'a\tb',
];

interface Token {
  readonly content: string;
  readonly mark: string;
  readonly pauseMs: number;
  readonly lengthMs: number;
}

function tokenArbitrary(): fc.Arbitrary<Token> {
  return fc.record(
    {
      content: fc.oneof(
        { weight: 8, arbitrary: fc.constantFrom(...PLAIN) },
        { weight: 1, arbitrary: fc.constantFrom(...ODD) },
        { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }) },
      ),
      mark: fc.constantFrom('', '', '', ',', '.', '?'),
      pauseMs: fc.nat(400),
      lengthMs: fc.nat(900),
    },
    { noNullPrototype: true },
  );
}

/** Speech of a few segments, none among the possibilities. */
export function speechArbitrary(traits: SpeechTraits): fc.Arbitrary<Speech> {
  const said = fc.record(
    {
      tokens: fc.array(tokenArbitrary(), { minLength: 1, maxLength: 6 }),
      /** From the end of the segment before: below 0, people talk at once. */
      gapMs: fc.integer({ min: -1500, max: 4000 }),
      speaker: fc.option(fc.nat(29), { freq: 9, nil: undefined }),
      name: fc.constantFrom(undefined, undefined, 'Ada', 'Nadia Öz'),
      language: fc.constantFrom('EN', 'EN', 'ES', 'JA'),
      sensitive: fc.option(fc.tuple(fc.nat(), fc.constantFrom('NAME', 'PHONE', 'ADDRESS')), {
        freq: 3,
        nil: undefined,
      }),
    },
    { noNullPrototype: true },
  );
  return fc.tuple(fc.array(said, { maxLength: 6 }), fc.nat(5000)).map(([turns, tailMs]) => {
    const segments: TranscriptSegment[] = [];
    const sensitiveData: SensitiveDataFinding[] = [];
    for (const [index, { tokens, gapMs, speaker, name, language, sensitive }] of turns.entries()) {
      const before = segments.at(-1);
      let atMs = before === undefined ? Math.max(0, gapMs) : Math.max(before.startMs, before.endMs + gapMs);
      const startMs = atMs;
      const hidden = sensitive === undefined ? -1 : sensitive[0] % tokens.length;
      const words: Word[] = [];
      let text = '';
      for (const [position, { content, mark, pauseMs, lengthMs }] of tokens.entries()) {
        const spoken = traits.redacted && position === hidden ? `[${sensitive?.[1]}]` : content;
        const startCharacter = text === '' ? 0 : text.length + 1;
        const wordStartMs = position === 0 ? atMs : atMs + pauseMs;
        atMs = wordStartMs + lengthMs;
        words.push({ text: spoken, startMs: wordStartMs, endMs: atMs }, ...(mark === '' ? [] : [{ text: mark }]));
        if (position === hidden && sensitive !== undefined) {
          const endCharacter = startCharacter + spoken.length;
          const [, entityType] = sensitive;
          const span = { startMs: wordStartMs, endMs: atMs };
          sensitiveData.push({ entityType, segmentIndex: index, ...span, startCharacter, endCharacter });
        }
        text += (text === '' ? '' : ' ') + spoken + mark;
      }
      segments.push({
        index,
        text,
        startMs,
        endMs: atMs,
        ...(traits.speakers !== 'none' && speaker !== undefined && { speaker: `spk_${speaker}` }),
        ...(traits.speakers === 'names' && name !== undefined && { speakerName: name }),
        ...(traits.channels && { channel: `ch_${(speaker ?? 0) % 2}` }),
        ...(traits.languages && { language }),
        ...(traits.words && { words }),
      });
    }
    const durationMs = Math.max(0, ...segments.map((segment) => segment.endMs)) + tailMs;
    const wordCount = turns.reduce((sum, { tokens }) => sum + tokens.length, 0);
    return { segments, sensitiveData, durationMs, wordCount };
  });
}

/** Cuts segments into stretches, each of at least one. */
export function stretchesOf<T>(items: readonly T[], cuts: readonly boolean[]): T[][] {
  const stretches: T[][] = [];
  for (const [index, item] of items.entries()) {
    if (index === 0 || cuts[index % cuts.length]) stretches.push([item]);
    else stretches.at(-1)?.push(item);
  }
  return stretches;
}
