import {
  type AnalyticsQuery,
  CallHash,
  CallId,
  DEFAULT_PAGE_SIZE,
  EarshotError,
  LARGEST_PAGE_SIZE,
  RecordState,
} from '@earshot/core';
import { z } from 'zod';
import type { WrongField } from './problem.js';

const PAGE_SIZE = `expected a whole number from 1 to ${LARGEST_PAGE_SIZE}`;
const INSTANT = 'expected a date, or an ISO 8601 date and time with a zone';
const INCLUDED = ['words', 'moderation'] as const;

const Instant = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()], INSTANT)
  .transform((text) => Date.parse(text));

const Include = z.array(z.enum(INCLUDED, `expected ${INCLUDED.join(' or ')}`)).meta({
  description:
    'Adds what is not kept on the record but read from the result documents: `words` of each segment, and `moderation` ' +
    'scores. Separated by commas.',
  example: ['words', 'moderation'],
});

/** Query parameters of one call. */
export const CallParameters = z.strictObject({ include: Include.optional() });
export type CallParameters = z.infer<typeof CallParameters>;

/** Query parameters of the list. Filters that are given must all hold. */
export const ListParameters = z.strictObject({
  category: z.string().min(1).optional().meta({
    description: "One of the call's categories, exactly.",
    example: 'Billing',
  }),
  topic: z.string().min(1).optional().meta({ description: "One of the call's topics, exactly.", example: 'refund' }),
  state: RecordState.optional().meta({ description: 'Where the call stands.', example: 'completed' }),
  from: Instant.optional().meta({
    description: 'Recorded at this time or later. A plain date is its first moment in UTC.',
    example: '2026-09-01',
  }),
  to: Instant.optional().meta({
    description: 'Recorded before this time. A plain date is its first moment in UTC, so that day is not in.',
    example: '2026-09-14T12:00:00Z',
  }),
  text: z.string().min(1).optional().meta({
    description: 'Found in call id, summaries, categories, topics or transcript, in any letter case.',
    example: 'double charge',
  }),
  pageSize: z
    .int(PAGE_SIZE)
    .min(1, PAGE_SIZE)
    .max(LARGEST_PAGE_SIZE, PAGE_SIZE)
    .default(DEFAULT_PAGE_SIZE)
    .meta({ description: 'At most this many calls.', example: 50 }),
  nextToken: z.string().min(1).max(512).optional().meta({
    description: "The previous page's `nextToken`. It fits the same filters only.",
  }),
  callId: CallId.optional().meta({
    description: 'Answers this one call, whole, instead of a list. Goes with `include` alone.',
    example: 'call-2026-09-14-0042',
  }),
  hash: CallHash.optional().meta({
    description: 'Answers the call with this hash, whole, likewise.',
    example: '0bd0330b971180445edd14588fa44097',
  }),
  ...CallParameters.shape,
});
export type ListParameters = z.infer<typeof ListParameters>;

/** What names a call in a path. */
export const CallName = z.object({
  hash: z.string().meta({
    description: "The call's hash, or its call id, percent-encoded.",
    example: '0bd0330b971180445edd14588fa44097',
  }),
});

/** The query that list parameters mean. */
export function toQuery({ from, to, include: _, callId: __, hash: ___, ...rest }: ListParameters): AnalyticsQuery {
  return { ...rest, fromMs: from, toMs: to };
}

/**
 * Reads the query string of a URL.
 * @throws EarshotError `EARSHOT_INVALID_INPUT` that names every wrong, unknown or repeated parameter
 */
export function readParameters<T>(schema: z.ZodType<T>, url: string): T {
  const at = url.indexOf('?');
  const raw = new Map<string, unknown>();
  const repeated: WrongField[] = [];
  for (const [name, value] of at < 0 ? [] : new URLSearchParams(url.slice(at))) {
    const known = raw.get(name);
    if (name === 'include') raw.set(name, [...(Array.isArray(known) ? known : []), ...value.split(',')]);
    else if (known === undefined) raw.set(name, rawValue(name, value));
    else repeated.push({ field: name, expected: 'expected once' });
  }
  const parsed = schema.safeParse(Object.fromEntries(raw));
  if (parsed.success && repeated.length === 0) return parsed.data;
  throw invalid([...repeated, ...(parsed.error?.issues ?? []).flatMap(wrongFields)]);
}

/** An error that names wrong fields. */
export function invalid(issues: readonly WrongField[]): EarshotError {
  const said = issues.map(({ field, expected }) => `${field}: ${expected}`).join('; ');
  return new EarshotError('EARSHOT_INVALID_INPUT', said, { details: { issues } });
}

function rawValue(name: string, value: string): unknown {
  if (name === 'pageSize' && /^\d+$/.test(value)) return Number(value);
  if (name !== 'from' && name !== 'to') return value;
  // A zone's plus sign that was sent as it is arrives as a space. ISO 8601 lets the seconds go.
  return value.replace(/ (?=\d\d:\d\d$)/, '+').replace(/(?<=T\d\d:\d\d)(?=Z|[+-])/, ':00');
}

function wrongFields(issue: z.core.$ZodIssue): WrongField[] {
  if (issue.code !== 'unrecognized_keys') return [{ field: String(issue.path[0]), expected: issue.message }];
  return issue.keys.map((field) => ({ field, expected: 'expected no such parameter' }));
}
