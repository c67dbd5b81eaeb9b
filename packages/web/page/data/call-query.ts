import type { paths } from '@earshot/client';
import { startOfDate } from './periods.ts';

type ListQuery = NonNullable<paths['/analytics']['get']['parameters']['query']>;
type SummaryFilters = Omit<NonNullable<paths['/calls/summary']['get']['parameters']['query']>, 'by' | 'timeZone'>;

/** The filters of a list of calls, by their names in the address. All are as in the API but `length`, and days are local. */
export const FILTERS = [
  'text',
  'category',
  'topic',
  'agent',
  'customer',
  'state',
  'sentiment',
  'length',
  'from',
  'to',
] as const;

/** How long calls are, as the address has it: from the first to before the second, in milliseconds. */
export const LENGTHS = {
  '0-60000': 'Under 1 min',
  '60000-300000': '1 to 5 min',
  '300000-900000': '5 to 15 min',
  '900000-': '15 min and more',
} as const;

/** The filters of an address, as the API takes them. */
export function callFilters(query: URLSearchParams): SummaryFilters {
  const { length, from, to, ...others } = Object.fromEntries(
    FILTERS.flatMap((name) => (query.get(name) ? [[name, query.get(name) ?? '']] : [])),
  );
  const [least, most] = length?.split('-') ?? [];
  return {
    ...others,
    ...(least && { minDurationMs: Number(least) }),
    ...(most && { maxDurationMs: Number(most) }),
    ...(from && { from: startOfDate(from) }),
    ...(to && { to: startOfDate(to) }),
  };
}

/** The filters, the order and the page of an address, as the API takes them. */
export function listQuery(query: URLSearchParams, pageSize: number): ListQuery {
  const [sort, nextToken] = [query.get('sort'), query.get('nextToken')];
  return {
    ...callFilters(query),
    ...(sort && { sort: sort as keyof typeof SORTS }),
    ...(nextToken && { nextToken }),
    pageSize,
  };
}

/** The orders of a list, by their names in the API. */
export const SORTS = {
  newest: 'Newest first',
  oldest: 'Oldest first',
  longest: 'Longest first',
  shortest: 'Shortest first',
  'most-negative': 'Most negative first',
} as const;

/** What makes up an address of calls, without the page of the list. */
export function withoutPage(query: URLSearchParams): Record<string, string> {
  return Object.fromEntries([...query].filter(([name]) => name !== 'nextToken'));
}
