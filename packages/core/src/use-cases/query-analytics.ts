import * as z from 'zod/mini';
import { parseMessage } from '../input/parse-input.js';
import type { CallHash } from '../model/call.js';
import { CallFilter, PagePosition } from '../model/page.js';
import { NonEmpty } from '../model/primitives.js';
import type { CallOverview } from '../model/record.js';
import type { RecordRepository } from '../ports/record-repository.js';
import { PageTokens } from './page-tokens.js';

export const DEFAULT_PAGE_SIZE = 20;
export const MAX_PAGE_SIZE = 100;

/** Which calls, how many at a time, and from where on. */
export const AnalyticsQuery = z.extend(CallFilter, {
  pageSize: z._default(z.int().check(z.minimum(1), z.maximum(MAX_PAGE_SIZE)), DEFAULT_PAGE_SIZE),
  nextToken: z.optional(NonEmpty.check(z.maxLength(512))),
});
export type AnalyticsQuery = z.input<typeof AnalyticsQuery>;

/** Newest calls first, and the token for the next ones. */
export interface AnalyticsPage {
  readonly calls: readonly CallOverview[];
  readonly pageSize: number;
  /** Absent when nothing follows. */
  readonly nextToken?: string;
  /** As in {@link CallPage.damaged}. */
  readonly damaged?: readonly CallHash[];
}

/** Lists calls, newest first, page by page. */
export class QueryAnalytics {
  readonly #repository: RecordRepository;
  readonly #tokens: PageTokens<PagePosition>;

  /** @param deps.sign a keyed digest (an HMAC) as lower-case hex: page tokens carry it, so that none can be made up */
  constructor(deps: { repository: RecordRepository; sign: (text: string) => string }) {
    this.#repository = deps.repository;
    this.#tokens = callTokens(deps.sign);
  }

  /**
   * @throws EarshotError `EARSHOT_INVALID_INPUT` when a field is wrong, or the token was not made by this service or
   * belongs to another filter; what the repository throws
   */
  async execute(query: AnalyticsQuery = {}): Promise<AnalyticsPage> {
    const { pageSize, nextToken, ...filter } = parseMessage(AnalyticsQuery, query, 'query');
    const after = nextToken === undefined ? undefined : this.#tokens.open(nextToken, filter);
    const { calls, next, damaged = [] } = await this.#repository.list({ filter, limit: pageSize, after });
    return {
      calls,
      pageSize,
      ...(next === undefined ? {} : { nextToken: this.#tokens.seal(next, filter) }),
      ...(damaged.length === 0 ? {} : { damaged }),
    };
  }
}

/** Page tokens for lists in the order of calls. @param list as in {@link PageTokensOptions.list} */
export function callTokens(sign: (text: string) => string, list?: string): PageTokens<PagePosition> {
  return new PageTokens({ sign, textOf, positionOf, ...(list !== undefined && { list }) });
}

/** `<recorded at, base 36>.<hash>`. */
function textOf({ recordedAtMs, hash }: PagePosition): string {
  return `${recordedAtMs.toString(36)}.${hash}`;
}

function positionOf(text: string): PagePosition | undefined {
  const [time = '', hash] = text.split('.');
  return PagePosition.safeParse({ recordedAtMs: Number.parseInt(time, 36), hash }).data;
}
