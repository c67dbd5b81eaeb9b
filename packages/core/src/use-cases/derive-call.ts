import { EarshotError } from '../errors.js';
import type { CallHash } from '../model/call.js';
import type { CallRecord } from '../model/record.js';
import type { Derivation, Derived } from '../ports/derivation.js';
import type { RecordRepository } from '../ports/record-repository.js';
import { toEarshotError } from './to-earshot-error.js';

/** What deriving takes. */
export interface DeriveCallDeps {
  readonly derivations: readonly Derivation[];
  readonly repository: Pick<RecordRepository, 'get'>;
}

/** What a derivation kept of a call that is erased. */
export interface ForgottenPart {
  /** The derivation's. */
  readonly name: string;
  /** How much it was. */
  readonly removed: number;
}

const TRIES = 8;

/** Derives what follows from a call, until it follows from the record as it is stored. */
export class DeriveCall {
  readonly #deps: DeriveCallDeps;

  constructor(deps: DeriveCallDeps) {
    this.#deps = deps;
  }

  /**
   * Reads the record again afterwards: it may have changed while this was deriving, or be erased, and then nothing of it is left.
   * @returns what came of each derivation, in their order; nothing for a call that is erased
   * @throws EarshotError retryable, the first derivation's that failed, after the others are done; what the repository throws
   */
  async execute(record: CallRecord): Promise<readonly Derived[]> {
    const { derivations, repository } = this.#deps;
    if (derivations.length === 0) return [];
    let current = record;
    let isForgotten = false;
    for (let tries = 1; tries <= TRIES; tries++) {
      const derived = await each(derivations, (derivation) => derivation.derive(current));
      // Asked before the record is read: what is newer then follows from a record that was saved before.
      const isKept = isForgotten || (await this.#isKept(current, derived));
      const latest = await repository.get(record.hash);
      // A call that was erased and came back counts its revisions from 1 again.
      const isSame = latest?.revision === current.revision && latest.createdAtMs === current.createdAtMs;
      if (isSame && isKept) return derived;
      if (latest !== undefined && !isSame) {
        current = latest;
        continue;
      }
      await this.forget(record.hash);
      isForgotten = true;
      // If it has come back meanwhile, what was derived from it then is forgotten as well.
      const back = latest ?? (await repository.get(record.hash));
      if (back === undefined) return [];
      current = back;
    }
    throw new EarshotError('EARSHOT_CONFLICT', `call ${record.hash} changed ${TRIES} times while it was derived`, {
      retryable: true,
    });
  }

  /**
   * Whether what is kept follows from the record. Otherwise, if the record is the stored one, what is kept is left of one that was
   * erased and seems newer: a writer that was paused while the call was erased came back with the time at which it began.
   */
  async #isKept(record: CallRecord, derived: readonly Derived[]): Promise<boolean> {
    const { derivations } = this.#deps;
    const hasCounts = derived.map(({ changes }) => Object.values(changes).some((count) => count > 0));
    const answers = await each(derivations, async (derivation) => {
      return hasCounts[derivations.indexOf(derivation)] === true || derivation.isCurrent(record);
    });
    return !answers.includes(false);
  }

  /** @throws EarshotError retryable, the first derivation's that failed, after the others are done */
  forget(hash: CallHash): Promise<readonly ForgottenPart[]> {
    return each(this.#deps.derivations, async (derivation) => ({
      name: derivation.name,
      removed: await derivation.forget(hash),
    }));
  }
}

/** Lets each derivation do its work; one's error leaves the others alone, and is thrown in the end. */
async function each<T>(
  derivations: readonly Derivation[],
  work: (derivation: Derivation) => Promise<T>,
): Promise<readonly T[]> {
  const ends = await Promise.allSettled(derivations.map(work));
  return ends.map((end, index) => {
    if (end.status === 'fulfilled') return end.value;
    const { code, message, details } = toEarshotError(end.reason);
    const { name = '' } = derivations[index] ?? {};
    // Retrying is right even for what seems permanent, such as a missing permission: nothing is derived until somebody repairs it.
    throw new EarshotError(code, `${name}: ${message}`, { retryable: true, details, cause: end.reason });
  });
}
