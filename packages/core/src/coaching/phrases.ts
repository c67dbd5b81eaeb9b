import type { TranscriptSegment } from '../model/analysis.js';
import type { Condition } from './condition.js';
import type { Conversation } from './conversation.js';
import type { EvidenceSpan } from './metric.js';
import { type Turn, wordsIn } from './turns.js';

type PhraseCondition = Extract<Condition, { readonly phrase: readonly string[] }>;

/** A word, and where it is said. */
interface Said {
  readonly word: string;
  readonly segment: TranscriptSegment;
  /** Within its segment, 0–1. */
  readonly at: number;
}

/**
 * Where a role says one of some phrases, in the order of time.
 * @returns `undefined` when nobody can know: the role or what it says is unknown, or so are the times of a phase
 */
export function phraseIn(condition: PhraseCondition, conversation: Conversation): EvidenceSpan[] | undefined {
  const { phrase, role, phase } = condition;
  const voice = role === undefined ? undefined : conversation[role];
  const voices = role === undefined ? conversation.voices : voice === undefined ? [] : [voice];
  const turns = voices.flatMap((one) => one.turns);
  const isHeard = turns.some(({ segments }) =>
    segments.some(({ text, understood }) => text !== '' && understood !== false),
  );
  if (!isHeard || (phase !== undefined && !conversation.hasTimes)) return undefined;
  const wanted = phrase.map(wordsIn);
  return turns
    .flatMap((turn) => momentsIn(turn, wanted))
    .filter((moment) => isInPhase(moment, phase, conversation))
    .sort((a, b) => a.startMs - b.startMs);
}

function momentsIn(turn: Turn, phrases: readonly (readonly string[])[]): EvidenceSpan[] {
  const said = turn.segments.flatMap(wordsOf);
  return said.flatMap((first, at) => {
    const phrase = phrases.find((words) => words.every((word, nth) => said[at + nth]?.word === word));
    const last = phrase === undefined ? undefined : said[at + phrase.length - 1];
    if (last === undefined) return [];
    return [{ startMs: timeOf(first), endMs: last.segment.endMs, segmentIndex: first.segment.index }];
  });
}

function wordsOf(segment: TranscriptSegment): Said[] {
  if (segment.understood === false) return [];
  const words = wordsIn(segment.text);
  return words.map((word, nth) => ({ word, segment, at: nth / words.length }));
}

/** Words are spread evenly over their segment: stored transcripts rarely keep the time of each. */
function timeOf({ segment: { startMs, endMs }, at }: Said): number {
  return Math.round(startMs + (endMs - startMs) * at);
}

function isInPhase({ startMs }: EvidenceSpan, phase: PhraseCondition['phase'], { span }: Conversation): boolean {
  const { firstMs, lastMs } = phase ?? {};
  if (firstMs === undefined && lastMs === undefined) return true;
  const isEarly = firstMs !== undefined && startMs - span.startMs < firstMs;
  return isEarly || (lastMs !== undefined && span.endMs - startMs <= lastMs);
}
