import { createHash } from 'node:crypto';
import type { PutInputVector } from '@aws-sdk/client-s3vectors';
import {
  CallHash,
  CallId,
  MOMENT_SOURCES,
  type Moment,
  type MomentsOfCall,
  PARTICIPANT_ROLES,
  stemOf,
  wordsIn,
} from '@earshot/core';
import * as z from 'zod/mini';
import { jsonText, wellFormed } from '../dynamodb/item.js';

/** Filterable metadata may have 2 kB. How the service counts isn't documented, so some room is left. */
const MAX_FILTERABLE_BYTES = 1_900;
const MAX_CATEGORIES_BYTES = 600;
/** Of the 40 kB of all metadata: longer texts are shown to this length, and found by all of their words. */
const LONGEST_TEXT_BYTES = 30_000;
const LONGEST_FACET_BYTES = 64;
const LONGEST_TERM = 32;

/** A vector to put, without its key. */
export type MomentVector = Required<Pick<PutInputVector, 'data' | 'metadata'>>;

/** What a call's filters and moments are to the index. A moment whose words don't fit into one vector has several. */
export function vectorsOf(call: MomentsOfCall, dimensions: number): MomentVector[] {
  return call.moments.flatMap((moment, at) => {
    const vector = call.vectors?.vectors[at];
    const hasMeaning = vector?.some((number) => number !== 0) === true;
    const float32 = hasMeaning ? [...vector] : placeholder(dimensions);
    const common = {
      hash: call.hash as string,
      recordedAtMs: call.recordedAtMs,
      ...(call.agentName !== undefined && { agent: facetOf(call.agentName) }),
      ...listed(
        'speakers',
        [moment.speaker, moment.role].flatMap((one) => (one === undefined ? [] : facetOf(one))),
      ),
      ...(hasMeaning && { model: call.vectors?.model ?? '' }),
    };
    const shown = JSON.stringify(shownOf(call, moment));
    const categories = chunked(call.categories.map(facetOf), MAX_CATEGORIES_BYTES);
    return categories.flatMap((some) => {
      const known = { ...common, ...listed('categories', some) };
      const room = MAX_FILTERABLE_BYTES - Buffer.byteLength(JSON.stringify(known));
      return chunked(termsOf(moment.text), room).map((terms) => ({
        data: { float32 },
        metadata: { ...known, ...listed('terms', terms), moment: shown },
      }));
    });
  });
}

/** For what has no meaning that is known: an index takes no zeros. Nothing is compared with it by meaning. */
export function placeholder(dimensions: number): number[] {
  return Array.from({ length: dimensions }, (_, at) => (at === 0 ? 1 : 0));
}

/** What vectors are filtered by for a stem of a word. */
export function termOf(stem: string): string {
  return wellFormed(stem.slice(0, LONGEST_TERM));
}

/** What vectors are filtered by for a name: itself, or its digest if it is long. */
export function facetOf(name: string): string {
  const kept = wellFormed(name);
  return Buffer.byteLength(kept) <= LONGEST_FACET_BYTES ? kept : createHash('sha256').update(kept).digest('hex');
}

function termsOf(text: string): string[] {
  return [...new Set(wordsIn(text).map(({ word }) => termOf(stemOf(word))))];
}

/** Lists may not be empty: whether the service takes such isn't documented. */
function listed(name: string, values: readonly string[]): Record<string, string[]> {
  return values.length === 0 ? {} : { [name]: [...values] };
}

/** The values in lists of so many bytes at most, as JSON; one empty list for none. */
function chunked(values: readonly string[], mostBytes: number): string[][] {
  const chunks: string[][] = [[]];
  let bytes = 0;
  for (const value of values) {
    const size = Buffer.byteLength(JSON.stringify(value)) + 1;
    if (bytes + size > mostBytes && bytes > 0) {
      chunks.push([]);
      bytes = 0;
    }
    chunks.at(-1)?.push(value);
    bytes += size;
  }
  return chunks;
}

const Shown = z.object({
  hash: CallHash,
  callId: CallId,
  revision: z.int(),
  recordedAtMs: z.int(),
  moment: z.object({
    index: z.int(),
    source: z.enum(MOMENT_SOURCES),
    text: z.string(),
    span: z.optional(z.object({ startMs: z.number(), endMs: z.number() })),
    speaker: z.optional(z.string()),
    role: z.optional(z.enum(PARTICIPANT_ROLES)),
    language: z.optional(z.string()),
  }),
});

/** What the metadata of a vector says of its moment. */
export const MomentMetadata = z.object({ moment: jsonText(Shown) });
export type ShownMoment = z.infer<typeof Shown>;

function shownOf({ hash, callId, revision, recordedAtMs }: MomentsOfCall, moment: Moment) {
  return { hash, callId, revision, recordedAtMs, moment: { ...moment, text: cut(wellFormed(moment.text)) } };
}

function cut(text: string): string {
  if (Buffer.byteLength(JSON.stringify(text)) <= LONGEST_TEXT_BYTES) return text;
  let end = Math.min(text.length, LONGEST_TEXT_BYTES);
  while (Buffer.byteLength(JSON.stringify(text.slice(0, end))) > LONGEST_TEXT_BYTES) end = Math.floor(end * 0.9);
  return wellFormed(text.slice(0, end));
}
