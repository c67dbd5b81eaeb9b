import { EarshotError } from '../errors.js';
import type { RankedMoment } from './fuse.js';

/** Some moments of an order, and where to go on. */
export interface RankedPage {
  readonly ranked: readonly RankedMoment[];
  readonly next?: string | undefined;
}

/**
 * Cuts a page from an order that is computed again for each page. The page goes on behind the last moment of the one before, or
 * where that was if it is gone: so moments that were put in front meanwhile repeat nothing.
 * @param after as the page before gave it in `next`
 * @throws EarshotError `EARSHOT_INVALID_INPUT` when `after` isn't what a page gave
 */
export function pageOf(ranked: readonly RankedMoment[], limit: number, after?: string): RankedPage {
  const start = after === undefined ? 0 : startOf(ranked, after);
  const page = ranked.slice(start, start + limit);
  const end = start + page.length;
  const last = page.at(-1);
  return { ranked: page, ...(last !== undefined && end < ranked.length && { next: `${end}:${last.key}` }) };
}

function startOf(ranked: readonly RankedMoment[], after: string): number {
  const [, end, last] = /^([1-9]\d{0,5}):(.+)$/s.exec(after) ?? [];
  if (end === undefined) {
    throw new EarshotError('EARSHOT_INVALID_INPUT', "after isn't from a page of moments", {
      details: { field: 'after', expected: '`next` of the previous page' },
    });
  }
  const at = ranked.findIndex(({ key }) => key === last);
  return at === -1 ? Number(end) - 1 : at + 1;
}
