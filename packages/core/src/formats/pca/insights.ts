import type { JsonObject } from '../../input/json.js';
import { each, requiredText, seconds } from '../../input/read-fields.js';
import type { Evidence, Finding } from '../../model/finding.js';
import { SAID } from '../conversation/said.js';
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

/**
 * The issues, action items and outcomes of a call. Those of its segments have their places; lists of the whole call repeat
 * them, and name no segment.
 */
export function sayingsOf(block: JsonObject, { said, transcript }: ReadSegments): Finding[] {
  const placed = said.filter(({ kind }) => kind !== 'category');
  const isPlaced = (kind: string, value: string) => placed.some((one) => one.kind === kind && one.value === value);
  const others = SAID.flatMap(([key, kind]) =>
    each(block, key, (item): Finding => {
      const value = requiredText(item, 'Text');
      const segment = transcript.segments.find(({ text }) => value !== '' && text.includes(value));
      const evidence = segment === undefined ? [] : [{ segmentIndex: segment.index, quote: value }];
      return { kind, value, basis: 'estimated', evidence };
    }),
  );
  return [...placed, ...others.filter(({ kind, value }) => !isPlaced(kind, String(value)))];
}

/**
 * The categories of a call, and a finding for each with the words at which it matched. Segments name those that matched in
 * the turn before, so the times of the match count where they are known.
 */
export function categoriesOf(block: JsonObject, read: ReadSegments): { categories: string[]; findings: Finding[] } {
  const found = each(block, 'CategoriesDetected', (raw): Finding => {
    const value = requiredText(raw, 'Name');
    const evidence = each(raw, 'Timestamps', (span) => seconds(span, 'BeginOffsetSecs')).flatMap((startMs) =>
      startMs === undefined ? [] : wordsAt(startMs, read),
    );
    return { kind: 'category', value, basis: 'estimated', evidence };
  });
  const names = new Set(found.map(({ value }) => value));
  const others = read.said.filter(({ kind, value }) => kind === 'category' && !names.has(value));
  const findings = [...found, ...others];
  return { categories: [...new Set(findings.map(({ value }) => String(value)))], findings };
}

/** What is said at a time, or next after it. */
function wordsAt(ms: number, { transcript }: ReadSegments): Evidence[] {
  const segment = transcript.segments.find(({ endMs }) => endMs > ms);
  return segment === undefined ? [] : [{ segmentIndex: segment.index, quote: segment.text }];
}
