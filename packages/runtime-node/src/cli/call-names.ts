import { type AnalyticsItem, EarshotError, MAX_PAGE_SIZE } from '@earshot/core';
import type { CallsReader } from './calls-reader.js';

/** Beginnings of names are looked up among this many calls, the newest. */
const SEARCHED = 10_000;
/** As many are named when a beginning is ambiguous. */
const NAMED = 5;

/** A reader that also finds a call by any beginning of its id or hash that no other call has. */
export function findingPrefixes(reader: CallsReader): CallsReader {
  return {
    ...reader,
    async get(name) {
      const exact = await reader.get(name);
      if (exact !== undefined || name === '') return exact;
      const only = await callBeginning(reader, name);
      return only && reader.get(only.hash);
    },
  };
}

/** @throws EarshotError `EARSHOT_INVALID_INPUT` when several calls begin so */
async function callBeginning(reader: CallsReader, start: string): Promise<AnalyticsItem | undefined> {
  const found: AnalyticsItem[] = [];
  let searched = 0;
  let nextToken: string | undefined;
  do {
    const page = await reader.list({ pageSize: MAX_PAGE_SIZE, nextToken });
    searched += page.items.length;
    found.push(...page.items.filter((call) => isNamed(call, start)));
    nextToken = page.nextToken;
  } while (nextToken !== undefined && searched < SEARCHED && found.length <= NAMED);
  const [only, ...others] = found;
  if (others.length === 0) return only;
  const names = found.slice(0, NAMED).map(({ call_id, hash }) => `${call_id} (${hash.slice(0, 8)})`);
  const more = found.length > NAMED ? ', …' : '';
  throw new EarshotError(
    'EARSHOT_INVALID_INPUT',
    `several calls begin with ${start}: ${names.join(', ')}${more}. Use more of the id or the hash.`,
    { details: { field: 'call', expected: 'the beginning of one call', found: start } },
  );
}

function isNamed({ call_id, aliases = [], hash }: AnalyticsItem, start: string): boolean {
  return hash.startsWith(start.toLowerCase()) || [call_id, ...aliases].some((name) => name.startsWith(start));
}
