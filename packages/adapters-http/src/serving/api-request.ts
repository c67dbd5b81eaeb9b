import type { Caller } from './access/caller.js';

/** A request, as far as the API looks at one: a `Request` of the Fetch API is one, and so is an object made by hand. */
export interface ApiRequest {
  /** In capitals. */
  readonly method: string;
  /** Absolute. Its path and query are as they were sent: percent-encoded. */
  readonly url: string;
  /** Finds a header by its name in lower case. */
  readonly headers: { get(name: string): string | null };
  /** Absent where nothing was sent. */
  readonly body: AsyncIterable<Uint8Array> | null;
  /**
   * Lifts the limit on how long the request may take to arrive, where there is one. The server still ends it when nothing comes
   * for a while. For callers who have shown that they may send much.
   */
  readonly allowSlowBody?: (() => void) | undefined;
  /** The IP address that the request came from, where it is known. */
  readonly remoteAddress?: string | undefined;
  /** Who sent the request, where a gateway in front of the API found that out. */
  readonly caller?: Caller | undefined;
}

/** The path of a request, as it was sent. */
export function pathOf({ url }: ApiRequest): string {
  return /^[^/]*\/\/[^/?#]*([^?#]*)/.exec(url)?.[1] ?? '/';
}
