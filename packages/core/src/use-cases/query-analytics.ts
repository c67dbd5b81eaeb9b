import * as z from 'zod/mini';
import { EarshotError } from '../errors.js';
import { parseMessage } from '../input/parse-input.js';
import { CallHash } from '../model/call.js';
import { CallFilter, type PagePosition } from '../model/page.js';
import { NonEmpty } from '../model/primitives.js';
import type { CallOverview } from '../model/record.js';
import type { RecordRepository } from '../ports/record-repository.js';

export const DEFAULT_PAGE_SIZE = 20;
export const LARGEST_PAGE_SIZE = 100;

/** Which calls, how many at a time, and from where on. */
export const AnalyticsQuery = z.extend(CallFilter, {
  pageSize: z._default(z.int().check(z.minimum(1), z.maximum(LARGEST_PAGE_SIZE)), DEFAULT_PAGE_SIZE),
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
  readonly #sign: (text: string) => string;

  /** @param deps.sign a keyed digest (an HMAC) as lower-case hex: page tokens carry it, so that none can be made up */
  constructor(deps: { repository: RecordRepository; sign: (text: string) => string }) {
    this.#repository = deps.repository;
    this.#sign = deps.sign;
  }

  /**
   * @throws EarshotError `EARSHOT_INVALID_INPUT` when a field is wrong, or the token was not made by this service or
   * belongs to another filter; what the repository throws
   */
  async execute(query: AnalyticsQuery = {}): Promise<AnalyticsPage> {
    const { pageSize, nextToken, ...filter } = parseMessage(AnalyticsQuery, query, 'query');
    const after = nextToken === undefined ? undefined : this.#open(nextToken, filter);
    const { calls, next, damaged = [] } = await this.#repository.list({ filter, limit: pageSize, after });
    return {
      calls,
      pageSize,
      ...(next === undefined ? {} : { nextToken: this.#seal(next, filter) }),
      ...(damaged.length === 0 ? {} : { damaged }),
    };
  }

  /** `<recorded at, base 36>.<hash>.<signature over both and the filter>`. The filter was parsed: its keys are in order. */
  #seal({ recordedAtMs, hash }: PagePosition, filter: CallFilter): string {
    const position = `${recordedAtMs.toString(36)}.${hash}`;
    const named = Object.entries(filter).filter(([, value]) => value !== undefined);
    return `${position}.${this.#sign(JSON.stringify([position, named]))}`;
  }

  #open(token: string, filter: CallFilter): PagePosition {
    const [time = '', hash] = token.split('.');
    const position = { recordedAtMs: Number.parseInt(time, 36), hash: CallHash.safeParse(hash).data };
    if (Number.isSafeInteger(position.recordedAtMs) && position.hash !== undefined) {
      const { recordedAtMs, hash: known } = position;
      if (this.#seal({ recordedAtMs, hash: known }, filter) === token) return { recordedAtMs, hash: known };
    }
    throw new EarshotError('EARSHOT_INVALID_INPUT', 'nextToken is not one that this query gave out', {
      details: { field: 'nextToken', expected: 'the token of the previous page, with the same filters' },
    });
  }
}
