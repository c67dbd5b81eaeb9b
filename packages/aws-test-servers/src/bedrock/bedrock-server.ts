import { createServer, type IncomingMessage } from 'node:http';
import { type Answer, checkSignature, faultAnswer, readDocument, sendAnswer } from '../json/http-answer.js';
import type { InjectedFault } from '../json/injected-fault.js';
import { ServiceFault } from '../json/service-fault.js';
import { type Connection, listenLocally, type TestServer } from '../test-server.js';
import type { BedrockJob } from './job.js';
import { JobBook, type JobBookOptions } from './job-book.js';
import { type EventTarget, jobEventsTo } from './job-events.js';
import { type ObjectStore, s3ObjectStore } from './object-store.js';
import { type BedrockOperation, operations } from './operations.js';
import type { JobDocument, JobOutcome } from './outcome.js';

export interface BedrockServerOptions extends Omit<JobBookOptions, 'store' | 'events'> {
  /** Where recordings and results are. One of `s3` and `store` is needed. */
  readonly s3?: Connection;
  readonly store?: ObjectStore;
  /** Where the events of jobs go that asked for them. */
  readonly events?: EventTarget;
  /** Asked at each request; `attempt` counts the requests for an operation, from 1. */
  readonly fault?: (operation: BedrockOperation, attempt: number) => InjectedFault | undefined;
}

/** A request that the server got, and how it was answered. */
export interface BedrockRequest {
  readonly operation: string;
  readonly body: JobDocument;
  readonly status: number;
  /** The type of the error, where it was one. */
  readonly fault?: string;
}

/** Bedrock Data Automation on this machine. */
export interface BedrockServer extends TestServer {
  /** Every job, oldest first, as it stands now. */
  jobs(): readonly BedrockJob[];
  /** Every request, in the order in which they were answered. */
  requests(): readonly BedrockRequest[];
  /** Ends a job now; resolves when everything is written and told. Without an outcome it ends as the script says. */
  end(jobId: string, outcome?: JobOutcome): Promise<void>;
  /** Resolves when all work under way is done; jobs on hold are not. Rejects with what the script or the events threw. */
  idle(): Promise<void>;
}

/**
 * Starts Bedrock Data Automation on 127.0.0.1. It takes jobs on recordings that are there, works on them on its own,
 * and writes results where and as the service does.
 */
export async function startBedrockServer(options: BedrockServerOptions): Promise<BedrockServer> {
  const { s3, store = s3 && s3ObjectStore(s3), fault, events: target, ...work } = options;
  if (store === undefined) throw new TypeError('give s3 or store');
  const events = jobEventsTo(target);
  const book = new JobBook({ ...work, store, events });
  const requests: BedrockRequest[] = [];
  const act = actor(book, fault);

  const server = createServer((request, response) => {
    void answerTo(request, act).then(({ answer, ...asked }) => {
      const { status, fault: type } = answer;
      requests.push({ ...asked, status, ...(type !== undefined && { fault: type }) });
      sendAnswer(response, answer);
    });
  });
  const listening = await listenLocally(server, async () => {
    await book.close();
    events.close();
    if (options.store === undefined) store.close?.();
  });
  return {
    ...listening,
    jobs: () => book.jobs,
    requests: () => [...requests],
    end: (jobId, outcome) => book.end(jobId, outcome),
    idle: () => book.idle(),
  };
}

type Act = (operation: string, body: JobDocument) => Promise<JobDocument>;

/** Does what is asked, or what the test wants to go wrong. */
function actor(book: JobBook, fault: BedrockServerOptions['fault']): Act {
  const known = operations(book);
  const attempts = new Map<string, number>();
  return async (operation, body) => {
    const act = known.get(operation as BedrockOperation);
    if (act === undefined) throw new ServiceFault(400, 'UnknownOperationException', operation);
    const attempt = (attempts.get(operation) ?? 0) + 1;
    attempts.set(operation, attempt);
    const injected = fault?.(operation as BedrockOperation, attempt);
    if (injected === undefined) return act(body);
    const { status, type, message, headers, when } = injected;
    if (when === 'after') await act(body);
    throw new ServiceFault(status, type, message, headers);
  };
}

async function answerTo(request: IncomingMessage, act: Act) {
  const target = String(request.headers['x-amz-target'] ?? '');
  const operation = target.replace(/^AmazonBedrockKeystoneRuntimeService\./, '');
  let body: JobDocument = {};
  let answer: Answer;
  try {
    body = await readDocument(request);
    checkSignature(request, 'bedrock');
    answer = { status: 200, document: await act(operation, body) };
  } catch (error) {
    answer = faultAnswer(error);
  }
  return { operation, body, answer };
}
