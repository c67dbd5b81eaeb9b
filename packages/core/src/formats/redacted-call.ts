import { isObject } from '../input/json.js';
import type { Analysis, Entity, SensitiveDataFinding, TranscriptSegment, Word } from '../model/analysis.js';
import type { Finding } from '../model/finding.js';
import type { JsonValue } from '../model/primitives.js';
import { redact } from '../model/redact.js';
import { impersonalFields, personalTexts } from './impersonal-fields.js';
import { nextWordAt } from './look-up.js';
import { MASK } from './masks.js';
import { isNeutral, neutralLabels } from './neutral-labels.js';
import type { SensitiveDataFinder } from './result-format.js';
import { type Hit, type Secret, searchFor } from './secrets.js';

type Imported = Omit<Analysis, 'sources'>;

/**
 * A call with its personal data masked: what the document marks, what is found here, entities, and the names of those who
 * take part. What is masked in one place is masked wherever the call repeats it. Names of speakers, and custom fields that
 * may be personal, are left out.
 * @param find looks for personal data in texts. @defaultValue the document's marks are all
 */
export async function redactedCall(analysis: Imported, find: SensitiveDataFinder = () => []): Promise<Imported> {
  const {
    transcript,
    sensitiveData,
    entities = [],
    interruptions,
    speakerStatistics,
    findings,
    customFields,
    ...rest
  } = analysis;
  const segments = transcript?.segments ?? [];
  const found = [...sensitiveData.filter(({ foundIn }) => foundIn === undefined), ...(await find(segments))];
  const marks = openMarks(segments, [...found, ...entities.flatMap(markOf)]);
  const labels = labelsOf(analysis);
  const search = searchFor([
    ...segments.flatMap((segment) => saidAt(segment, marks.get(segment) ?? [])),
    ...entities.map(({ type, text }) => ({ said: text, entityType: type })),
    ...namesIn(segments, customFields),
  ]);
  const relabel = (label: string) => labels.get(label) ?? label;
  const relabeled = <T extends { speaker?: string | undefined }>(one: T): T =>
    one.speaker === undefined ? one : { ...one, speaker: relabel(one.speaker) };
  const hitsIn = new Map(
    segments.map((segment) => [segment.index, [...(marks.get(segment) ?? []), ...search(segment.text)]]),
  );
  const masked = segments.map(({ speakerName: _, ...segment }) =>
    relabeled(maskedSegment(segment, hitsIn.get(segment.index) ?? [])),
  );
  const quoted = findings?.map((finding) => {
    const { value } = finding;
    if (typeof value === 'string' && labels.has(value)) return { ...finding, value: relabel(value) };
    return maskedQuotes(finding, segments, hitsIn);
  });
  const others = { ...rest, ...(quoted && { findings: quoted }) };
  return {
    ...(await maskedTexts(others, search, find)),
    ...(interruptions && { interruptions: interruptions.map(relabeled) }),
    ...(speakerStatistics && { speakerStatistics: speakerStatistics.map(relabeled) }),
    ...(analysis.entities && { entities: entities.map(maskedEntity) }),
    ...(transcript && { transcript: { text: masked.map(({ text }) => text).join(' '), segments: masked } }),
    customFields: impersonalFields(customFields, relabel),
    // The characters counted in the texts before they were masked.
    sensitiveData: [...found, ...sensitiveData.filter(({ foundIn }) => foundIn !== undefined)].map(
      ({ startCharacter: _, endCharacter: __, ...finding }) => finding,
    ),
  };
}

/** What takes the place of the label of a speaker: the label itself, unless it may be a name. */
export function relabelingOf(analysis: Imported): (label: string) => string {
  const labels = labelsOf(analysis);
  return (label) => labels.get(label) ?? label;
}

function labelsOf({ transcript, interruptions = [], speakerStatistics = [] }: Imported): ReadonlyMap<string, string> {
  const labeled = [...(transcript?.segments ?? []), ...interruptions, ...speakerStatistics];
  return neutralLabels(labeled.flatMap(({ speaker }) => speaker ?? []));
}

/** Whether the thing that is mentioned is personal is not known. */
function maskedEntity({ startCharacter: _, endCharacter: __, ...entity }: Entity): Entity {
  return { ...entity, text: `[${entity.type}]` };
}

/** Where in the transcript an entity is, if the document says so. */
function markOf({ type, text, ...place }: Entity): SensitiveDataFinding[] {
  const { segmentIndex, startCharacter, endCharacter } = place;
  if (segmentIndex === undefined || startCharacter === undefined || endCharacter === undefined) return [];
  return endCharacter - startCharacter === text.length
    ? [{ entityType: type, segmentIndex, startCharacter, endCharacter }]
    : [];
}

/** What of each segment is to be masked, and isn't. */
function openMarks(segments: readonly TranscriptSegment[], found: readonly SensitiveDataFinding[]) {
  const bySegment = byText(found);
  return new Map(
    segments.map((segment): [TranscriptSegment, Hit[]] => {
      const open = (bySegment.get(segment.index) ?? []).filter((finding) => !isMasked(segment.text, finding));
      const end = segment.text.length;
      return [
        segment,
        open.map(({ entityType, startCharacter = 0, endCharacter = end }) => ({
          entityType,
          startCharacter,
          endCharacter,
        })),
      ];
    }),
  );
}

function saidAt({ text }: TranscriptSegment, hits: readonly Hit[]): Secret[] {
  return hits.map(({ entityType, startCharacter, endCharacter }) => ({
    said: text.slice(startCharacter, endCharacter),
    entityType,
  }));
}

/** The names of those who take part. */
function namesIn(segments: readonly TranscriptSegment[], customFields: Analysis['customFields']): Secret[] {
  const names = segments.flatMap(({ speaker, speakerName }) => [speaker ?? '', speakerName ?? '']);
  const all = new Set([...names, ...personalTexts(customFields)]);
  return [...all].filter((said) => !isNeutral(said)).map((said) => ({ said, entityType: 'NAME' }));
}

function byText(found: readonly SensitiveDataFinding[]): ReadonlyMap<number, readonly SensitiveDataFinding[]> {
  const groups = new Map<number, SensitiveDataFinding[]>();
  for (const finding of found) {
    const { segmentIndex = -1 } = finding;
    const group = groups.get(segmentIndex);
    if (group === undefined) groups.set(segmentIndex, [finding]);
    else group.push(finding);
  }
  return groups;
}

function isMasked(text: string, { startCharacter, endCharacter }: SensitiveDataFinding): boolean {
  if (startCharacter === undefined || endCharacter === undefined) return MASK.test(text);
  return text.slice(startCharacter, endCharacter).replace(MASK, '').trim() === '';
}

function maskedSegment(segment: TranscriptSegment, hits: readonly Hit[]): TranscriptSegment {
  if (hits.length === 0) return segment;
  const { text, words, sentiment } = segment;
  let at = 0;
  const maskOf = (word: Word): string => {
    const start = nextWordAt(text, word.text, at);
    // A word that the text hasn't may be anything.
    if (start === -1) return '[PII]';
    at = start + word.text.length;
    const hit = hits.find(({ startCharacter, endCharacter }) => startCharacter < at && endCharacter > start);
    return hit === undefined ? word.text : `[${hit.entityType}]`;
  };
  return {
    ...segment,
    text: redact(text, hits),
    ...(words && { words: words.map((word) => ({ ...word, text: maskOf(word) })) }),
    ...(sentiment && { sentiment: { ...sentiment, words: [] } }),
  };
}

/** A finding whose quotes, and the value that repeats them, are masked as the segments are. */
function maskedQuotes(
  finding: Finding,
  segments: readonly TranscriptSegment[],
  hitsIn: ReadonlyMap<number, readonly Hit[]>,
): Finding {
  const maskedPart = (part: string, segmentIndex: number): string => {
    const from = segments[segmentIndex]?.text.indexOf(part) ?? -1;
    if (from === -1) return part;
    const hits = (hitsIn.get(segmentIndex) ?? []).map((hit) => ({
      ...hit,
      startCharacter: Math.max(0, hit.startCharacter - from),
      endCharacter: hit.endCharacter - from,
    }));
    return redact(part, hits);
  };
  const textOf = (quotes: Finding['evidence']) => quotes.map(({ quote }) => quote).join(' ');
  const { value, evidence: given } = finding;
  const evidence = given.map(({ segmentIndex, quote }) => ({ segmentIndex, quote: maskedPart(quote, segmentIndex) }));
  if (typeof value !== 'string') return { ...finding, evidence };
  if (value === textOf(given)) return { ...finding, evidence, value: textOf(evidence) };
  return { ...finding, evidence, value: given.reduce((part, one) => maskedPart(part, one.segmentIndex), value) };
}

/** All texts of a call besides its transcript, with the secrets of the transcript masked, and what is found in them. */
async function maskedTexts<T extends object>(
  call: T,
  search: (text: string) => Hit[],
  find: SensitiveDataFinder,
): Promise<T> {
  const texts: string[] = [];
  traverse(call as JsonValue, (text) => {
    texts.push(redact(text, search(text)));
    return text;
  });
  const found = await find(texts.map((text, index) => ({ text, startMs: 0, endMs: 0, speaker: String(index) })));
  const ofText = byText(found);
  let next = 0;
  return traverse(call as JsonValue, () => {
    const index = next++;
    return redact(texts[index] ?? '', ofText.get(index) ?? []);
  }) as T;
}

/** Kinds, labels and codes are no texts that anyone said. */
const NAMES = new Set(['kind', 'basis', 'type', 'explanation', 'speaker', 'language', 'mediaFacts']);

function traverse(value: JsonValue, map: (text: string) => string): JsonValue {
  if (typeof value === 'string') return map(value);
  if (Array.isArray(value)) return value.map((item) => traverse(item, map));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, NAMES.has(key) ? member : traverse(member as JsonValue, map)]),
  ) as JsonValue;
}
