import type { CallReading } from '@earshot/adapters-http';
import {
  AnalyticsItem,
  type AnalyticsQuery,
  type CallFilter,
  EarshotError,
  ERROR_CODES,
  type ErrorCode,
  isEarshotError,
  toAnalyticsItem,
} from '@earshot/core';
import { z } from 'zod';
import { findCall } from '../find-call.js';

/** A page of calls. */
export interface ListedCalls {
  readonly items: readonly AnalyticsItem[];
  readonly nextToken?: string | undefined;
  /** Hashes of calls that are left out because what is kept of them is damaged. */
  readonly damaged?: readonly string[] | undefined;
}

const Values = z.array(z.object({ value: z.string(), count: z.number() })).readonly();
const CountedNames = z.object({
  count: z.number(),
  facets: z.object({ category: Values, topic: Values, agent: Values }),
});
/** How many calls there are, and the most frequent names that they have. */
export type CountedNames = z.infer<typeof CountedNames>;

/** Calls to read, wherever they are. */
export interface CallsReader {
  /** Newest first, page by page, until the caller stops asking. */
  list(query: AnalyticsQuery): Promise<ListedCalls>;
  /** One call, whole, by hash or call id; `undefined` when there is none. */
  get(name: string): Promise<AnalyticsItem | undefined>;
  /** How many calls pass the filters, and what names they have; `undefined` where they aren't counted. */
  totals(filter: CallFilter): Promise<CountedNames | undefined>;
}

/** Reads calls from this very process. */
export function readerOf(app: CallReading): CallsReader {
  return {
    async list(query) {
      const { calls, nextToken, damaged } = await app.queryAnalytics.execute(query);
      return { items: calls.map(toAnalyticsItem), nextToken, damaged };
    },
    async get(name) {
      const record = await findCall(app, name);
      return record && toAnalyticsItem(record);
    },
    totals: (filter) => unlessUncounted(async () => app.summarizeCalls?.execute(filter)),
  };
}

const ListAnswer = z.object({
  items: z.array(AnalyticsItem),
  pagination: z.object({ nextToken: z.string().nullish() }).optional(),
  damaged: z.array(z.string()).optional(),
});
const Problem = z.object({ code: z.enum(ERROR_CODES).optional().catch(undefined), detail: z.string().optional() });

const ANSWERS_WITHIN_MS = 500;

/** Whether an `earshot serve` runs there. */
export async function isServing(server: string): Promise<boolean> {
  try {
    const response = await fetch(new URL('/health', server), { signal: AbortSignal.timeout(ANSWERS_WITHIN_MS) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}

/** Reads calls from a running `earshot serve`, over HTTP. @param token sent with every request, where there is one */
export function readerAt(server: string, token?: string): CallsReader {
  return {
    async list(query) {
      const answer = await ask(server, `/analytics?${parametersOf(query)}`, token);
      if (answer === undefined) throw unreachable(server, 'it has no /analytics');
      return { items: answer.items, nextToken: answer.pagination?.nextToken ?? undefined, damaged: answer.damaged };
    },
    async get(name) {
      const answer = await ask(server, `/analytics/${encodeURIComponent(name)}`, token);
      return answer?.items[0];
    },
    totals: (filter) =>
      unlessUncounted(async () => {
        const { status, body } = await askServer({ server, token }, `/calls/summary?${parametersOf(filter)}`);
        return status === 404 ? undefined : CountedNames.parse(body);
      }),
  };
}

function parametersOf({ fromMs, toMs, ...query }: AnalyticsQuery): URLSearchParams {
  const given = Object.entries({ ...query, from: isoOf(fromMs), to: isoOf(toMs) });
  return new URLSearchParams(
    given.flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, String(value)]])),
  );
}

async function unlessUncounted<T>(count: () => Promise<T | undefined>): Promise<T | undefined> {
  try {
    return await count();
  } catch (error) {
    if (isEarshotError(error, 'EARSHOT_NOT_SUPPORTED')) return undefined;
    throw error;
  }
}

function isoOf(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : new Date(ms).toISOString();
}

async function ask(
  server: string,
  path: string,
  token: string | undefined,
): Promise<z.infer<typeof ListAnswer> | undefined> {
  const { status, body } = await askServer({ server, token }, path);
  return status === 404 ? undefined : ListAnswer.parse(body);
}

/** An answer of the HTTP API. */
export interface Answered {
  /** Of a success, or 404. */
  readonly status: number;
  readonly body: unknown;
}

/** A server to ask. */
interface AskedServer {
  readonly server: string;
  readonly token: string | undefined;
  /** What else a person can do where nothing answers. @defaultValue what commands that read calls can */
  readonly hint?: string;
}

/**
 * Asks a server.
 * @throws EarshotError the one that the answer names; `EARSHOT_UNAVAILABLE` when nothing answers
 */
export async function askServer(
  { server, token, hint }: AskedServer,
  path: string,
  { headers, ...init }: RequestInit = {},
): Promise<Answered> {
  let response: Response;
  let body: unknown;
  try {
    const authorization = token === undefined ? undefined : { authorization: `Bearer ${token}` };
    response = await fetch(new URL(path, server), { ...init, headers: { ...headers, ...authorization } });
    body = await response.json();
  } catch (cause) {
    throw unreachable(server, 'nothing answers there', cause, hint);
  }
  if (response.status === 401) {
    const found = token === undefined ? 'requires a token' : 'requires another token';
    throw new EarshotError(
      'EARSHOT_DENIED',
      `${server} ${found}: set EARSHOT_TOKEN or --token-file${hint === undefined ? ', or read a folder with --data' : ''}`,
    );
  }
  return answered(response.status, body);
}

/** @throws EarshotError the one that a problem names, unless it is that there is no such thing */
export function answered(status: number, body: unknown): Answered {
  if (status < 400 || status === 404) return { status, body };
  const { code = 'EARSHOT_UNAVAILABLE' as ErrorCode, detail = `HTTP ${status}` } = Problem.parse(body);
  throw new EarshotError(code, detail);
}

const READING_HINT =
  'Start "earshot serve", name another with --server <url>, a folder of calls with --data <folder>, or results with --ingest <path…>.';

function unreachable(server: string, why: string, cause?: unknown, hint = READING_HINT): EarshotError {
  return new EarshotError('EARSHOT_UNAVAILABLE', `no Earshot at ${server}: ${why}. ${hint}`, { cause });
}
