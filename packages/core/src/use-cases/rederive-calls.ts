import type { EarshotError } from '../errors.js';
import type { CallHash } from '../model/call.js';
import type { CallFilter, PagePosition } from '../model/page.js';
import { type CallOverview, hadResult } from '../model/record.js';
import type { Derivation, DerivedChanges } from '../ports/derivation.js';
import type { RecordRepository } from '../ports/record-repository.js';
import { DeriveCall } from './derive-call.js';
import type { FinishCall } from './finish-call.js';
import { toEarshotError } from './to-earshot-error.js';

export interface RederiveCallsDeps {
  readonly repository: Pick<RecordRepository, 'get' | 'list'>;
  readonly derivations: readonly Derivation[];
  /** Finishes calls of which a process that died left something half derived. @defaultValue nothing does */
  readonly finishCall?: Pick<FinishCall, 'whileDeriving'> | undefined;
}

/** A call that has, or had, a result: what of it says whether it is to be derived again. */
export type RederivableCall = Pick<CallOverview, 'hash' | 'callId' | 'revision' | 'createdAtMs'>;

/** Which of the calls to derive again, and how. */
export interface RederiveOptions {
  /** The names of the derivations to run. @defaultValue all of them */
  readonly derivations?: readonly string[] | undefined;
  /** Derives all of them. @defaultValue false: those are skipped of which everything kept is current */
  readonly isForced?: boolean | undefined;
  /** The names of the derivations' rules that must be current. @defaultValue all of them */
  readonly rules?: readonly string[] | undefined;
  /** How many at a time. @defaultValue 4 */
  readonly concurrency?: number | undefined;
  /** Called after each call. */
  readonly onCall?: (() => void) | undefined;
}

/** A call that could not be derived again. */
export interface RederiveFailure {
  readonly hash: CallHash;
  /** Absent when the call's record is damaged. */
  readonly callId?: string | undefined;
  readonly error: EarshotError;
}

export interface Rederived {
  /** How many calls were derived. */
  readonly derived: number;
  /** How many were skipped, because all that is kept of them is current. */
  readonly current: number;
  /** What changed, by derivation. */
  readonly changes: Readonly<Record<string, DerivedChanges>>;
  readonly failed: readonly RederiveFailure[];
}

const PAGE_SIZE = 100;

/**
 * Derives what follows from stored calls again: after rules have changed, or when a store was lost. Sends no notices: nothing
 * has happened to the calls. Repeat it after an interruption: calls that are done are skipped.
 */
export class RederiveCalls {
  readonly #deps: RederiveCallsDeps;

  constructor(deps: RederiveCallsDeps) {
    this.#deps = deps;
  }

  /**
   * The calls that match, newest first, without those that never had a result.
   * @throws what the repository throws
   */
  async list(filter: CallFilter = {}): Promise<{ readonly calls: RederivableCall[]; readonly damaged: CallHash[] }> {
    const calls: RederivableCall[] = [];
    const damaged: CallHash[] = [];
    let after: PagePosition | undefined;
    do {
      const page = await this.#deps.repository.list({ filter, limit: PAGE_SIZE, after });
      for (const call of page.calls) {
        const { hash, callId, revision, createdAtMs } = call;
        if (hadResult(call)) calls.push({ hash, callId, revision, createdAtMs });
      }
      damaged.push(...(page.damaged ?? []));
      after = page.next;
    } while (after !== undefined);
    return { calls, damaged };
  }

  /** Never rejects: one call's error leaves the others alone. */
  async execute(calls: readonly RederivableCall[], options: RederiveOptions = {}): Promise<Rederived> {
    const { concurrency = 4, onCall } = options;
    const chosen = this.#deps.derivations.filter(({ name }) => options.derivations?.includes(name) !== false);
    const tally = {
      derived: 0,
      current: 0,
      changes: {} as Record<string, DerivedChanges>,
      failed: [] as RederiveFailure[],
    };
    for (const { name } of chosen) tally.changes[name] = NO_CHANGES;
    const waiting = calls.values();
    const work = async () => {
      for (const call of waiting) {
        try {
          const changes = await this.#derive(call, chosen, options);
          tally[changes === undefined ? 'current' : 'derived']++;
          for (const [name, more] of Object.entries(changes ?? {})) {
            tally.changes[name] = sum(tally.changes[name] ?? NO_CHANGES, more);
          }
        } catch (cause) {
          tally.failed.push({ hash: call.hash, callId: call.callId, error: toEarshotError(cause) });
        }
        onCall?.();
      }
    };
    await Promise.all(Array.from({ length: concurrency }, work));
    return tally;
  }

  /** @returns what changed, by derivation; `undefined` when everything was current */
  async #derive(
    call: RederivableCall,
    derivations: readonly Derivation[],
    { isForced = false, rules }: RederiveOptions,
  ): Promise<Record<string, DerivedChanges> | undefined> {
    const { repository, finishCall } = this.#deps;
    const isCurrent = await Promise.all(
      derivations.map((derivation) => !isForced && derivation.isCurrent(call, rules)),
    );
    const outdated = derivations.filter((_, at) => isCurrent[at] !== true);
    if (outdated.length === 0) return undefined;
    const record = await repository.get(call.hash);
    if (record === undefined) return {};
    const deriving = () => new DeriveCall({ derivations: outdated, repository }).execute(record, { isForced });
    const { derived, error } = await (finishCall?.whileDeriving(call.hash, deriving) ?? deriving());
    if (error !== undefined) throw error;
    return Object.fromEntries([...derived].map(([name, { changes }]) => [name, changes]));
  }
}

const NO_CHANGES: DerivedChanges = { added: 0, changed: 0, withdrawn: 0, unchanged: 0 };

function sum(a: DerivedChanges, b: DerivedChanges): DerivedChanges {
  return {
    added: a.added + b.added,
    changed: a.changed + b.changed,
    withdrawn: a.withdrawn + b.withdrawn,
    unchanged: a.unchanged + b.unchanged,
  };
}
