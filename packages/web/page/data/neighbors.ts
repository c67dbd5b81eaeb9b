import { signal } from '@preact/signals';
import { linkTo } from './address.ts';
import { earshot } from './client.ts';

/** A list of calls, to go through it call by call. */
export interface CallList {
  /** Where it is shown, with its filters. */
  readonly link: string;
  readonly hashes: readonly string[];
  /** Where it goes on, if it does. */
  readonly moreLink: string | undefined;
}

/** The list that somebody looked at last. */
export const lastList = signal<CallList | undefined>(undefined);

const NEWEST = 50;

/** Makes the newest calls the list, for somebody who came straight to a call. */
export async function listNewest(): Promise<void> {
  const { data } = await earshot.GET('/analytics', { params: { query: { pageSize: NEWEST } } });
  const next = data?.pagination.nextToken;
  lastList.value ??= {
    link: linkTo(['calls']),
    hashes: data?.items.map(({ hash }) => hash) ?? [],
    moreLink: next ? linkTo(['calls'], { nextToken: next }) : undefined,
  };
}
