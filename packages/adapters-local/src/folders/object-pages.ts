import type { ObjectList, ObjectUri } from '@earshot/core';

/** The order of listings: by bytes of UTF-8, where JavaScript compares units of UTF-16. */
function byBytes(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}

/** The first page of URIs that come later than `after`. Its `next` is the last of them. */
export function pageOf(uris: Iterable<ObjectUri>, pageSize: number, after?: string): ObjectList {
  const left = [...uris].filter((uri) => after === undefined || byBytes(uri, after) > 0).sort(byBytes);
  const page = left.slice(0, pageSize);
  const next = page.length < left.length ? page.at(-1) : undefined;
  return next === undefined ? { uris: page } : { uris: page, next };
}

/** A page of one of several listings. */
interface Part extends ObjectList {
  /** Those of the page that count. @defaultValue all */
  readonly left?: readonly ObjectUri[];
}

/** How far a {@link mergedList} is: a JSON of this is its `next`. */
interface Progress {
  /** The last URI named. */
  readonly after?: string;
  /** Where the current page of each listing begins; absent for its first. */
  readonly pages: readonly (string | null | undefined)[];
}

/** A page of several listings in one order, with each object named once. */
export async function mergedList(
  listings: readonly ((next?: string) => Promise<Part>)[],
  next?: string,
): Promise<ObjectList> {
  const progress: Progress = next === undefined ? { pages: [] } : JSON.parse(next);
  const { after = '' } = progress;
  const parts = await Promise.all(listings.map((list, index) => list(progress.pages[index] ?? undefined)));
  // Beyond its current page, a listing may have anything.
  const endOf = ({ uris, next }: Part) => (next === undefined ? undefined : (uris.at(-1) ?? after));
  const [end] = parts.flatMap((part) => endOf(part) ?? []).sort(byBytes);
  const found = new Set(parts.flatMap(({ uris, left = uris }) => left));
  const inReach = [...found].filter((uri) => byBytes(uri, after) > 0 && (end === undefined || byBytes(uri, end) <= 0));
  const uris = inReach.sort(byBytes);
  if (end === undefined) return { uris };
  const pages = parts.map((part, index) => (endOf(part) === end ? part.next : progress.pages[index]));
  return { uris, next: JSON.stringify({ after: end, pages } satisfies Progress) };
}
