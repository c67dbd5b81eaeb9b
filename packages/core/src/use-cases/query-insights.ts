import * as z from 'zod/mini';
import type { InsightId } from '../coaching/insight.js';
import { InsightFilter, InsightPosition } from '../coaching/insight-filter.js';
import type { KeptInsight } from '../coaching/kept-insight.js';
import { parseMessage } from '../input/parse-input.js';
import { NonEmpty } from '../model/primitives.js';
import type { InsightCount, InsightRepository } from '../ports/insight-repository.js';
import { PageTokens } from './page-tokens.js';
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from './query-analytics.js';

/** Which insights, how many at a time, and from where on. */
export const InsightsQuery = z.extend(InsightFilter, {
  pageSize: z._default(z.int().check(z.minimum(1), z.maximum(MAX_PAGE_SIZE)), DEFAULT_PAGE_SIZE),
  nextToken: z.optional(NonEmpty.check(z.maxLength(512))),
  /** Whether to count all that match, too. @defaultValue false */
  counts: z._default(z.boolean(), false),
});
export type InsightsQuery = z.input<typeof InsightsQuery>;

/** Newest insights first, and the token for the next ones. */
export interface InsightsPage {
  readonly insights: readonly KeptInsight[];
  readonly pageSize: number;
  /** Absent when nothing follows. A page may be shorter than asked, even empty, while more follow. */
  readonly nextToken?: string;
  /** All that match, on whichever page. Present if asked for. */
  readonly count?: InsightCount;
  /** As in `InsightPage.damaged`. */
  readonly damaged?: readonly InsightId[];
}

/** Lists insights, newest first, page by page. */
export class QueryInsights {
  readonly #insights: InsightRepository;
  readonly #tokens: PageTokens<InsightPosition>;

  /** @param deps.sign as for `QueryAnalytics` */
  constructor(deps: { insights: InsightRepository; sign: (text: string) => string }) {
    this.#insights = deps.insights;
    this.#tokens = new PageTokens({ sign: deps.sign, list: 'insights', textOf, positionOf });
  }

  /**
   * @throws EarshotError `EARSHOT_INVALID_INPUT` when a field is wrong, or the token was not made by this service or
   * belongs to another filter; what the repository throws
   */
  async execute(query: InsightsQuery = {}): Promise<InsightsPage> {
    const { pageSize, nextToken, counts, ...filter } = parseMessage(InsightsQuery, query, 'query');
    const after = nextToken === undefined ? undefined : this.#tokens.open(nextToken, filter);
    const [page, count] = await Promise.all([
      this.#insights.list({ filter, limit: pageSize, after }),
      counts ? this.#insights.count(filter) : undefined,
    ]);
    const { insights, next, damaged = [] } = page;
    return {
      insights,
      pageSize,
      ...(next !== undefined && { nextToken: this.#tokens.seal(next, filter) }),
      ...(count !== undefined && { count }),
      ...(damaged.length > 0 && { damaged }),
    };
  }
}

/** `<created at, base 36>.<id>`. */
function textOf({ createdAtMs, id }: InsightPosition): string {
  return `${createdAtMs.toString(36)}.${id}`;
}

function positionOf(text: string): InsightPosition | undefined {
  const [time = '', id] = text.split('.');
  return InsightPosition.safeParse({ createdAtMs: Number.parseInt(time, 36), id }).data;
}
