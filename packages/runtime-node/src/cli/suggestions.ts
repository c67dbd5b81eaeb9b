import { type CallFilter, foldCase, MAX_FACET_VALUES, printable } from '@earshot/core';
import type { CallsReader } from './calls-reader.js';

/** Filters by name of which totals list what exists. */
const NAMED = { category: 'categories', topic: 'topics', agent: 'agents' } as const;

/**
 * Says which names a filter asks for that no call has, the nearest name that exists, and the most frequent ones. Nothing where calls
 * aren't counted.
 */
export async function unknownNames(calls: Pick<CallsReader, 'totals'>, filter: CallFilter): Promise<string[]> {
  const lines: string[] = [];
  for (const [field, plural] of Object.entries(NAMED) as [keyof typeof NAMED, string][]) {
    const name = filter[field];
    if (name === undefined || (await calls.totals({ [field]: name }))?.count !== 0) continue;
    const existing = ((await calls.totals({}))?.facets[field] ?? []).map(({ value }) => value);
    const nearest = nearestTo(name, existing);
    const hint = nearest === undefined ? '' : ` Did you mean "${nearest}"?`;
    const rest = existing.length === MAX_FACET_VALUES ? ', …' : '';
    const list = existing.length === 0 ? ` There are no ${plural}.` : ` There are: ${existing.join(', ')}${rest}.`;
    lines.push(printable(`No call has the ${field} "${name}".${hint}${list}`));
  }
  return lines;
}

/** The name that a person most likely meant: with one edit for every three characters, or that begins so. */
export function nearestTo(name: string, existing: readonly string[]): string | undefined {
  const wanted = foldCase(name);
  const most = Math.max(1, Math.floor(wanted.length / 3));
  const near = existing
    .map((value) => ({ value, edits: foldCase(value).startsWith(wanted) ? 0 : editsBetween(wanted, foldCase(value)) }))
    .filter(({ edits }) => edits <= most);
  return near.sort((a, b) => a.edits - b.edits)[0]?.value;
}

/** How many characters have to be added, left out or replaced. */
function editsBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
