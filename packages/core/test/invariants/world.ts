import { createHash } from 'node:crypto';
import {
  MemoryAudioAnalyzer,
  MemoryEventSource,
  MemoryNotifier,
  MemoryRecordRepository,
  MemoryResultStore,
  MemorySharedState,
} from '@earshot/adapters-memory';
import {
  type CallHash,
  CallId,
  type CallRecord,
  CoachDerivation,
  CorrectParticipants,
  DEFAULT_LAYOUT,
  type Decision,
  type Delivery,
  type Derivation,
  DispatchJobs,
  EarshotError,
  type Embedder,
  EraseCall,
  FilesDerivation,
  type FinishCall,
  HandleDelivery,
  hashOf,
  ImportDocument,
  type InsightId,
  type InsightRepository,
  type ItemOutcome,
  type MomentIndex,
  ObjectUri,
  type OpenState,
  objectUri,
  PersistResult,
  type Ports,
  type ProcessOptions,
  participantsOf,
  processDeliveries,
  RecordFailure,
  RederiveCalls,
  RestartCall,
  type ResultStore,
  type Ruleset,
  SearchDerivation,
  StartAnalysis,
  type StartCallDeps,
  type StartRequest,
  SweepJobs,
} from '@earshot/core';
import { positionsOf, randomOf } from './chance.js';
import {
  type Flaw,
  flawedFiles,
  flawedFinishCall,
  flawedIndex,
  flawedInsights,
  flawedPersistResult,
  forgettingOnce,
} from './flaws.js';
import { type ActPlan, type CallPlan, ENOUGH_RECEIVES, type History, type JobPlan } from './histories.js';
import { RESULTS_BUCKET } from './job-output.js';
import { RECORDINGS_BUCKET, recordingKey, Script } from './script.js';
import { isInjected, type Process, settled, Turns } from './turns.js';

export const digests = {
  md5Hex: (text: string) => createHash('md5').update(text, 'utf8').digest('hex'),
  sha256Hex: (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex'),
};

/** Calls that wait are dispatched this often. */
const DISPATCH_EVERY_MS = 60_000;
/** A call that has waited this long is swept. */
const OVERDUE_MS = 60_000;
const MAX_SWEEPS = 40;
const MAX_DISPATCHES = 200;

/** The time at which every world begins. */
export const BEGIN_MS = Date.UTC(2026, 8, 14, 12);

/** A message that was sent, and the outcome of it. */
export interface Fate {
  readonly body: string;
  /** Which of its items can't be handled. */
  readonly badItems: readonly number[];
  /** Each answer that the queue took. A delivery that was slow may be answered after its message was done. */
  readonly answers: Answer[];
}

/** How one delivery was answered, and what its handling had said of each item. */
export interface Answer {
  readonly settled: 'acknowledged' | 'dead-lettered';
  readonly items: readonly ItemOutcome[] | undefined;
}

/** One save that the repository took. */
export interface Save {
  readonly by: Process['kind'];
  readonly record: CallRecord;
}

/** What the use cases of the pipeline take. */
type PipelineDeps = Omit<StartCallDeps, 'copies' | 'finishCall'> & {
  readonly store: ResultStore;
  readonly finishCall: FinishCall | undefined;
};

/** Ports of the pipeline. */
type UsedPorts = Omit<Ports, 'DeadLetters' | 'InsightRepository' | 'MomentIndex' | 'RecordingStore'>;

/** Where moments are indexed, and what embeds them. */
interface Searching {
  readonly index: MomentIndex;
  readonly embedder: Embedder;
}

/** What happens in a world besides records. */
export interface WorldOptions {
  /** Whether processes send notices. */
  readonly announces?: boolean;
  /** Where the insights of calls are kept, and by which rulesets they are found. Without it, calls aren't coached. */
  readonly coaching?: { readonly insights: InsightRepository; readonly rulesets: readonly Ruleset[] };
  /** Below which folder of the store calls are written as files. Without it, they aren't. */
  readonly files?: ObjectUri;
  /** Where the moments of calls are indexed, and what embeds them. Without it, calls aren't searched. */
  readonly searching?: Searching;
  /** What goes wrong in finishing calls. @defaultValue nothing */
  readonly flaw?: Flaw | undefined;
}

/** A person's decision on an insight that was kept, on a call's record as it was created then. */
export interface MadeDecision {
  readonly id: InsightId;
  readonly hash: CallHash;
  readonly decision: Decision;
}

/**
 * Everything around the use cases, in memory and in order: the queue, the bucket, the table and the analyzer over the memory
 * adapters, one or two workers, people, and the clock, which moves only when nothing else can.
 */
export class World {
  readonly repository = new MemoryRecordRepository();
  readonly store = new MemoryResultStore();
  readonly analyzer = new MemoryAudioAnalyzer();
  readonly state = new MemorySharedState();
  readonly notifier = new MemoryNotifier();
  readonly source: MemoryEventSource;
  /** Every message, in the order of sending. */
  readonly fates: Fate[] = [];
  readonly saves: Save[] = [];
  /** Decisions that were answered. */
  readonly decisions: MadeDecision[] = [];
  /** How many processes crashed. */
  crashes = 0;
  /** Workers that died of an error or did not stop, in words. None is expected. */
  readonly deaths: string[] = [];

  readonly #history: History;
  readonly #options: WorldOptions;
  readonly #script: Script;
  readonly #attempts = new Map<CallId, string[]>();
  readonly #handled = new Map<string, readonly ItemOutcome[]>();
  readonly #agenda: { atMs: number; act: () => void | Promise<void> }[] = [];
  readonly #turns: Turns;
  readonly #crashes: Set<number>;
  readonly #hurries: Set<number>;
  readonly #random: () => number;
  #workers: Process[] = [];
  #running = 0;
  #timers = 0;
  #nowMs = BEGIN_MS;
  #closed = false;

  constructor(history: History, options: WorldOptions = {}) {
    this.#history = history;
    this.#options = options;
    this.#random = randomOf(history.seed);
    this.#turns = new Turns(
      history,
      this.#random,
      (ms) => new Promise((resolve) => this.#at(ms, resolve)),
      (process) => this.#die(process),
    );
    this.#crashes = new Set(positionsOf(history.crashes));
    this.#hurries = new Set(positionsOf(history.hurries));
    this.source = new MemoryEventSource({ now: this.now, maxReceives: 1_000 });
    this.#script = new Script(history, {
      random: this.#random,
      at: (delayMs, act) => this.#at(delayMs, act),
      send: (body, options) => this.#send(body, options),
      put: (uri, bytes) => this.store.put(uri, bytes),
      known: (name) => this.repository.get(hashOfName(name)),
      restart: (name) => this.#restart(name),
      ended: (jobId, end) =>
        'failure' in end ? this.analyzer.fail(jobId, end.failure) : this.analyzer.succeed(jobId, end.resultUri),
    });
  }

  readonly now = () => new Date(this.#nowMs);

  /** The idempotency keys that the analyzer was given for a call, in the order in which they were first seen. */
  attemptsOf(name: string): readonly string[] {
    return this.#attempts.get(name as CallId) ?? [];
  }

  /** Lets everything happen that will, until nothing is left to do. */
  async run(): Promise<this> {
    await this.#script.begin();
    const { sweepEveryMs } = this.#history;
    if (sweepEveryMs > 0)
      this.#later(sweepEveryMs, MAX_SWEEPS, ['submitted', 'analyzing'], () =>
        this.#run({ kind: 'sweep', alive: true }, (deps) => this.#sweep(deps)),
      );
    this.#later(DISPATCH_EVERY_MS, MAX_DISPATCHES, ['submitted'], () => this.#dispatch());
    for (const plan of this.#history.acts ?? []) this.#at(plan.afterMs, () => this.#act(plan));
    for (let worker = 0; worker < this.#history.workers; worker++) this.#startWorker();
    for (let step = 0; ; step++) {
      await settled();
      if (step > 20_000) throw new Error('the world does not come to rest');
      if (this.#crashes.has(step)) this.#crash();
      const go = this.#turns.next();
      if (go === undefined || (this.#hurries.has(step) && !this.#closed)) {
        if (await this.#letTimePass()) continue;
      }
      if (go !== undefined) go();
      else if (this.#closed) break;
      else {
        this.#closed = true;
        await this.source.close();
      }
    }
    if (this.#running !== 0) this.deaths.push(`${this.#running} workers did not stop when the source was closed`);
    return this;
  }

  /** To the next thing that is to happen. */
  async #letTimePass(): Promise<boolean> {
    const { atOnceMs = 1 } = this.#history;
    const [next] = this.#agenda;
    const dueMs = this.source.nextDueMs;
    const laterMs = dueMs === undefined || dueMs <= this.#nowMs ? Number.POSITIVE_INFINITY : dueMs;
    const atMs = Math.min(next?.atMs ?? Number.POSITIVE_INFINITY, laterMs);
    if (atMs === Number.POSITIVE_INFINITY) return false;
    this.#nowMs = Math.max(this.#nowMs, atMs);
    const most = atOnceMs === 1 ? 1 : Number.POSITIVE_INFINITY;
    for (let count = 0; count < most && (this.#agenda[0]?.atMs ?? Number.POSITIVE_INFINITY) <= this.#nowMs; count++) {
      await this.#agenda.shift()?.act();
    }
    return true;
  }

  #at(delayMs: number, act: () => void | Promise<void>): void {
    const { atOnceMs = 1 } = this.#history;
    const atMs = Math.ceil((this.#nowMs + delayMs) / atOnceMs) * atOnceMs;
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
      handle: this.#handler(this.#depsOf(process)),
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

  #handler(deps: PipelineDeps): (delivery: Delivery, isLast: boolean) => Promise<readonly ItemOutcome[]> {
    const handler = new HandleDelivery({
      layout: DEFAULT_LAYOUT,
      startAnalysis: new StartAnalysis({ ...deps, finishCall: undefined }),
      persistResult: flawedPersistResult(this.#options.flaw, new PersistResult(deps)),
      recordFailure: recordFailure(deps),
      finishCall: deps.finishCall,
    });
    return async (delivery, isLast) => {
      const items = await handler.execute(delivery, isLast);
      this.#handled.set(`${delivery.id} ${delivery.receiveCount}`, items);
      return items;
    };
  }

  #depsOf(process: Process): PipelineDeps {
    const ports = this.#portsOf(process);
    return {
      analyzer: ports.AudioAnalyzer,
      repository: ports.RecordRepository,
      store: ports.ResultStore,
      state: ports.SharedState,
      digests,
      now: this.now,
      outputs: ObjectUri.parse(`s3://${RESULTS_BUCKET}/${DEFAULT_LAYOUT.outputsPrefix}`),
      finishCall: this.#finisher(ports, (port) => this.#turns.portOf(process, port, {}), process.kind === 'sweep'),
    };
  }

  #finisher(
    {
      Notifier,
      SharedState: state,
      RecordRepository: repository,
    }: Pick<UsedPorts, 'Notifier' | 'SharedState' | 'RecordRepository'>,
    through: <T extends object>(port: T) => T,
    isSweep: boolean,
  ): FinishCall | undefined {
    const { announces = false, flaw } = this.#options;
    const derivations = this.#derivations(through);
    if (!announces && derivations.length === 0) return undefined;
    const notifiers = announces ? [Notifier] : [];
    return flawedFinishCall(flaw, { derivations, notifiers, state, repository, digests, now: this.now }, isSweep);
  }

  #derivations(through: <T extends object>(port: T) => T): Derivation[] {
    const { coaching, files: folder, searching, flaw } = this.#options;
    const insights = coaching && through(flawedInsights(flaw, coaching.insights));
    return [
      ...(coaching && insights ? [new CoachDerivation({ ...coaching, insights, digests })] : []),
      ...(folder ? [flawedFiles(flaw, new FilesDerivation({ store: through(this.store), folder }))] : []),
      ...(searching ? [searchDerivation(flaw, searching, through)] : []),
    ];
  }

  /** What the next sweep would do, once nothing goes wrong anymore. */
  async resume(): Promise<void> {
    const { notifier: Notifier, state: SharedState, repository: RecordRepository } = this;
    await this.#finisher({ Notifier, SharedState, RecordRepository }, (port) => port, true)?.resume();
  }

  /** Something that nobody repeats if it crashes, and whose answer nobody waits for. */
  #act({ call, act, ...plans }: ActPlan): void {
    const plan = this.#history.calls[call];
    if (plan === undefined) return;
    const hash = hashOfName(plan.name);
    const kind = act === 'sweep' ? 'sweep' : 'person';
    this.#run({ ...plans, kind, alive: true }, async (deps, process) => {
      switch (act) {
        case 'erase':
          return this.#erase(deps, hash);
        case 'correction':
          return this.#correct(deps, hash);
        case 'import':
          return this.#import(deps, plan);
        case 'restart':
          return new RestartCall(deps).execute(hash);
        case 'rederive':
          return this.#rederive(process, deps);
        case 'sweep':
          return this.#sweep(deps);
        case 'decision':
          return this.#decide(process, hash);
        default:
          return new StartAnalysis(deps).execute(reportOf(plan, act === 'report of a longer recording'));
      }
    });
  }

  #erase(deps: PipelineDeps, hash: CallHash) {
    const { finishCall } = deps;
    const finisher = finishCall && forgettingOnce(this.#options.flaw, finishCall);
    return new EraseCall({ ...deps, finishCall: finisher }).execute(hash);
  }

  async #correct(deps: PipelineDeps, hash: CallHash) {
    const record = await deps.repository.get(hash);
    const label = record && participantsOf(record).people[0]?.label;
    if (label === undefined) return;
    const role = this.#random() < 0.5 ? 'agent' : 'customer';
    await new CorrectParticipants(deps).execute(hash, { participants: [{ label, role }] }, 'lead');
  }

  /** A transcript of the call that somebody else made. */
  #import(deps: PipelineDeps, { name }: CallPlan) {
    const words = this.#random() < 0.5 ? 'Hello.' : 'Good morning.';
    const bytes = new TextEncoder().encode(`WEBVTT\n\n00:00.000 --> 00:02.000\n<v spk_0>${words}\n`);
    return new ImportDocument({ ...deps, layout: DEFAULT_LAYOUT }).execute({ bytes, fileName: `${name}.vtt` });
  }

  async #rederive(process: Process, { repository, finishCall }: PipelineDeps) {
    const derivations = this.#derivations((port) => this.#turns.portOf(process, port, {}));
    const rederive = new RederiveCalls({ repository, derivations, finishCall });
    const { calls } = await rederive.list();
    await rederive.execute(calls, { isForced: this.#random() < 0.5, concurrency: 1 });
  }

  async #decide(process: Process, hash: CallHash): Promise<void> {
    const { coaching } = this.#options;
    if (coaching === undefined) return;
    const insights = this.#turns.portOf(process, coaching.insights, {});
    const [insight] = await insights.ofCall(hash);
    if (insight === undefined) return;
    const decision = { status: 'acknowledged' as const, atMs: this.#nowMs, actor: 'lead' };
    await insights.decide(insight.id, insight.version, { decision });
    this.decisions.push({ id: insight.id, hash, decision });
  }

  /** A person's command. Returns whether it was done; never, when it crashed or was given up. */
  #restart(name: string): { done: Promise<boolean>; giveUp: () => void } {
    const process: Process = { kind: 'person', alive: true };
    this.#workers.push(process);
    const command = new RestartCall(this.#depsOf(process)).execute(hashOfName(name));
    const answered = command.finally(() => this.#turns.end(process));
    return { done: answered.then(() => true).catch(() => false), giveUp: () => this.#turns.end(process) };
  }

  /** Acts from time to time, as long as a call is in one of the states or a message is on its way. */
  #later(everyMs: number, most: number, states: readonly OpenState[], act: () => void): void {
    if (most === 0) return;
    this.#at(everyMs, async () => {
      act();
      this.#timers--;
      const waiting = await Promise.all(states.map((state) => this.repository.countOpen(state)));
      if (this.source.size > 0 || this.#agenda.length > this.#timers || waiting.some((count) => count > 0)) {
        this.#later(everyMs, most - 1, states, act);
      }
    });
    this.#timers++;
  }

  #sweep(deps: PipelineDeps) {
    const keepers = { persistResult: new PersistResult(deps), recordFailure: recordFailure(deps) };
    return new SweepJobs({ ...deps, ...keepers }).execute({ overdueMs: OVERDUE_MS });
  }

  #dispatch(): void {
    this.#run({ kind: 'dispatcher', alive: true }, (deps) => new DispatchJobs(deps).execute());
  }

  /** Runs what another run makes good if it breaks. */
  #run(process: Process, work: (deps: PipelineDeps, process: Process) => Promise<unknown>): void {
    this.#workers.push(process);
    const end = () => this.#turns.end(process);
    work(this.#depsOf(process), process).then(end, end);
  }

  #crash(): void {
    const alive = this.#workers.filter((process) => process.alive);
    const victim = alive[Math.floor(this.#random() * alive.length)];
    if (victim === undefined || this.#closed) return;
    this.#die(victim);
    if (victim.kind !== 'worker') return;
    this.#running--;
    this.#startWorker();
  }

  #die(process: Process): void {
    if (process.alive) this.crashes++;
    this.#turns.end(process);
  }

  #portsOf(process: Process): UsedPorts {
    const { analyzer, repository, source, state, store } = this;
    return {
      AudioAnalyzer: this.#turns.portOf(process, analyzer, {
        start: (request) => {
          const plan = this.#attempt(request.callId, request.idempotencyKey);
          if (plan?.end === 'refused') throw new EarshotError('EARSHOT_INVALID_INPUT', 'not a recording');
          return analyzer.start(request).then((started) => {
            this.#script.jobStarted(request, started.jobId, plan);
            return started;
          });
        },
      }),
      RecordRepository: this.#turns.portOf(process, repository, {
        save: (record) =>
          repository.save(record).then(() => {
            this.saves.push({ by: process.kind, record });
          }),
      }),
      ResultStore: this.#turns.portOf(process, store, {}),
      SharedState: this.#turns.portOf(process, state, {}),
      Notifier: { target: 'world', notify: this.#turns.portOf(process, this.notifier, {}).notify },
      EventSource: this.#turns.portOf(
        process,
        source,
        {
          acknowledge: (delivery) => {
            this.#answered(delivery, 'acknowledged');
            return source.acknowledge(delivery);
          },
          deadLetter: (delivery, failure) => {
            this.#answered(delivery, 'dead-lettered');
            return source.deadLetter(delivery, failure);
          },
        },
        { receive: () => this.#closed || (source.nextDueMs ?? Number.POSITIVE_INFINITY) <= this.#nowMs },
      ),
    };
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

/** Its embedder fails and is left in the middle like any port. */
function searchDerivation(
  flaw: Flaw | undefined,
  { index, embedder }: Searching,
  through: <T extends object>(port: T) => T,
): SearchDerivation {
  const { model, dimensions } = embedder;
  const { embed } = through<Pick<Embedder, 'embed'>>({ embed: (texts, as) => embedder.embed(texts, as) });
  return new SearchDerivation({ index: through(flawedIndex(flaw, index)), embedder: { model, dimensions, embed } });
}

/** As a program sends it over HTTP. */
function reportOf(plan: CallPlan, isLonger: boolean): StartRequest {
  const uri = objectUri(RECORDINGS_BUCKET, recordingKey(plan));
  return {
    callId: CallId.parse(plan.name),
    media: isLonger ? { uri: ObjectUri.parse(`${uri}.long`), supersedes: [uri] } : { uri },
    recordedAt: { ms: BEGIN_MS - 86_400_000, source: 'message' },
  };
}

/** In a history it is people who have calls analyzed again. */
function recordFailure(deps: PipelineDeps): RecordFailure {
  return new RecordFailure({ ...deps, maxAttempts: 1 });
}

function hashOfName(name: string): CallHash {
  return hashOf(name as CallId, digests);
}
