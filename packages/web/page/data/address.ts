import { computed, signal } from '@preact/signals';

/**
 * Where in the page somebody is: the part of the address behind `#`, such as `/calls/0f…?t=83`. It needs nothing of the server,
 * so the page works from any folder of any store of files.
 */
export interface Address {
  /** Decoded, without the empty first one: `['calls', '0f…']`. */
  readonly path: readonly string[];
  readonly query: URLSearchParams;
}

const hash = signal(location.hash);
addEventListener('hashchange', () => {
  hash.value = location.hash;
});

/** Where the page is now. */
export const address = computed<Address>(() => read(hash.value));

function read(text: string): Address {
  const [path = '', query = ''] = text.replace(/^#/, '').split('?');
  return { path: path.split('/').filter(Boolean).map(decoded), query: new URLSearchParams(query) };
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** Such as `#/calls?state=failed`, for links. What is `undefined` or empty is left out. */
export function linkTo(path: readonly string[], query: Readonly<Record<string, string | undefined>> = {}): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]));
  const asked = new URLSearchParams(given).toString();
  return `#/${path.map(encodeURIComponent).join('/')}${asked && `?${asked}`}`;
}

/** Goes to a link. @param replaces whether Back leads past where the page is now */
export function goTo(link: string, replaces = false): void {
  if (link === location.hash) return;
  if (replaces) history.replaceState(null, '', link);
  else history.pushState(null, '', link);
  hash.value = location.hash;
}
