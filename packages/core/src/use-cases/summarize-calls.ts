import * as z from 'zod/mini';
import { EarshotError } from '../errors.js';
import { parseMessage } from '../input/parse-input.js';
import { type CallTotals, TOTALS_PERIODS } from '../model/call-totals.js';
import { CallFilter } from '../model/page.js';
import { TimeZone } from '../model/time-zone.js';
import type { RecordRepository } from '../ports/record-repository.js';

/** Which calls to count, and by what. */
export const SummaryQuery = z.extend(CallFilter, {
  by: z.optional(z.enum(TOTALS_PERIODS)),
  timeZone: z.optional(TimeZone),
});
export type SummaryQuery = z.input<typeof SummaryQuery>;

/** Counts the calls that pass a filter, by what they have, and by day or week. */
export class SummarizeCalls {
  readonly #repository: Pick<RecordRepository, 'summarize'>;

  constructor(deps: { repository: Pick<RecordRepository, 'summarize'> }) {
    this.#repository = deps.repository;
  }

  /**
   * @throws EarshotError `EARSHOT_INVALID_INPUT` when a field is wrong; `EARSHOT_NOT_SUPPORTED` when the repository doesn't count
   * calls; what the repository throws
   */
  async execute(query: SummaryQuery = {}): Promise<CallTotals> {
    const { by, timeZone, ...filter } = parseMessage(SummaryQuery, query, 'query');
    const totals = await this.#repository.summarize?.({ filter, by, timeZone });
    if (totals !== undefined) return totals;
    throw new EarshotError('EARSHOT_NOT_SUPPORTED', 'the store of these calls does not count them', {
      details: { expected: 'a store that counts calls, such as SQLite' },
    });
  }
}
