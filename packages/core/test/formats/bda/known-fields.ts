import type { ResultDocument } from '../../../src/formats/bda/result.js';
import type { JsonObject } from '../../../src/input/json.js';

/** What kind of value a known field takes. */
export type Kind = 'flag' | 'text' | 'number' | 'count' | 'texts' | 'counts' | 'object' | 'array';

/** A field that the readers know, as found in a document. */
export interface KnownField {
  readonly path: Path;
  readonly kind: Kind;
  /** Whether what it is part of can't be read without it. */
  readonly required: boolean;
  /** Whether the document can't be read when it is of a wrong type. */
  readonly essential: boolean;
  /** What is left out when the field is of a wrong type or, being required, is absent; for an optional one, itself. */
  readonly part: Path;
}

export type Path = readonly (string | number)[];

interface Leaf {
  readonly kind: Exclude<Kind, 'object' | 'array'>;
  readonly required: boolean;
}
interface Branch {
  readonly kind: 'object' | 'array';
  readonly required: boolean;
  readonly fields: Table;
  /** Whether the document can't be read when it is of a wrong type; an array, also when one of its items is. */
  readonly strict?: boolean;
}
type Table = { readonly [key: string]: Leaf | Branch };

const text: Leaf = { kind: 'text', required: false };
const flag: Leaf = { kind: 'flag', required: false };
const number: Leaf = { kind: 'number', required: false };
const count: Leaf = { kind: 'count', required: false };
const needed = <T extends Leaf | Branch>(field: T): T => ({ ...field, required: true });
const object = (fields: Table): Branch => ({ kind: 'object', required: false, fields });
const array = (fields: Table): Branch => ({ kind: 'array', required: false, fields });
const strictObject = (fields: Table): Branch => ({ ...object(fields), strict: true });
const strictArray = (fields: Table): Branch => ({ ...array(fields), strict: true });
const texts: Leaf = { kind: 'texts', required: false };

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
const statistics = object({
  word_count: count,
  topic_count: count,
  speaker_count: count,
  channel_count: count,
  shot_count: count,
  chapter_count: count,
  scene_count: count,
});
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
const chapters = strictArray({
  ...span,
  summary: text,
  summary_sensitive_data_detection: detections,
  transcript,
  audio_segments: strictArray({ ...segment, sensitive_data_detection: detections }),
  content_moderation: moderation,
  frames: array({ timestamp_millis: needed(count), text_lines: array({ text: needed(text), confidence: number }) }),
});

const AUDIO: Table = {
  metadata,
  audio_items: array({ audio_segment_index: needed(count), content: needed(text), ...span, estimated: flag }),
  audio_segments: strictArray({
    ...segment,
    segment_index: count,
    sentiment: object({ label: needed(text), score: needed(number), words: texts }),
    sensitive_data_detection: detections,
  }),
  audio: strictObject({
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
  shots: array({ start_timestamp_millis: needed(count), end_timestamp_millis: needed(count) }),
  chapters,
  scenes: chapters,
  video: strictObject({ summary: text, summary_sensitive_data_detection: detections, transcript }),
  statistics,
};

const CUSTOM: Table = {
  metadata: object(languages),
  matched_blueprint: object({
    arn: text,
    name: text,
    version: text,
    confidence: number,
  }),
  inference_result: object({
    call_summary: texts,
    call_categories: texts,
    topics: texts,
    call_topics: texts,
  }),
};

const MANIFEST: Table = {
  job_id: needed(text),
  job_status: text,
  semantic_modality: text,
  // Without it, nothing tells the document from others.
  output_metadata: needed(
    array({
      asset_id: text,
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
  const root = tableOf(expected);
  const walk = (node: unknown, table: Table, path: Path, around: Path): void => {
    for (const [key, field] of Object.entries(table)) {
      const value = (node as { readonly [key: string]: unknown })[key];
      if (value === undefined || value === null) continue;
      const own = [...path, key];
      const isStrict = 'fields' in field && field.strict === true;
      const part = field.required || isStrict ? around : own;
      const { kind, required } = field;
      found.push({ path: own, kind, required, part, essential: root === MANIFEST || part.length === 0 });
      if (!('fields' in field)) continue;
      if (field.kind === 'object') walk(value, field.fields, own, part);
      else {
        for (const [index, item] of (value as unknown[]).entries()) {
          walk(item, field.fields, [...own, index], isStrict ? part : [...own, index]);
        }
      }
    }
  };
  walk(document, root, [], []);
  // A detection in a blueprint's field repeats that field, and is what counts.
  const repeated = Object.keys((document as JsonObject)['blueprint_sensitive_data_detection'] ?? {});
  return found.filter(({ path }) => !(path[0] === 'inference_result' && repeated.includes(String(path[1]))));
}

/** Every name of a known field, at whatever depth, and the names that tell one kind of document from another. */
export const KNOWN_NAMES: ReadonlySet<string> = new Set([AUDIO, VIDEO, CUSTOM, MANIFEST].flatMap(namesIn));

function namesIn(table: Table): string[] {
  return Object.entries(table).flatMap(([key, field]) => ['fields' in field ? namesIn(field.fields) : [], key].flat());
}

/** Values that a field of this kind can't have, and what of each can be read all the same. */
export const WRONG: { readonly [kind in Kind]: readonly { readonly is: unknown; readonly leaves?: unknown }[] } = {
  text: [{ is: true }, { is: {} }, { is: ['text'] }],
  flag: [{ is: 0 }, { is: 'true' }, { is: {} }, { is: [true] }],
  number: [{ is: 'high' }, { is: '' }, { is: false }, { is: {} }, { is: [1] }],
  count: [{ is: 'twelve' }, { is: true }, { is: -1 }, { is: 1e300 }, { is: {} }, { is: [1] }],
  texts: [{ is: true }, { is: {} }, { is: [[]] }, { is: ['text', false], leaves: ['text'] }],
  counts: [{ is: 'none' }, { is: {} }, { is: [-1], leaves: [] }, { is: [0, {}], leaves: [0] }],
  object: [{ is: 'text' }, { is: 0 }, { is: false }, { is: [{}] }],
  array: [{ is: 'text' }, { is: 1 }, { is: {} }, ...['item', null, []].map((item) => ({ is: [item], leaves: [] }))],
};

/** A path as faults write it. */
export function writtenPath(path: Path): string {
  const keys = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`));
  return keys.join('').replace(/^\./, '');
}

/** Where the fault lies that ends the reading: in the field, or in its first item when it is an array. */
export function faultPath({ path, kind }: KnownField, wrong: unknown): string {
  return writtenPath(kind === 'array' && Array.isArray(wrong) ? [...path, 0] : path);
}

/** A copy of a document in which the field at a path is something else, or absent; an item of an array is taken out. */
export function withField(document: unknown, path: Path, value?: { readonly is: unknown }): unknown {
  const copy = structuredClone(document);
  let node = copy as { [key: string | number]: unknown };
  for (const key of path.slice(0, -1)) node = node[key] as typeof node;
  const last = path.at(-1) as string | number;
  if (value !== undefined) node[last] = value.is;
  else if (Array.isArray(node)) node.splice(Number(last), 1);
  else delete node[last];
  return copy;
}
