import { isObject } from '../input/json.js';
import type { Analysis, Entity, SensitiveDataFinding, TranscriptSegment, Word } from '../model/analysis.js';
import type { JsonValue } from '../model/primitives.js';
import { redact } from '../model/redact.js';
import type { SensitiveDataFinder } from './result-format.js';

type Imported = Omit<Analysis, 'sources'>;

/** A finding with its place, of which something is not masked yet. */
interface Secret {
  readonly said: string;
  readonly mask: string;
}

/** What redaction leaves in place of personal data: `[NAME]`, `[PII]`. */
const MASK = /\[[A-Z_]+\]/;
/** Shorter ones, such as a letter that was spelled, are parts of too many words. */
const SHORTEST_SECRET = 3;

/**
 * A call with its personal data masked: what the document marks, and what is found here. What is masked in the transcript is
 * masked wherever else the call repeats it; all other texts are searched as well.
 * @param find looks for personal data in texts. @defaultValue the document's marks are all
 */
export async function redactedCall(analysis: Imported, find: SensitiveDataFinder = () => []): Promise<Imported> {
  const segments = analysis.transcript?.segments ?? [];
  const found = [...analysis.sensitiveData.filter(({ foundIn }) => foundIn === undefined), ...(await find(segments))];
  const ofSegment = byText(found);
  const secrets: Secret[] = [];
  const masked = segments.map((segment) => {
    const open = (ofSegment.get(segment.index) ?? []).filter((finding) => !isMasked(segment.text, finding));
    for (const { entityType, startCharacter = 0, endCharacter } of open) {
      const said = segment.text.slice(startCharacter, endCharacter);
      if (said.length >= SHORTEST_SECRET) secrets.push({ said, mask: `[${entityType}]` });
    }
    return open.length === 0 ? segment : maskedSegment(segment, open);
  });
  const { transcript: _, sensitiveData: __, entities, ...rest } = analysis;
  const others = await maskedTexts(rest, secrets, find);
  return {
    ...others,
    ...(entities && { entities: entities.map(maskedEntity) }),
    ...(analysis.transcript && { transcript: { text: masked.map(({ text }) => text).join(' '), segments: masked } }),
    // The characters counted in the texts before they were masked.
    sensitiveData: [...found, ...analysis.sensitiveData.filter(({ foundIn }) => foundIn !== undefined)].map(
      ({ startCharacter: _, endCharacter: __, ...finding }) => finding,
    ),
  };
}

/** Whether the thing that is mentioned is personal is not known. */
function maskedEntity({ startCharacter: _, endCharacter: __, ...entity }: Entity): Entity {
  return { ...entity, text: `[${entity.type}]` };
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

function maskedSegment(segment: TranscriptSegment, found: readonly SensitiveDataFinding[]): TranscriptSegment {
  const { text, words, sentiment } = segment;
  let at = 0;
  const maskOf = (word: Word): string => {
    const start = text.indexOf(word.text, at);
    // A word that the text hasn't may be anything.
    if (start === -1) return '[PII]';
    at = start + word.text.length;
    const hit = found.find(
      ({ startCharacter = 0, endCharacter = text.length }) => startCharacter < at && endCharacter > start,
    );
    return hit === undefined ? word.text : `[${hit.entityType}]`;
  };
  return {
    ...segment,
    text: redact(text, found),
    ...(words && { words: words.map((word) => ({ ...word, text: maskOf(word) })) }),
    ...(sentiment && { sentiment: { ...sentiment, words: [] } }),
  };
}

/** All texts of a call besides its transcript, with the secrets of the transcript masked, and what is found in them. */
async function maskedTexts<T extends object>(
  call: T,
  secrets: readonly Secret[],
  find: SensitiveDataFinder,
): Promise<T> {
  const texts: string[] = [];
  traverse(call as JsonValue, (text) => {
    texts.push(withoutSecrets(text, secrets));
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

function withoutSecrets(text: string, secrets: readonly Secret[]): string {
  const lower = text.toLowerCase();
  const hits = secrets.filter(({ said }) => lower.includes(said.toLowerCase()));
  return hits.reduce((kept, { said, mask }) => {
    const pattern = new RegExp(said.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'gi');
    return kept.replace(pattern, () => mask);
  }, text);
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
