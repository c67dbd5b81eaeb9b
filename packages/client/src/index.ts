import createFetchClient, { type Client } from 'openapi-fetch';
import type { paths } from './schema.js';

export type { components, paths } from './schema.js';

/** A client of the API. Each method takes a path of the API, and returns `data`, or with `error`: a problem of RFC 9457. */
export type EarshotClient = Client<paths>;

/** How to reach the API. */
export interface ClientOptions {
  /** Where the API is, such as `http://localhost:8710`. In a page that the server serves, `/`. */
  readonly baseUrl: string;
  /** The token that the server was given. Without one, browsers send the cookie of a sign-in. */
  readonly token?: string | undefined;
  /** @defaultValue the platform's */
  readonly fetch?: ((request: Request) => Promise<Response>) | undefined;
}

/**
 * Makes a client of Earshot's HTTP API.
 * @example
 * const earshot = createEarshotClient({ baseUrl: 'http://localhost:8710' });
 * const { data, error } = await earshot.GET('/analytics', { params: { query: { pageSize: 50 } } });
 */
export function createEarshotClient({ baseUrl, token, fetch }: ClientOptions): EarshotClient {
  return createFetchClient<paths>({
    baseUrl,
    ...(fetch && { fetch }),
    ...(token !== undefined && { headers: { authorization: `Bearer ${token}` } }),
  });
}
