import { createHash } from 'node:crypto';
import {
  type CallHash,
  type CallId,
  type CallRecord,
  DEFAULT_LAYOUT,
  type Delivery,
  EarshotError,
  HandleDelivery,
  hashOf,
  type ItemOutcome,
  ObjectUri,
  PersistResult,
  type Ports,
  type ProcessOptions,
  processDeliveries,
  RecordFailure,
  RestartCall,
  StartTranscription,
} from '@earshot/core';
import { MemoryAudioAnalyzer } from '../../src/memory-audio-analyzer.js';
import { MemoryEventSource } from '../../src/memory-event-source.js';
import { MemoryRecordRepository } from '../../src/memory-record-repository.js';
import { MemoryResultStore } from '../../src/memory-result-store.js';
import { ENOUGH_RECEIVES, type FaultPlan, type History, type JobPlan } from './histories.js';
import { RESULTS_BUCKET } from './job-output.js';
import { Script } from './script.js';

export const digests = {
  md5Hex: (text: string) => createHash('md5').update(text, 'utf8').digest('hex'),
  sha256Hex: (text: string) => createHash('sha256').update(text, 'utf8').digest('hex'),
};

/** The time at which every world begins. */
export const BEGIN_MS = Date.UTC(2026, 8, 14, 12);

/** What runs and can crash: a worker's loop, or one command of a person. */
interface Process {
  readonly kind: 'worker' | 'person';
  alive: boolean;
}

/** A port call that waits for its turn to go on. */
interface Turn {
  readonly process: Process;
  readonly ready: () => boolean;
  readonly go: () => void;
}

/** A message that was sent, and what became of it. */
export interface Fate {
  readonly body: string;
  /** Which of its items can't be handled. */
  readonly badItems: readonly number[];
  /** Each answer that the queue took. A delivery that was slow may be answered after its message was done. */
  readonly answers: Answer[];
}

/** How one delivery was answered, and what its handling had said of each item. */
export interface Answer {
  readonly settled: 'acknowledged' | 'parked';
  readonly items: readonly ItemOutcome[] | undefined;
}

/** One save that the repository took. */
export interface Save {
  readonly by: Process['kind'];
  readonly record: CallRecord;
}

/**
 * Everything around the use cases, in memory and in order: the queue, the bucket, the table and the analyzer over the memory
 * adapters, one or two workers, people, and the clock, which moves only when nothing else can.
 *
 * Each port call waits for its turn twice: before it takes effect, and before its answer arrives. Which turn comes next is
 * drawn by the seed, so work on different deliveries interleaves in any way. A crashed process never gets another turn:
 * its calls in flight either took effect or did not, and it hears no more of them.
 */
export class World {
  readonly repository = new MemoryRecordRepository();
  readonly store = new MemoryResultStore();
  readonly analyzer = new MemoryAudioAnalyzer();
  readonly source: MemoryEventSource;
  /** Every message, in the order of sending. */
  readonly fates: Fate[] = [];
  readonly saves: Save[] = [];
  /** Workers that died of an error or did not stop, in words. None is expected. */
  readonly deaths: string[] = [];

  readonly #history: History;
  readonly #script: Script;
  readonly #attempts = new Map<CallId, string[]>();
  readonly #handled = new Map<string, readonly ItemOutcome[]>();
  readonly #agenda: { atMs: number; act: () => void | Promise<void> }[] = [];
  readonly #faults: Map<number, FaultPlan>;
  readonly #crashes: Set<number>;
  readonly #hurries: Set<number>;
  readonly #random: () => number;
  #turns: Turn[] = [];
  #workers: Process[] = [];
  #running = 0;
  #nowMs = BEGIN_MS;
  #portCalls = 0;
  #closed = false;

  constructor(history: History) {
    this.#history = history;
    this.#random = randomOf(history.seed);
    this.#faults = new Map(history.faults.map((fault, index) => [position(history.faults.map((f) => f.gap), index), fault]));
    this.#crashes = new Set(history.crashes.map((_, index) => position(history.crashes, index)));
    this.#hurries = new Set(history.hurries.map((_, index) => position(history.hurries, index)));
    this.source = new MemoryEventSource({ now: this.now, maxReceives: 1_000 });
    this.#script = new Script(history, {
      random: this.#random,
      at: (delayMs, act) => this.#at(delayMs, act),
      send: (body, options) => this.#send(body, options),
      put: (uri, bytes) => this.store.put(uri, bytes),
      known: (name) => this.repository.get(hashOfName(name)),
      restart: (name) => this.#restart(name),
    });
  }

  readonly now = () => new Date(this.#nowMs);

  /** The idempotency keys that the analyzer was given for a call, in the order in which they were first seen. */
  attemptsOf(name: string): readonly string[] {
    return this.#attempts.get(name as CallId) ?? [];
  }

  /** Lets everything happen that will, until nothing is left to do. */
  async run(): Promise<this> {
    this.#script.begin();
    for (let worker = 0; worker < this.#history.workers; worker++) this.#startWorker();
    for (let step = 0; ; step++) {
      await settled();
      if (step > 20_000) throw new Error('the world does not come to rest');
      if (this.#crashes.has(step)) this.#crash();
      const ready = this.#turns.filter((turn) => turn.ready());
      const turn = ready[Math.floor(this.#random() * ready.length)];
      if (turn === undefined || (this.#hurries.has(step) && !this.#closed)) {
        if (await this.#letTimePass()) continue;
      }
      if (turn !== undefined) {
        this.#turns.splice(this.#turns.indexOf(turn), 1);
        turn.go();
      } else if (this.#closed) {
        break;
      } else {
        this.#closed = true;
        await this.source.close();
      }
    }
    if (this.#running !== 0) this.deaths.push(`${this.#running} workers did not stop when the source was closed`);
    return this;
  }

  /** To the next thing that is to happen. */
  async #letTimePass(): Promise<boolean> {
    const [next] = this.#agenda;
    const dueMs = this.source.nextDueMs;
    const laterMs = dueMs === undefined || dueMs <= this.#nowMs ? Number.POSITIVE_INFINITY : dueMs;
    const atMs = Math.min(next?.atMs ?? Number.POSITIVE_INFINITY, laterMs);
    if (atMs === Number.POSITIVE_INFINITY) return false;
    this.#nowMs = Math.max(this.#nowMs, atMs);
    if (next !== undefined && next.atMs <= this.#nowMs) {
      this.#agenda.shift();
      await next.act();
    }
    return true;
  }

  #at(delayMs: number, act: () => void | Promise<void>): void {
    const atMs = this.#nowMs + delayMs;
    const later = this.#agenda.findIndex((entry) => entry.atMs > atMs);
    this.#agenda.splice(later === -1 ? this.#agenda.length : later, 0, { atMs, act });
  }

  #send(body: string, { sentAtMs, badItems }: { sentAtMs: number; badItems: readonly number[] }): void {
    const { copies, spreadMs } = this.#history;
    const count = 1 + Math.floor(this.#random() * (copies + 1));
    for (let copy = 0; copy < count; copy++) {
      const delayMs = Math.floor(this.#random() * (spreadMs + 1));
      this.source.send(body, { sentAtMs, delayMs });
      this.fates.push({ body, badItems, answers: [] });
    }
  }

  #startWorker(): void {
    const process: Process = { kind: 'worker', alive: true };
    this.#workers.push(process);
    this.#running++;
    const ports = this.#portsOf(process);
    const options: ProcessOptions = {
      source: ports.EventSource,
      handle: this.#handler(ports),
      concurrency: this.#history.concurrency,
      maxReceives: ENOUGH_RECEIVES,
    };
    const work = async (): Promise<void> => {
      await processDeliveries(options).catch((error: unknown) => {
        if (isInjected(error)) return work();
        throw error;
      });
    };
    work().then(
      () => {
        process.alive = false;
        this.#running--;
      },
      (error: unknown) => this.deaths.push(`a worker died: ${String(error)}`),
    );
  }

  #handler(ports: Ports): (delivery: Delivery) => Promise<readonly ItemOutcome[]> {
    const deps = this.#depsOf(ports);
    const handler = new HandleDelivery({
      layout: DEFAULT_LAYOUT,
      startTranscription: new StartTranscription(deps),
      persistResult: new PersistResult(deps),
      recordFailure: new RecordFailure(deps),
    });
    return async (delivery) => {
      const items = await handler.execute(delivery);
      this.#handled.set(`${delivery.id} ${delivery.receiveCount}`, items);
      return items;
    };
  }

  #depsOf(ports: Ports) {
    return {
      analyzer: ports.AudioAnalyzer,
      repository: ports.RecordRepository,
      store: ports.ResultStore,
      digests,
      now: this.now,
      outputs: ObjectUri.parse(`s3://${RESULTS_BUCKET}/${DEFAULT_LAYOUT.outputsPrefix}`),
    };
  }

  /** A person's command. Answers whether it was done; never, when it crashed or was given up. */
  #restart(name: string): { done: Promise<boolean>; giveUp: () => void } {
    const process: Process = { kind: 'person', alive: true };
    this.#workers.push(process);
    const command = new RestartCall(this.#depsOf(this.#portsOf(process))).execute(hashOfName(name));
    const answered = command.finally(() => this.#end(process));
    return { done: answered.then(() => true).catch(() => false), giveUp: () => this.#end(process) };
  }

  #crash(): void {
    const alive = this.#workers.filter((process) => process.alive);
    const victim = alive[Math.floor(this.#random() * alive.length)];
    if (victim === undefined || this.#closed) return;
    this.#end(victim);
    if (victim.kind === 'person') return;
    this.#running--;
    this.#startWorker();
  }

  #end(process: Process): void {
    process.alive = false;
    this.#turns = this.#turns.filter((turn) => turn.process !== process);
  }

  #portsOf(process: Process): Ports {
    const { analyzer, repository, source, store } = this;
    return {
      AudioAnalyzer: this.#guarded(process, analyzer, {
        start: (request) => {
          const plan = this.#attempt(request.callId, request.idempotencyKey);
          if (plan?.end === 'refused') throw new EarshotError('EARSHOT_INVALID_INPUT', 'not a recording');
          return analyzer.start(request).then((started) => {
            this.#script.jobStarted(request, started.jobId, plan);
            return started;
          });
        },
      }),
      RecordRepository: this.#guarded(process, repository, {
        save: (record) =>
          repository.save(record).then(() => {
            this.saves.push({ by: process.kind, record });
          }),
      }),
      ResultStore: this.#guarded(process, store, {}),
      EventSource: this.#guarded(process, source, {
        acknowledge: (delivery) => {
          this.#answered(delivery, 'acknowledged');
          return source.acknowledge(delivery);
        },
        park: (delivery, failure) => {
          this.#answered(delivery, 'parked');
          return source.park(delivery, failure);
        },
      }),
    };
  }

  /** The port, each call of which waits for its turns and may fail or never answer. */
  #guarded<T extends object>(process: Process, port: T, own: Partial<T>): T {
    const get = (_: T, method: string | symbol) => {
      const key = method as keyof T;
      const ready = key === 'receive' ? () => this.#closed || (this.source.nextDueMs ?? Infinity) <= this.#nowMs : () => true;
      return async (...args: unknown[]) => {
        await this.#turn(process, ready);
        const fault = this.#faults.get(this.#portCalls++);
        if (fault?.when === 'before') throw errorOf(fault);
        const call = (own[key] ?? port[key]) as (...args: unknown[]) => Promise<unknown>;
        const answer = Promise.resolve().then(() => call.apply(port, args));
        await answer.catch(() => undefined);
        await this.#turn(process, () => true);
        if (fault?.when === 'after') throw errorOf(fault);
        return answer;
      };
    };
    return new Proxy(port, { get });
  }

  #turn(process: Process, ready: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      if (process.alive) this.#turns.push({ process, ready, go: resolve });
    });
  }

  /** Which of the call's jobs a key stands for. */
  #attempt(callId: CallId, key: string): JobPlan | undefined {
    const keys = this.#attempts.get(callId) ?? [];
    this.#attempts.set(callId, keys);
    if (!keys.includes(key)) keys.push(key);
    const call = this.#history.calls.find(({ name }) => name === callId);
    return call?.jobs[keys.indexOf(key) + (call.startedOutside ? 1 : 0)];
  }

  #answered({ id, receiveCount }: Delivery, settled: Answer['settled']): void {
    this.fates[Number(id)]?.answers.push({ settled, items: this.#handled.get(`${id} ${receiveCount}`) });
  }
}

function hashOfName(name: string): CallHash {
  return hashOf(name as CallId, digests);
}

const injected = new WeakSet<Error>();

function errorOf({ error }: FaultPlan): Error {
  const made = error === 'unknown' ? new Error('connection reset') : new EarshotError(error, 'injected');
  injected.add(made);
  return made;
}

function isInjected(error: unknown): boolean {
  return error instanceof Error && injected.has(error);
}

/** Lets everything run that waits for nothing but its turn in the event loop. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Where the n-th of some events lies, each so far from the one before. */
function position(gaps: readonly number[], index: number): number {
  return gaps.slice(0, index + 1).reduce((sum, gap) => sum + gap + 1, -1);
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
