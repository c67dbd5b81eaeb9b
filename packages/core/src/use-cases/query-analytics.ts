import * as z from 'zod/mini';
import { parseMessage } from '../input/parse-input.js';
import type { CallHash } from '../model/call.js';
import { CALL_SORTS } from '../model/call-sort.js';
import { CallFilter, PagePosition } from '../model/page.js';
import { NonEmpty } from '../model/primitives.js';
import type { CallOverview } from '../model/record.js';
import type { RecordRepository } from '../ports/record-repository.js';
import { PageTokens } from './page-tokens.js';

export const DEFAULT_PAGE_SIZE = 20;
export const MAX_PAGE_SIZE = 100;

/** Which calls, how many at a time, and from where on. */
export const AnalyticsQuery = z.extend(CallFilter, {
  sort: z._default(z.enum(CALL_SORTS), 'newest'),
  pageSize: z._default(z.int().check(z.minimum(1), z.maximum(MAX_PAGE_SIZE)), DEFAULT_PAGE_SIZE),
  nextToken: z.optional(NonEmpty.check(z.maxLength(512))),
});
export type AnalyticsQuery = z.input<typeof AnalyticsQuery>;

/** Calls in the order that was asked for, and the token for the next ones. */
export interface AnalyticsPage {
  readonly calls: readonly CallOverview[];
  readonly pageSize: number;
  /** Absent when nothing follows. */
  readonly nextToken?: string;
  /** As in {@link CallPage.damaged}. */
  readonly damaged?: readonly CallHash[];
}

/** Lists calls page by page, newest first unless asked otherwise. */
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
    const { pageSize, nextToken, sort, ...filter } = parseMessage(AnalyticsQuery, query, 'query');
    const wanted = sort === 'newest' ? filter : { ...filter, sort };
    const after = nextToken === undefined ? undefined : this.#tokens.open(nextToken, wanted);
    const { calls, next, damaged = [] } = await this.#repository.list({ filter, sort, limit: pageSize, after });
    return {
      calls,
      pageSize,
      ...(next === undefined ? {} : { nextToken: this.#tokens.seal(next, wanted) }),
      ...(damaged.length === 0 ? {} : { damaged }),
    };
  }
}

/** Page tokens for lists in the order of calls. @param list as in {@link PageTokensOptions.list} */
export function callTokens(sign: (text: string) => string, list?: string): PageTokens<PagePosition> {
  return new PageTokens({ sign, textOf, positionOf, ...(list !== undefined && { list }) });
}

/** `<recorded at, base 36>.<hash>`, and `.<rank>` where there is one. */
function textOf({ recordedAtMs, hash, rank }: PagePosition): string {
  return `${recordedAtMs.toString(36)}.${hash}${rank === undefined ? '' : `.${rank}`}`;
}

function positionOf(text: string): PagePosition | undefined {
  const [time = '', hash, ...rank] = text.split('.');
  const ranked = rank.length > 0 && { rank: Number(rank.join('.')) };
  return PagePosition.safeParse({ recordedAtMs: Number.parseInt(time, 36), hash, ...ranked }).data;
}
