import * as z from 'zod/mini';
import { EarshotError, isEarshotError } from '../errors.js';
import { isObject, isShallow, type JsonObject, present } from '../input/json.js';
import { decodeUtf8, parseJson } from '../input/json-text.js';
import { parseMessage } from '../input/parse-input.js';
import { CallId } from '../model/call.js';
import { JsonValue, Natural, NonEmpty } from '../model/primitives.js';
import type { Telephony } from '../model/telephony.js';

/** What a sidecar says in `schema`. New optional members don't change it. */
export const SIDECAR_SCHEMA = 'earshot.recording/1';
const SCHEMA_NAME = 'earshot.recording/';

/** The largest sidecar, in bytes. */
export const MAX_SIDECAR_BYTES = 65_536;
const DEEPEST_METADATA = 32;

const Name = NonEmpty.check(z.maxLength(256));

/** Somebody who takes part: a name, or what else is known. */
const Person = z.union(
  [
    Name,
    z.strictObject({
      name: z.nullish(Name),
      /** Shown where no name is known. */
      id: z.nullish(Name),
      /** The number of the audio channel, from 0. */
      channel: z.nullish(Natural),
    }),
  ],
  'expected a name, or an object with name, id or channel',
);

/**
 * What a telephone system says of one recording: the JSON in `<recording>.json`, such as `a.wav.json` beside `a.wav`. Members
 * that are null count as absent.
 */
export const RecordingSidecar = z.strictObject({
  schema: z.literal(SIDECAR_SCHEMA, `expected "${SIDECAR_SCHEMA}"`),
  /** One more name of the call. */
  call_id: z.nullish(CallId),
  /** When the recording began. */
  recorded_at: z.nullish(z.iso.datetime({ offset: true, error: 'expected ISO 8601 with a time zone' })),
  agent: z.nullish(Person),
  customer: z.nullish(Person),
  direction: z.nullish(z.enum(['inbound', 'outbound', 'internal'])),
  queue: z.nullish(Name),
  /** Anything else: becomes metadata of the call. */
  metadata: z.nullish(z.record(z.string(), JsonValue)),
});
export type RecordingSidecar = z.infer<typeof RecordingSidecar>;

/** Members by which a document without `schema` is taken for a sidecar that lacks it. */
const TELLTALES = ['call_id', 'recorded_at', 'agent', 'customer', 'direction', 'queue'];

/** Whether a document means to be a sidecar, right or wrong. What isn't JSON object isn't one. */
export function isSidecar(bytes: Uint8Array): boolean {
  try {
    return bytes.length <= MAX_SIDECAR_BYTES && meansSidecar(parseJson(decodeUtf8(bytes)));
  } catch (error) {
    if (isEarshotError(error)) return false;
    throw error;
  }
}

/**
 * Reads a sidecar; `undefined` when the document is something else, such as a transcript next to its recording.
 * @throws EarshotError `EARSHOT_INVALID_INPUT` with the field, what was found and what was expected
 */
export function readSidecar(bytes: Uint8Array, what = 'sidecar'): Telephony | undefined {
  // A large document is a transcript rather than a sidecar.
  if (bytes.length > MAX_SIDECAR_BYTES) return undefined;
  const document = jsonOf(bytes, what);
  return meansSidecar(document) ? telephonyOf(document, what) : undefined;
}

/** The prefix of the object metadata that Earshot reads: `x-amz-meta-earshot-…` in Amazon S3. */
const OBJECT_METADATA_PREFIX = 'earshot-';

/**
 * Reads the metadata of an object: `earshot-call-id`, `earshot-recorded-at`, `earshot-agent`, `earshot-customer`,
 * `earshot-direction`, `earshot-queue`; others that begin so are metadata of the call. `undefined` when it has none.
 * @throws EarshotError `EARSHOT_INVALID_INPUT` with the field, what was found and what was expected
 */
export function readObjectMetadata(metadata: Readonly<Record<string, string>>): Telephony | undefined {
  const said = Object.entries(metadata).flatMap(([name, value]): [string, string][] => {
    const key = name.toLowerCase();
    return key.startsWith(OBJECT_METADATA_PREFIX) && value !== ''
      ? [[key.slice(OBJECT_METADATA_PREFIX.length), value]]
      : [];
  });
  if (said.length === 0) return undefined;
  const document: Record<string, unknown> = { schema: SIDECAR_SCHEMA };
  const others: Record<string, string> = {};
  for (const [key, value] of said.sort(([a], [b]) => (a < b ? -1 : 1))) {
    const member = key.replaceAll('-', '_');
    if (TELLTALES.includes(member)) document[member] = value;
    else others[key] = value;
  }
  return telephonyOf({ ...document, metadata: others }, 'object metadata');
}

/** What both say; the sidecar's members count first. */
export function bothOf(sidecar: Telephony | undefined, object: Telephony | undefined): Telephony | undefined {
  if (sidecar === undefined || object === undefined) return sidecar ?? object;
  return { ...object, ...sidecar, metadata: { ...object.metadata, ...sidecar.metadata } };
}

function meansSidecar(document: unknown): boolean {
  if (!isObject(document)) return false;
  const { schema } = document;
  if (schema === undefined) return TELLTALES.some((member) => member in document);
  return typeof schema === 'string' && schema.startsWith(SCHEMA_NAME);
}

function telephonyOf(document: unknown, what: string): Telephony {
  if (isObject(document) && !isShallow(document['metadata'], DEEPEST_METADATA)) {
    throw invalid(what, 'metadata', `at most ${DEEPEST_METADATA} levels`, 'more');
  }
  const said = parseMessage(RecordingSidecar, document, what);
  const { call_id, recorded_at, agent, customer, direction, queue, metadata } = said;
  const people = present({ agent: personOf(agent), customer: personOf(customer) });
  const facts = present({ direction: direction ?? undefined, queue: queue ?? undefined });
  return {
    ...present({ callId: call_id ?? undefined, recordedAtMs: recorded_at ? Date.parse(recorded_at) : undefined }),
    metadata: { ...metadata, ...people, ...facts } as Telephony['metadata'],
  };
}

/** As the metadata of a start message names somebody. */
function personOf(person: RecordingSidecar['agent']): JsonObject | string | undefined {
  if (typeof person !== 'object' || person === null) return person ?? undefined;
  const { name, id, channel } = person;
  const label = typeof channel === 'number' ? `ch_${channel}` : undefined;
  return present({ name: name ?? id ?? undefined, id: id ?? undefined, label });
}

function jsonOf(bytes: Uint8Array, what: string): unknown {
  try {
    const text = decodeUtf8(bytes);
    return /^\uFEFF?\s*\[/.test(text) ? [] : parseJson(text);
  } catch (error) {
    if (!isEarshotError(error, 'EARSHOT_UNREADABLE')) throw error;
    throw invalid(what, what, String(error.details['expected']), String(error.details['found']));
  }
}

function invalid(what: string, field: string, expected: string, found: string): EarshotError {
  return new EarshotError('EARSHOT_INVALID_INPUT', `${what}: ${field}: expected ${expected}, found ${found}`, {
    details: { field, expected, found },
  });
}
