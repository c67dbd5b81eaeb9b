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
const MAX_SOUGHT = 200;

/**
 * The issues, action items and outcomes of a call, in the order of the lists of the whole call. Those of its segments have their
 * places; the lists repeat them, and name no segment: the words of the first ones are looked for.
 */
export function sayingsOf(block: JsonObject, { said, transcript }: ReadSegments): Finding[] {
  const placed = new Set(said.filter(({ kind }) => kind !== 'category'));
  const byText = new Map<string, Finding[]>();
  for (const finding of placed) {
    const key = `${finding.kind} ${finding.value}`;
    const same = byText.get(key);
    if (same === undefined) byText.set(key, [finding]);
    else same.push(finding);
  }
  let sought = 0;
  const evidenceOf = (value: string): Evidence[] => {
    if (value === '' || ++sought > MAX_SOUGHT) return [];
    const segment = transcript.segments.find(({ text }) => text.includes(value));
    return segment === undefined ? [] : [{ segmentIndex: segment.index, quote: value }];
  };
  const listed = SAID.flatMap(([key, kind]) =>
    each(block, key, (item) => requiredText(item, 'Text')).flatMap((value): Finding[] => {
      const same = byText.get(`${kind} ${value}`);
      if (same === undefined) return [{ kind, value, basis: 'estimated', evidence: evidenceOf(value) }];
      const next = same.splice(0, 1);
      for (const finding of next) placed.delete(finding);
      return next;
    }),
  );
  return [...listed, ...placed];
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
