import { isObject, type JsonObject } from '../../input/json.js';
import { count, each, requiredCount, text, texts, within } from '../../input/read-fields.js';
import type { Interruption } from '../../model/analysis.js';
import type { Evidence, Finding } from '../../model/finding.js';
import type { TimeSpan } from '../../model/span.js';
import { endingAfter } from '../look-up.js';
import { SAID } from './said.js';
import type { Speakers } from './speakers.js';

/** A segment of the transcript, and the document's id of it. */
export interface Place {
  readonly id?: string | undefined;
  readonly segmentIndex: number;
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
}

/** The segments of a transcript, to be found. */
export interface Places {
  withId(id: string): Place | undefined;
  /** What is said at a time, or next after it. */
  at(ms: number): Place | undefined;
}

export function placesOf(places: readonly Place[]): Places {
  const byId = new Map(places.toReversed().map((place) => [place.id, place]));
  const indexAt = endingAfter(places);
  return { withId: (id) => byId.get(id), at: (ms) => places[indexAt(ms)] };
}

/** The issues, action items and outcomes that a turn names. */
export function sayingsOfTurn(raw: JsonObject, place: Place): Finding[] {
  return SAID.flatMap(([key, kind]) =>
    each(raw, key, (item) => {
      const quote = quoted(item, place);
      return saying(kind, text(item, 'Text') ?? quote, [{ segmentIndex: place.segmentIndex, quote }]);
    }).flat(),
  );
}

/** Those that the summary of a chat names, by the ids of its messages. */
export function sayingsOfSummary(summary: JsonObject, places: Places): Finding[] {
  const found = each(summary, 'SummaryItemsDetected', (item) =>
    SAID.flatMap(([key, kind]) =>
      each(item, key, (one) => {
        const evidence = evidenceIn(one, places);
        return saying(kind, evidence.map(({ quote }) => quote).join(' '), evidence);
      }).flat(),
    ),
  );
  return found.flat();
}

function saying(kind: string, value: string, evidence: Evidence[]): Finding[] {
  return value === '' ? [] : [{ kind, value, basis: 'estimated', evidence }];
}

/** The part of a text that characters are counted in. They may run past its end. */
function quoted(raw: JsonObject, { text: whole }: Place): string {
  const of = (offsets: JsonObject, ...keys: string[]) =>
    keys.map((key) => count(offsets, key)).find((at) => at !== undefined);
  return (
    within(raw, 'CharacterOffsets', (offsets) =>
      whole.slice(of(offsets, 'Begin', 'BeginOffsetChar') ?? 0, of(offsets, 'End', 'EndOffsetChar')),
    ) || whole
  );
}

/** The words of the messages that something names by their ids. */
function evidenceIn(raw: JsonObject, places: Places): Evidence[] {
  return each(raw, 'TranscriptItems', (item): Evidence[] => {
    const id = text(item, 'Id');
    const place = id === undefined ? undefined : places.withId(id);
    return place === undefined ? [] : [{ segmentIndex: place.segmentIndex, quote: quoted(item, place) }];
  }).flat();
}

/**
 * The categories of a conversation, and a finding for each with the words at which it matched. One that matches what isn't said
 * has no such place.
 */
export function categoriesIn(document: JsonObject, places: Places) {
  const read = within(document, 'Categories', (block) => {
    const categories = [...new Set((texts(block, 'MatchedCategories') ?? []).map((name) => name.trim()))];
    const details = isObject(block['MatchedDetails']) ? block['MatchedDetails'] : {};
    const keys = new Map(Object.keys(details).map((name) => [name.trim(), name]));
    const findings = categories.map((value): Finding => {
      const key = keys.get(value);
      const found = key === undefined ? undefined : within(details, key, (detail) => pointsOf(detail, places));
      return { kind: 'category', value, basis: 'estimated', ...(found ?? { evidence: [] }) };
    });
    return { categories, findings };
  });
  return read ?? { categories: [], findings: [] };
}

/** Where a category matched, and how often. */
function pointsOf(detail: JsonObject, places: Places): Pick<Finding, 'count' | 'evidence'> {
  const points = each(detail, 'PointsOfInterest', (point) => {
    const startMs = count(point, 'BeginOffsetMillis');
    const place = startMs === undefined ? undefined : places.at(startMs);
    const spoken = place === undefined ? [] : [{ segmentIndex: place.segmentIndex, quote: place.text }];
    return [...spoken, ...evidenceIn(point, places)];
  });
  return { count: points.length, evidence: points.flat() };
}

/** Who talks into another's words, in the order of time; `undefined` where that isn't stated, which isn't nobody. */
export function interruptionsIn(traits: JsonObject, speakers: Speakers): Interruption[] | undefined {
  const by = within(traits, 'Interruptions', (block) =>
    within(block, 'InterruptionsByInterrupter', (roles) =>
      Object.keys(roles).flatMap((role) => {
        const speaker = speakers.withRole(role);
        return each(roles, role, (raw) => ({ ...spanOf(raw), ...(speaker !== undefined && { speaker }) }));
      }),
    ),
  );
  return by?.toSorted((a, b) => a.startMs - b.startMs);
}

/** Where nobody speaks. */
export function nonTalkIn(traits: JsonObject): TimeSpan[] {
  return within(traits, 'NonTalkTime', (block) => each(block, 'Instances', spanOf)) ?? [];
}

/** A span, the end never before the start. */
export function spanOf(raw: JsonObject): TimeSpan {
  const startMs = requiredCount(raw, 'BeginOffsetMillis');
  return { startMs, endMs: Math.max(startMs, count(raw, 'EndOffsetMillis') ?? startMs) };
}
