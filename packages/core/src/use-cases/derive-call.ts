import { EarshotError } from '../errors.js';
import type { CallHash } from '../model/call.js';
import type { CallRecord } from '../model/record.js';
import type { Derivation, Derived, DeriveOptions } from '../ports/derivation.js';
import type { RecordRepository } from '../ports/record-repository.js';
import { toEarshotError } from './to-earshot-error.js';

export interface DeriveCallDeps {
  readonly derivations: readonly Derivation[];
  readonly repository: Pick<RecordRepository, 'get'>;
}

export interface ForgottenPart {
  /** The derivation's. */
  readonly name: string;
  /** How much it was. */
  readonly removed: number;
}

export interface DerivedCall {
  /** By the name of the derivation, without those that failed. Empty for a call that is erased. */
  readonly derived: ReadonlyMap<string, Derived>;
  /** The first derivation's that failed, retryable. The others are done. */
  readonly error?: EarshotError | undefined;
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
   * One derivation's error leaves the others alone.
   * @throws EarshotError retryable, when a derivation can't forget what is left of an erased call; what the repository throws
   */
  async execute(record: CallRecord, options: DeriveOptions = {}): Promise<DerivedCall> {
    const { derivations, repository } = this.#deps;
    if (derivations.length === 0) return { derived: new Map() };
    let current = record;
    const forgotten = new Set<Derivation>();
    for (let tries = 1; tries <= TRIES; tries++) {
      const ends = await settle(derivations, async (derivation) => {
        const derived = await derivation.derive(current, options);
        // Asked before the record is read: what is newer then follows from a record that was saved before.
        return { derived, isKept: forgotten.has(derivation) || (await isKept(derivation, current, derived)) };
      });
      const latest = await repository.get(record.hash);
      // A call that was erased and came back counts its revisions from 1 again.
      const isSame = latest?.revision === current.revision && latest.createdAtMs === current.createdAtMs;
      const unkept = ends.flatMap(({ derivation, value }) => (value?.isKept === false ? [derivation] : []));
      if (isSame && unkept.length === 0) return outcomeOf(ends);
      if (latest !== undefined && !isSame) {
        current = latest;
        continue;
      }
      const forgetting = latest === undefined ? derivations : unkept;
      await forgetBy(forgetting, record.hash);
      for (const derivation of forgetting) forgotten.add(derivation);
      // If it has come back meanwhile, what was derived from it then is forgotten as well.
      const back = latest ?? (await repository.get(record.hash));
      if (back === undefined) return { derived: new Map() };
      current = back;
    }
    throw new EarshotError('EARSHOT_CONFLICT', `call ${record.hash} changed ${TRIES} times while it was derived`, {
      retryable: true,
    });
  }

  /** @throws EarshotError retryable, the first derivation's that failed, after the others are done */
  forget(hash: CallHash): Promise<readonly ForgottenPart[]> {
    return forgetBy(this.#deps.derivations, hash);
  }
}

/**
 * Whether what a derivation keeps follows from the record. Otherwise, if the record is the stored one, what is kept is left of one
 * that was erased and seems newer: a writer that was paused while the call was erased came back with the time at which it began.
 */
async function isKept(derivation: Derivation, record: CallRecord, { changes }: Derived): Promise<boolean> {
  return Object.values(changes).some((count) => count > 0) || derivation.isCurrent(record);
}

async function forgetBy(derivations: readonly Derivation[], hash: CallHash): Promise<readonly ForgottenPart[]> {
  const ends = await settle(derivations, async (derivation) => ({
    name: derivation.name,
    removed: await derivation.forget(hash),
  }));
  const error = firstError(ends);
  if (error !== undefined) throw error;
  return ends.flatMap(({ value }) => value ?? []);
}

/** What a derivation gave, or why it failed. */
interface End<T> {
  readonly derivation: Derivation;
  readonly value?: T;
  readonly error?: EarshotError;
}

/** Lets each derivation do its work; one's error leaves the others alone. */
function settle<T>(
  derivations: readonly Derivation[],
  work: (derivation: Derivation) => Promise<T>,
): Promise<readonly End<T>[]> {
  return Promise.all(
    derivations.map(async (derivation) => {
      try {
        return { derivation, value: await work(derivation) };
      } catch (cause) {
        const { code, message, details } = toEarshotError(cause);
        // Retrying is right even for what seems permanent, such as a missing permission: nothing is derived until somebody repairs it.
        const error = new EarshotError(code, `${derivation.name}: ${message}`, { retryable: true, details, cause });
        return { derivation, error };
      }
    }),
  );
}

function firstError(ends: readonly End<unknown>[]): EarshotError | undefined {
  return ends.find(({ error }) => error !== undefined)?.error;
}

function outcomeOf(ends: readonly End<{ readonly derived: Derived }>[]): DerivedCall {
  const derived = ends.flatMap(({ derivation, value }) => (value ? [[derivation.name, value.derived] as const] : []));
  return { derived: new Map(derived), error: firstError(ends) };
}
