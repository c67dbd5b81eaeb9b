import { type JsonObject, present } from '../../input/json.js';
import { count, each, requiredText, seconds } from '../../input/read-fields.js';
import type { Evidence, Finding } from '../../model/finding.js';
import { SAID } from '../conversation/said.js';
import { endingAfter } from '../look-up.js';
import type { ReadSegments } from './segments.js';

/** One of `SpeakerLabels`. They are in any order. */
export interface SpeakerLabel {
  readonly speaker: string;
  readonly name: string | undefined;
  readonly userId: string | undefined;
}

/** A display name may say who the agent is. It is a hint: names are given by channel, and channels are often swapped. */
export function rolesOf(labels: readonly SpeakerLabel[]): Finding[] {
  return labels
    .filter(({ name }) => name?.toLowerCase() === 'agent')
    .map(({ speaker }) => ({
      kind: 'agent',
      value: speaker,
      basis: 'estimated',
      evidence: [],
      explanation: 'Post Call Analytics calls this speaker the agent.',
    }));
}

/** A call has a few of its own. There is no end to searching for thousands in a long transcript. */
const MOST_SOUGHT = 200;

/**
 * The issues, action items and outcomes of a call. Those of its segments have their places; lists of the whole call repeat
 * them, and name no segment: the words of the first ones are looked for.
 */
export function sayingsOf(block: JsonObject, { said, transcript }: ReadSegments): Finding[] {
  const placed = said.filter(({ kind }) => kind !== 'category');
  const known = new Set(placed.map(({ kind, value }) => `${kind} ${value}`));
  let sought = 0;
  const evidenceOf = (value: string): Evidence[] => {
    if (value === '' || ++sought > MOST_SOUGHT) return [];
    const segment = transcript.segments.find(({ text }) => text.includes(value));
    return segment === undefined ? [] : [{ segmentIndex: segment.index, quote: value }];
  };
  const others = SAID.flatMap(([key, kind]) =>
    each(block, key, (item) => requiredText(item, 'Text'))
      .filter((value) => !known.has(`${kind} ${value}`))
      .map((value): Finding => ({ kind, value, basis: 'estimated', evidence: evidenceOf(value) })),
  );
  return [...placed, ...others];
}

/**
 * The categories of a call, and a finding for each with the words at which it matched. Segments name those that matched in
 * the turn before, so the times of the match count where they are known.
 */
export function categoriesOf(block: JsonObject, read: ReadSegments): { categories: string[]; findings: Finding[] } {
  const { segments } = read.transcript;
  const indexAt = endingAfter(segments);
  // What is said at a time, or next after it.
  const wordsAt = (ms: number): Evidence[] => {
    const segment = segments[indexAt(ms)];
    return segment === undefined ? [] : [{ segmentIndex: segment.index, quote: segment.text }];
  };
  const found = each(block, 'CategoriesDetected', (raw): Finding => {
    const value = requiredText(raw, 'Name');
    const evidence = each(raw, 'Timestamps', (span) => seconds(span, 'BeginOffsetSecs')).flatMap((startMs) =>
      startMs === undefined ? [] : wordsAt(startMs),
    );
    return { kind: 'category', value, basis: 'estimated', ...present({ count: count(raw, 'Instances') }), evidence };
  });
  const names = new Set(found.map(({ value }) => value));
  const others = read.said.filter(({ kind, value }) => kind === 'category' && !names.has(value));
  const findings = [...found, ...others];
  return { categories: [...new Set(findings.map(({ value }) => String(value)))], findings };
}
