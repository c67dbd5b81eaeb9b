import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { listenLocally, type TestServer } from '../test-server.js';

/** An entry of `PutEvents`. */
export interface BusEntry {
  readonly EventBusName?: string;
  readonly Source?: string;
  readonly DetailType?: string;
  readonly Detail?: string;
  /** Epoch seconds. */
  readonly Time?: number;
}

/** A fault to inject: for each entry of a request that succeeds, or for the request as a whole. */
export type BusFault =
  | { readonly entry: string }
  | { readonly request: string; readonly status: number; readonly message?: string };

/** The event buses of EventBridge on this machine. */
export interface EventBusServer extends TestServer {
  /** Every entry that was accepted, oldest first. */
  entries(): readonly BusEntry[];
  /** What requests meet from now on. */
  fail(fault: BusFault | undefined): void;
}

const MAX_ENTRIES = 10;

/** Starts EventBridge on 127.0.0.1, as far as `PutEvents` goes. Every bus exists, and no rule is applied. */
export async function startEventBusServer(): Promise<EventBusServer> {
  const accepted: BusEntry[] = [];
  let fault: BusFault | undefined;

  const put = (entry: BusEntry) => {
    const code = fault !== undefined && 'entry' in fault ? fault.entry : refusalOf(entry);
    if (code !== undefined) return { ErrorCode: code, ErrorMessage: `${code} happened` };
    accepted.push(entry);
    return { EventId: randomUUID() };
  };
  const server = createServer(async (request, response) => {
    const { Entries = [] } = (await json(request)) as { Entries?: BusEntry[] };
    if (fault !== undefined && 'request' in fault) {
      return refuse(response, fault.status, fault.request, fault.message ?? 'injected');
    }
    const wrong = wrongWith(request, Entries);
    if (wrong !== undefined) return refuse(response, 400, ...wrong);
    const results = Entries.map(put);
    answer(response, 200, {
      FailedEntryCount: results.filter((result) => 'ErrorCode' in result).length,
      Entries: results,
    });
  });
  return {
    ...(await listenLocally(server)),
    entries: () => [...accepted],
    fail: (next) => {
      fault = next;
    },
  };
}

function wrongWith({ headers }: IncomingMessage, entries: readonly BusEntry[]): [string, string] | undefined {
  if (headers['x-amz-target'] !== 'AWSEvents.PutEvents') return ['UnknownOperationException', 'only PutEvents'];
  if (!/Credential=[^/]+\/\d{8}\/[^/]+\/events\/aws4_request/.test(headers.authorization ?? '')) {
    return ['InvalidSignatureException', 'Credential should be scoped to correct service: events'];
  }
  if (entries.length >= 1 && entries.length <= MAX_ENTRIES) return undefined;
  return ['ValidationException', `expected 1 to ${MAX_ENTRIES} entries, found ${entries.length}`];
}

/** The error code of an entry that the service doesn't accept. */
function refusalOf({ Source, DetailType, Detail }: BusEntry): string | undefined {
  if (!Source || !DetailType || !Detail || DetailType.length > 128) return 'InvalidArgument';
  if (Source.startsWith('aws.')) return 'NotAuthorizedForSourceException';
  try {
    const detail: unknown = JSON.parse(Detail);
    return typeof detail === 'object' && detail !== null && !Array.isArray(detail) ? undefined : 'MalformedDetail';
  } catch {
    return 'MalformedDetail';
  }
}

function refuse(response: ServerResponse, status: number, type: string, message: string): void {
  answer(response, status, { __type: type, message });
}

function answer(response: ServerResponse, status: number, document: object): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': randomUUID() });
  response.end(JSON.stringify(document));
}
