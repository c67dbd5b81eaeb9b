import type { JsonObject } from '../../src/readers/fields.js';
import type { ResultDocument } from '../../src/readers/result-document.js';

/** What kind of value a known field takes. */
export type Kind = 'flag' | 'text' | 'label' | 'number' | 'count' | 'texts' | 'counts' | 'object' | 'array';

/** A field that the readers know, as found in a document. */
export interface KnownField {
  readonly path: readonly (string | number)[];
  readonly kind: Kind;
  /** Whether a document without it can't be read. */
  readonly required: boolean;
}

interface Leaf {
  readonly kind: Exclude<Kind, 'object' | 'array'>;
  readonly required: boolean;
}
interface Branch {
  readonly kind: 'object' | 'array';
  readonly required: boolean;
  readonly fields: Table;
}
type Table = { readonly [key: string]: Leaf | Branch };

const text: Leaf = { kind: 'text', required: false };
const flag: Leaf = { kind: 'flag', required: false };
const number: Leaf = { kind: 'number', required: false };
const count: Leaf = { kind: 'count', required: false };
const needed = <T extends Leaf | Branch>(field: T): T => ({ ...field, required: true });
const object = (fields: Table): Branch => ({ kind: 'object', required: false, fields });
const array = (fields: Table): Branch => ({ kind: 'array', required: false, fields });

const span = { start_timestamp_millis: count, end_timestamp_millis: count };
const transcript = object({ representation: object({ text }) });
const languages = { dominant_asset_language: text, generative_output_language: text };
const input = { s3_bucket: text, s3_key: text };
const metadata = object({
  semantic_modality: text,
  ...input,
  ...languages,
  sample_rate: number,
  bitrate: number,
  number_of_channels: count,
  codec: text,
  duration_millis: count,
  format: text,
  frame_rate: number,
  frame_width: number,
  frame_height: number,
});
const statistics = object({ word_count: count, topic_count: count, speaker_count: count, channel_count: count });
const moderation = array({
  ...span,
  confidence: number,
  moderation_categories: array({ category: needed(text), confidence: number }),
});
const segment = {
  start_timestamp_millis: needed(count),
  end_timestamp_millis: needed(count),
  text: needed(text),
  speaker: object({ speaker_label: text, speaker_name: text }),
  channel: object({ channel_label: text }),
  language: text,
};
const detections = array({
  entity_type: needed(text),
  ...span,
  start_character_offset: count,
  end_character_offset: count,
});
const chapters = array({
  ...span,
  summary: text,
  summary_sensitive_data_detection: detections,
  transcript,
  audio_segments: array({ ...segment, sensitive_data_detection: detections }),
  content_moderation: moderation,
});

const AUDIO: Table = {
  metadata,
  audio_items: array({ audio_segment_index: needed(count), content: needed(text), ...span, estimated: flag }),
  audio_segments: array({
    ...segment,
    segment_index: count,
    sentiment: object({ label: needed(text), score: needed(number), words: { kind: 'texts', required: false } }),
    sensitive_data_detection: detections,
  }),
  audio: object({
    summary: text,
    summary_sensitive_data_detection: detections,
    transcript,
    content_moderation: moderation,
  }),
  topics: array({
    ...span,
    summary: text,
    summary_sensitive_data_detection: detections,
    audio_segment_indices: { kind: 'counts', required: false },
  }),
  statistics,
  findings: array({
    kind: needed(text),
    basis: needed(text),
    evidence: array({ audio_segment_index: needed(count), quote: needed(text) }),
    explanation: text,
  }),
};

const VIDEO: Table = {
  metadata,
  chapters,
  scenes: chapters,
  video: object({ summary: text, summary_sensitive_data_detection: detections, transcript }),
  statistics,
};

const CUSTOM: Table = {
  metadata: object(languages),
  matched_blueprint: object({
    arn: text,
    name: text,
    version: { kind: 'label', required: false },
    confidence: number,
  }),
  inference_result: object({
    call_summary: text,
    call_categories: { kind: 'texts', required: false },
    topics: { kind: 'texts', required: false },
    call_topics: { kind: 'texts', required: false },
  }),
};

const MANIFEST: Table = {
  job_id: needed(text),
  job_status: text,
  semantic_modality: text,
  // Without it, nothing tells the document from others.
  output_metadata: needed(
    array({
      asset_id: { kind: 'label', required: false },
      asset_input_path: object(input),
      segment_metadata: array({ standard_output_path: text, custom_output_path: text, custom_output_status: text }),
    }),
  ),
};

function tableOf(expected: ResultDocument): Table {
  if (expected.kind === 'manifest') return MANIFEST;
  if (expected.kind === 'custom') return CUSTOM;
  return expected.kind === 'standard' && expected.modality === 'video' ? VIDEO : AUDIO;
}

/** Every known field that a document has and that is not null. */
export function knownFields(document: unknown, expected: ResultDocument): KnownField[] {
  const found: KnownField[] = [];
  const walk = (node: unknown, table: Table, path: readonly (string | number)[]): void => {
    for (const [key, field] of Object.entries(table)) {
      const value = (node as { readonly [key: string]: unknown })[key];
      if (value === undefined || value === null) continue;
      found.push({ path: [...path, key], kind: field.kind, required: field.required });
      if (!('fields' in field)) continue;
      if (field.kind === 'object') walk(value, field.fields, [...path, key]);
      else for (const [index, item] of (value as unknown[]).entries()) walk(item, field.fields, [...path, key, index]);
    }
  };
  walk(document, tableOf(expected), []);
  // A detection in a blueprint's field repeats that field, and is what counts.
  const repeated = Object.keys((document as JsonObject)['blueprint_sensitive_data_detection'] ?? {});
  return found.filter(({ path }) => !(path[0] === 'inference_result' && repeated.includes(String(path[1]))));
}

/** Every name of a known field, at whatever depth, and the names that tell one kind of document from another. */
export const KNOWN_NAMES: ReadonlySet<string> = new Set([AUDIO, VIDEO, CUSTOM, MANIFEST].flatMap(namesIn));

function namesIn(table: Table): string[] {
  return Object.entries(table).flatMap(([key, field]) => ['fields' in field ? namesIn(field.fields) : [], key].flat());
}

/** Values that a field of this kind can't have. */
export const WRONG: { readonly [kind in Kind]: readonly unknown[] } = {
  text: [7, true, {}, ['text']],
  label: [false, {}, ['1']],
  flag: [0, 'true', {}, [true]],
  number: ['0.5', false, {}, [1]],
  count: ['12', true, -1, 1e300, {}, [1]],
  texts: ['text', 3, {}, [1], ['text', {}]],
  counts: ['0', 0, {}, [-1], [0.5], ['0']],
  object: ['text', 0, false, [{}]],
  array: ['text', 1, true, {}, ['item'], [null], [[]]],
};

/** Where the fault lies: in the field, or in one of its items when it is a list. */
export function faultPath({ path, kind }: KnownField, wrong: unknown): string {
  const inItem = Array.isArray(wrong) && ['texts', 'counts', 'array'].includes(kind);
  const item = inItem ? [wrong.findIndex((value) => typeof value !== 'string' || kind !== 'texts')] : [];
  const keys = [...path, ...item].map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`));
  return keys.join('').replace(/^\./, '');
}

/** A copy of a document in which the field at a path is something else, or absent. */
export function withField(
  document: unknown,
  path: readonly (string | number)[],
  value?: { readonly is: unknown },
): unknown {
  const copy = structuredClone(document);
  let node = copy as { [key: string | number]: unknown };
  for (const key of path.slice(0, -1)) node = node[key] as typeof node;
  const last = path.at(-1) as string | number;
  if (value === undefined) delete node[last];
  else node[last] = value.is;
  return copy;
}
