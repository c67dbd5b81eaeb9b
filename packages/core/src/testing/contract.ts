import * as fc from 'fast-check';

/** One rule of a port, and how to find out whether an adapter keeps it. */
export interface ContractCase {
  /** The rule, as a sentence. */
  readonly name: string;
  /** Resolves when the adapter keeps the rule; rejects, or never settles, when it breaks it. */
  readonly run: () => Promise<void>;
}

export interface ContractOptions {
  /** Random examples per property; 20 are enough over a service. @defaultValue 200 */
  readonly numRuns?: number;
}

/** What every contract suite works on, besides the port itself. */
export interface ContractContext {
  /** Puts the subject away. Called once for each one created, whether or not its case passed. */
  readonly dispose?: () => void | Promise<void>;
}

/**
 * Registers cases with a test runner: Vitest's or Jest's `it`, `test` of `node:test`, or anything of that kind.
 *
 * @example
 * import { registerContract, resultStoreContract } from '@earshot/core/testing';
 * import { it } from 'vitest';
 *
 * registerContract(resultStoreContract(() => new MyResultStore()), it);
 */
export function registerContract(
  cases: readonly ContractCase[],
  it: (name: string, run: () => Promise<void>) => unknown,
): void {
  for (const { name, run } of cases) it(name, run);
}

/** Makes cases that each run over fresh contexts. Not published. */
export interface CaseMaker<C> {
  /** A case over one context. */
  example(name: string, body: (context: C) => Promise<void>): ContractCase;
  /** A case over two contexts that exist at the same time. */
  pair(name: string, body: (one: C, other: C) => Promise<void>): ContractCase;
  /** A case over a context for each random value. Its failure names the seed. */
  property<V>(name: string, values: fc.Arbitrary<V>, body: (context: C, value: V) => Promise<void>): ContractCase;
}

/** The {@link CaseMaker} over what `create` gives. Not published. */
export function casesOver<C extends ContractContext>(
  create: () => C | Promise<C>,
  { numRuns = 200 }: ContractOptions,
): CaseMaker<C> {
  const using = async (body: (context: C) => Promise<void>) => {
    const context = await create();
    try {
      await body(context);
    } finally {
      await context.dispose?.();
    }
  };
  return {
    example: (name, body) => ({ name, run: () => using(body) }),
    pair: (name, body) => ({ name, run: () => using((one) => using((other) => body(one, other))) }),
    property: (name, values, body) => ({
      name,
      run: () =>
        fc.assert(
          fc.asyncProperty(values, (value) => using((context) => body(context, value))),
          { numRuns },
        ),
    }),
  };
}
