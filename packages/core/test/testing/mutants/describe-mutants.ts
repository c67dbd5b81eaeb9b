import type { ContractCase } from '@earshot/core/testing';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** A contract suite under test. */
export interface SuiteUnderTest<S> {
  readonly contract: (create: () => S) => readonly ContractCase[];
  /** Makes an adapter that keeps every rule. */
  readonly correct: () => S;
  /** By the name of each case, what makes an adapter that breaks its rule. */
  readonly mutants: Readonly<Record<string, () => S>>;
}

/** Shows that no case of a suite is vacuous: a correct adapter passes each, and for each there is one that fails it. */
export function describeMutants<S>(suite: string, { contract, correct, mutants }: SuiteUnderTest<S>): void {
  describe(suite, () => {
    // Whether a property finds a mutant is no matter of luck, and it need not find the smallest example.
    beforeAll(() => fc.configureGlobal({ seed: 20260914, endOnFailure: true }));
    afterAll(() => fc.resetConfigureGlobal());

    const cases = contract(correct);

    it('has a mutant for each case and a case for each mutant', () => {
      const names = cases.map(({ name }) => name);
      expect(Object.keys(mutants).sort()).toEqual(names.sort());
      expect(new Set(names).size).toBe(names.length);
    });

    for (const { name, run } of cases) {
      it(`passes a correct adapter: ${name}`, run);

      it(`fails a mutant: ${name}`, async () => {
        const mutant = mutants[name];
        const broken = mutant && contract(mutant).find((candidate) => candidate.name === name);
        expect(await (broken && outcomeOf(broken))).toMatch(/^hangs$|^fails: /);
      });
    }
  });
}

/** How a case ends. What waits for nothing but promises ends within one turn of the event loop, or never. */
async function outcomeOf({ run }: ContractCase): Promise<string> {
  const turn = new Promise<string>((resolve) => setImmediate(resolve, 'hangs'));
  const end = run().then(
    () => 'passes',
    (error: unknown) => reasonOf(error),
  );
  return Promise.race([end, turn]);
}

/** A mutant that fails by a mistake of its own proves nothing. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const mistake = cause instanceof TypeError || cause instanceof ReferenceError || cause instanceof RangeError;
  return mistake ? `throws: ${cause}` : `fails: ${cause}`;
}

/** An adapter with some methods exchanged; the others stay as they are. */
export function withChanges<T extends object>(real: T, change: (real: T) => Partial<T>): T {
  const changes = change(real);
  return new Proxy(real, {
    get: (target, key) => {
      const member: unknown = Reflect.get(key in changes ? changes : target, key);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}

/** Lets others go first. */
export async function aside(): Promise<void> {
  await Promise.resolve();
  await Promise.resolve();
}
