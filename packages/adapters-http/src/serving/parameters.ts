import {
  type AnalyticsQuery,
  CALL_FORMAT_NAMES,
  CALL_SORTS,
  CallFilter,
  CallHash,
  CallId,
  CallJobState,
  DEFAULT_PAGE_SIZE,
  EarshotError,
  InsightFilter,
  isEarshotError,
  MAX_PAGE_SIZE,
  MAX_QUERY_LENGTH,
  MomentsQuery,
  parseSearchText,
  RecordState,
  SummaryQuery,
} from '@earshot/core';
import * as z from 'zod/mini';
// By its own path: reached through `z`, bundlers would take along every language that zod speaks.
import en from 'zod/v4/locales/en.js';
import type { WrongField } from './problem.js';

const english = en().localeError;
const PAGE_SIZE = `expected a whole number from 1 to ${MAX_PAGE_SIZE}`;
const INSTANT = 'expected a date, or an ISO 8601 date and time with a zone';
const INCLUDED = ['words', 'moderation'] as const;

const PageSize = z.int(PAGE_SIZE).check(z.minimum(1, PAGE_SIZE), z.maximum(MAX_PAGE_SIZE, PAGE_SIZE));
const NonEmpty = z.string().check(z.minLength(1));
const Instant = z.pipe(
  z.union([z.iso.datetime({ offset: true }), z.iso.date()], INSTANT),
  z.transform((text: string) => Date.parse(text)),
);
const MILLISECONDS = 'expected a whole number of milliseconds, 0 or more';
const Milliseconds = z.int(MILLISECONDS).check(z.nonnegative(MILLISECONDS));
const Include = z.array(z.enum(INCLUDED, `expected ${INCLUDED.join(' or ')}`));

/** Query parameters of one call. */
export const CallParameters = z.strictObject({ include: z.optional(Include) });
export type CallParameters = z.infer<typeof CallParameters>;

/** Query parameters of the list. Filters that are given must all hold. */
export const ListParameters = z.strictObject({
  category: CallFilter.shape.category,
  topic: CallFilter.shape.topic,
  agent: CallFilter.shape.agent,
  customer: CallFilter.shape.customer,
  state: z.optional(RecordState),
  sentiment: CallFilter.shape.sentiment,
  understood: z.optional(z.boolean('expected true or false')),
  from: z.optional(Instant),
  to: z.optional(Instant),
  minDurationMs: z.optional(Milliseconds),
  maxDurationMs: z.optional(Milliseconds),
  text: CallFilter.shape.text,
  sort: z._default(z.enum(CALL_SORTS), 'newest'),
  pageSize: z._default(PageSize, DEFAULT_PAGE_SIZE),
  nextToken: z.optional(NonEmpty.check(z.maxLength(512))),
  callId: z.optional(CallId),
  hash: z.optional(CallHash),
  ...CallParameters.shape,
});
export type ListParameters = z.infer<typeof ListParameters>;

const {
  pageSize: _,
  nextToken: __,
  callId: ___,
  hash: ____,
  include: _____,
  ...filterParameters
} = ListParameters.shape;

/** Query parameters of the summary: the filters of the list, and by what to count. */
export const SummaryParameters = z.strictObject({
  ...filterParameters,
  by: SummaryQuery.shape.by,
  timeZone: SummaryQuery.shape.timeZone,
});
export type SummaryParameters = z.infer<typeof SummaryParameters>;

const SearchedText = MomentsQuery.shape.text.check(
  z.check(({ value, issues }) => {
    const fault = faultOf(value);
    if (fault !== undefined) issues.push({ code: 'custom', message: fault, input: value, path: [] });
  }),
);

function faultOf(text: string): string | undefined {
  if (text.length < 1 || text.length > MAX_QUERY_LENGTH) return undefined;
  try {
    parseSearchText(text);
    return undefined;
  } catch (error) {
    if (!isEarshotError(error, 'EARSHOT_INVALID_INPUT')) throw error;
    return String(error.details['expected']);
  }
}

/** Query parameters of a search. Filters that are given must all hold. */
export const SearchParameters = z.strictObject({
  q: SearchedText,
  by: MomentsQuery.shape.by,
  from: z.optional(Instant),
  to: z.optional(Instant),
  category: MomentsQuery.shape.category,
  agent: MomentsQuery.shape.agent,
  speaker: MomentsQuery.shape.speaker,
  call: z.optional(NonEmpty),
  groupBy: MomentsQuery.shape.groupBy,
  pageSize: z._default(PageSize, DEFAULT_PAGE_SIZE),
  nextToken: MomentsQuery.shape.nextToken,
});
export type SearchParameters = z.infer<typeof SearchParameters>;

/** The ruleset of the coaching add-on for Post Call Analytics, whose consumers name none. */
const DEFAULT_RULESET = 'pca-coaching';
/** Insights of every ruleset. No ruleset can have this name. */
export const ALL_RULESETS = '*';
/** As many as consumers of the coaching add-on expect at once. */
const INSIGHTS_PAGE_SIZE = 50;

/** Query parameters of the list of insights. Filters that are given must all hold. */
export const InsightsParameters = z.strictObject({
  ruleset: z._default(NonEmpty, DEFAULT_RULESET),
  agent: InsightFilter.shape.agent,
  status: InsightFilter.shape.status,
  priority: InsightFilter.shape.priority,
  type: InsightFilter.shape.type,
  category: InsightFilter.shape.category,
  call: z.optional(NonEmpty),
  from: z.optional(Instant),
  to: z.optional(Instant),
  pageSize: z._default(PageSize, INSIGHTS_PAGE_SIZE),
  nextToken: z.optional(NonEmpty.check(z.maxLength(512))),
});
export type InsightsParameters = z.infer<typeof InsightsParameters>;

/** Query parameters of the list of agents. */
export const AgentsParameters = z.strictObject({
  pageSize: z._default(PageSize, DEFAULT_PAGE_SIZE),
  nextToken: z.optional(NonEmpty.check(z.maxLength(4_096))),
});
export type AgentsParameters = z.infer<typeof AgentsParameters>;

/** Query parameters of one agent. */
export const AgentParameters = z.strictObject({ from: z.optional(Instant), to: z.optional(Instant) });
export type AgentParameters = z.infer<typeof AgentParameters>;

/** Query parameters of the list of jobs. */
export const JobsParameters = z.strictObject({
  state: z.optional(CallJobState),
  pageSize: ListParameters.shape.pageSize,
  nextToken: ListParameters.shape.nextToken,
});
export type JobsParameters = z.infer<typeof JobsParameters>;

/** For routes that have no query parameters. */
export const NoParameters = z.strictObject({});

/** Query parameters of a transcript that is sent. */
export const ImportParameters = z.strictObject({ fileName: z.optional(NonEmpty) });
export type ImportParameters = z.infer<typeof ImportParameters>;

/** Query parameters of a recording. */
export const RecordingParameters = z.strictObject({
  copy: z.optional(z.enum(['playable', 'original'], 'expected playable or original')),
});
export type RecordingParameters = z.infer<typeof RecordingParameters>;

/** Query parameters of a call in a format. */
export const FormatParameters = z.strictObject({
  format: z.optional(z.enum(CALL_FORMAT_NAMES, 'expected json, markdown, vtt, srt or txt')),
});
export type FormatParameters = z.infer<typeof FormatParameters>;

/** The query that list parameters mean. What else they say the query's own schema passes over. */
export function toQuery(parameters: ListParameters): AnalyticsQuery {
  return { ...parameters, fromMs: parameters.from, toMs: parameters.to };
}

/**
 * Reads the query string of a URL.
 * @throws EarshotError `EARSHOT_INVALID_INPUT` that names every wrong, unknown or repeated parameter
 */
export function readParameters<T>(schema: z.core.$ZodType<T>, url: string): T {
  const at = url.indexOf('?');
  const raw = new Map<string, unknown>();
  const repeated: WrongField[] = [];
  for (const [name, value] of at < 0 ? [] : new URLSearchParams(url.slice(at))) {
    const known = raw.get(name);
    if (name === 'include') raw.set(name, [...(Array.isArray(known) ? known : []), ...value.split(',')]);
    else if (known === undefined) raw.set(name, rawValue(name, value));
    else repeated.push({ field: name, expected: 'expected once' });
  }
  const parsed = z.safeParse(schema, Object.fromEntries(raw), { error: english });
  if (parsed.success && repeated.length === 0) return parsed.data;
  throw invalid([...repeated, ...wrongFields(parsed.error?.issues, 'parameter')]);
}

/**
 * Reads the fields of a body.
 * @throws EarshotError `EARSHOT_INVALID_INPUT` that names every wrong or unknown field
 */
export function readFields<T>(schema: z.core.$ZodType<T>, body: object): T {
  const parsed = z.safeParse(schema, body, { error: english });
  if (parsed.success) return parsed.data;
  throw invalid(wrongFields(parsed.error.issues, 'field'));
}

/** An error that names wrong fields. */
export function invalid(issues: readonly WrongField[]): EarshotError {
  const said = issues.map(({ field, expected }) => `${field}: ${expected}`).join('; ');
  return new EarshotError('EARSHOT_INVALID_INPUT', said, { details: { issues } });
}

const NUMBERS: ReadonlySet<string> = new Set(['pageSize', 'minDurationMs', 'maxDurationMs']);

function rawValue(name: string, value: string): unknown {
  if (NUMBERS.has(name) && /^\d+$/.test(value)) return Number(value);
  if (name === 'understood' && /^(?:true|false)$/.test(value)) return value === 'true';
  if (name !== 'from' && name !== 'to') return value;
  // A zone's plus sign that was sent as it is arrives as a space. ISO 8601 lets the seconds go.
  return value.replace(/ (?=\d\d:\d\d$)/, '+').replace(/(?<=T\d\d:\d\d)(?=Z|[+-])/, ':00');
}

function wrongFields(issues: readonly z.core.$ZodIssue[] = [], what: 'parameter' | 'field'): WrongField[] {
  return issues.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') return [{ field: String(issue.path[0]), expected: issue.message }];
    return issue.keys.map((field) => ({ field, expected: `expected no such ${what}` }));
  });
}
