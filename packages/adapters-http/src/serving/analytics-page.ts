import { type AnalyticsPage, type CallHash, type CallOverview, toAnalyticsItem } from '@earshot/core';
import { fingerprint } from './entity-tag.js';
import type { AnalyticsList } from './responses.js';

/** The `message` of every answer with calls. */
export const LIST_MESSAGE = 'Call recording analytics retrieved successfully';

const PAGES_KEPT = 16;

/** A page about to be written: its tag costs little, its body more. */
export interface WritablePage {
  readonly tag: string;
  body(): Uint8Array<ArrayBuffer>;
}

/**
 * Writes pages of the list. An overview is written once, for as long as the repository gives out the same object; and the
 * last pages are kept whole, under the tags that name their very state.
 *
 * @param version what writes the pages: another version's tags are others
 */
export function createPageWriter(version: string): (page: AnalyticsPage) => WritablePage {
  const written = new WeakMap<CallOverview, string>();
  const write = (call: CallOverview): string => {
    const known = written.get(call);
    if (known !== undefined) return known;
    const item = JSON.stringify(toAnalyticsItem(call));
    written.set(call, item);
    return item;
  };
  const kept = new Map<string, Uint8Array<ArrayBuffer>>();
  return ({ calls, pageSize, nextToken = null, damaged = [] }) => {
    const tag = weakTag(`${version} ${pageSize} ${nextToken} ${calls.map(stateOf).join(' ')} ${damaged.join(' ')}`);
    const body = () => {
      const known = kept.get(tag);
      if (known !== undefined) return known;
      const pagination = { pageSize, nextToken, hasMore: nextToken !== null };
      const bytes = Buffer.from(listOf(calls.map(write), pagination, damaged));
      const [oldest] = kept.keys();
      if (oldest !== undefined && kept.size === PAGES_KEPT) kept.delete(oldest);
      kept.set(tag, bytes);
      return bytes;
    };
    return { tag, body };
  };
}

/** A list of items that are JSON already. */
export function listOf(
  items: readonly string[],
  pagination: AnalyticsList['pagination'],
  damaged: readonly CallHash[] = [],
): string {
  const head = `{"message":${JSON.stringify(LIST_MESSAGE)},"count":${items.length},"items":[`;
  const left = damaged.length === 0 ? '' : `,"damaged":${JSON.stringify(damaged)}`;
  return `${head}${items.join(',')}],"pagination":${JSON.stringify(pagination)}${left}}`;
}

/** Names a state of a call. The time is in it because a call that was erased and came again starts over at revision 1. */
export function stateOf({
  hash,
  revision,
  updatedAtMs,
}: Pick<CallOverview, 'hash' | 'revision' | 'updatedAtMs'>): string {
  return `${hash}.${revision}.${updatedAtMs}`;
}

/** A weak entity tag: it names what is said, not the bytes. */
export function weakTag(text: string): string {
  return `W/"${fingerprint(text)}"`;
}
