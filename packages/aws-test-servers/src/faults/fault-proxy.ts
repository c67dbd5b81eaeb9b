import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { listenLocally, type TestServer } from '../test-server.js';
import { faultAnswerTo } from './fault-answer.js';
import { drawFaults, FAULT_KINDS, type Fault, type FaultKind, type FaultPlan } from './fault-plan.js';

/** A {@link TestServer} that hands requests on to another one, except where a plan has them meet a fault. */
export interface FaultProxy extends TestServer {
  /** How many requests came in. */
  readonly requests: number;
  /** How many of them met each kind of fault. */
  readonly injected: Readonly<Record<FaultKind, number>>;
}

/** Starts a proxy on 127.0.0.1 before a server, which lives on when the proxy is closed. */
export async function startFaultProxy(target: Pick<TestServer, 'url'>, plan: FaultPlan): Promise<FaultProxy> {
  const draw = drawFaults(plan);
  const agent = new Agent({ keepAlive: true });
  const injected = Object.fromEntries(FAULT_KINDS.map((kind) => [kind, 0])) as Record<FaultKind, number>;
  const timers = new Set<NodeJS.Timeout>();
  let requests = 0;

  const after = (ms: number, run: () => void) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      run();
    }, ms);
    timers.add(timer);
  };
  const faultOf = ({ method = '', url = '', headers }: IncomingMessage): Fault | undefined => {
    requests++;
    const named = headers['x-amz-target'];
    const fault = draw();
    const mayFail = plan.only?.({ method, url, target: named === undefined ? undefined : String(named) }) ?? true;
    return mayFail ? fault : undefined;
  };
  const server = createServer((incoming, outgoing) => {
    const fault = faultOf(incoming);
    if (fault !== undefined) injected[fault.kind]++;
    const handOn = (answer = true) => void forward(incoming, outgoing, { url: target.url, agent, answer });
    if (fault === undefined) handOn();
    else if (fault.kind === 'lose') handOn(false);
    else if (fault.kind === 'delay') after(fault.ms, handOn);
    else if (fault.kind === 'refuse') incoming.socket.resetAndDestroy();
    else if (fault.kind === 'hang') after(fault.ms, () => incoming.socket.resetAndDestroy());
    else answerFault(incoming, outgoing, fault.kind);
  });
  const listening = await listenLocally(server, () => {
    for (const timer of timers) clearTimeout(timer);
    agent.destroy();
  });
  return {
    ...listening,
    injected,
    get requests() {
      return requests;
    },
  };
}

/** Answers once the request is there whole, as a service does that reads before it looks. */
function answerFault(incoming: IncomingMessage, outgoing: ServerResponse, kind: 'throttle' | 'error'): void {
  const { status, headers, body } = faultAnswerTo(incoming.headers, kind);
  incoming.resume().once('end', () => outgoing.writeHead(status, headers).end(body));
}

interface Way {
  readonly url: string;
  readonly agent: Agent;
  /** Whether the answer comes back, or a reset in its place. */
  readonly answer: boolean;
}

async function forward(incoming: IncomingMessage, outgoing: ServerResponse, way: Way): Promise<void> {
  const { expect: _, ...headers } = incoming.headers;
  const { method } = incoming;
  const onward = request(new URL(incoming.url ?? '/', way.url), { method, headers, agent: way.agent });
  // Who hangs up here hangs up there: a long poll must not take messages for nobody.
  outgoing.once('close', () => outgoing.writableFinished || onward.destroy());
  try {
    const [[answered]] = await Promise.all([
      once(onward, 'response') as Promise<[IncomingMessage]>,
      pipeline(incoming, onward),
    ]);
    if (way.answer) {
      outgoing.writeHead(answered.statusCode ?? 502, answered.headers);
      await pipeline(answered, outgoing);
      return;
    }
    await answered.resume().toArray();
  } catch {
    // The target or the client is gone; the reset below tells whoever is left.
  }
  incoming.socket.resetAndDestroy();
}
