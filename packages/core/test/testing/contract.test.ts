import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ContractCase, casesOver, registerContract } from '../../src/testing/contract.js';

interface Counter {
  readonly number: number;
  dispose: () => void;
}

function counting(numRuns?: number) {
  const created: number[] = [];
  const disposed: number[] = [];
  const create = async (): Promise<Counter> => {
    const number = created.length;
    created.push(number);
    return { number, dispose: () => void disposed.push(number) };
  };
  return { created, disposed, maker: casesOver(create, numRuns === undefined ? {} : { numRuns }) };
}

const broken = () => Promise.reject(new Error('broken rule'));

describe('registerContract', () => {
  it('hands each case to the runner by name', async () => {
    const ran: string[] = [];
    const cases: ContractCase[] = ['one', 'two'].map((name) => ({ name, run: async () => void ran.push(name) }));
    const registered = new Map<string, () => Promise<void>>();
    registerContract(cases, (name, run) => registered.set(name, run));
    expect([...registered.keys()]).toEqual(['one', 'two']);
    expect(ran).toEqual([]);
    await registered.get('two')?.();
    expect(ran).toEqual(['two']);
  });
});

describe('casesOver', () => {
  it('creates nothing before a case runs', () => {
    const { created, maker } = counting();
    maker.example('case', async () => {});
    maker.pair('case', async () => {});
    maker.property('case', fc.nat(), async () => {});
    expect(created).toEqual([]);
  });

  it('runs each case over fresh contexts, and puts them away', async () => {
    const { created, disposed, maker } = counting();
    const seen: number[] = [];
    const example = maker.example('example', async ({ number }) => void seen.push(number));
    const pair = maker.pair('pair', async (one, other) => void seen.push(one.number, other.number));
    for (const { run } of [example, pair, example]) await run();
    expect(seen).toEqual([0, 1, 2, 3]);
    expect(created).toEqual([0, 1, 2, 3]);
    expect(disposed).toEqual([0, 2, 1, 3]);
  });

  it('puts contexts away when a case fails', async () => {
    const { disposed, maker } = counting();
    await expect(maker.example('example', broken).run()).rejects.toThrow('broken rule');
    await expect(maker.pair('pair', broken).run()).rejects.toThrow('broken rule');
    expect(disposed).toEqual([0, 2, 1]);
  });

  it('runs a property over a fresh context for each of so many values', async () => {
    const { created, disposed, maker } = counting(7);
    await maker.property('property', fc.nat(), async () => {}).run();
    expect(created).toHaveLength(7);
    expect(disposed).toEqual(created);
    const usual = counting();
    await usual.maker.property('property', fc.nat(), async () => {}).run();
    expect(usual.created).toHaveLength(200);
  });

  it('names seed and counterexample when a property fails', async () => {
    const { maker } = counting();
    const { run } = maker.property('property', fc.nat(), (_, value) => (value < 10 ? Promise.resolve() : broken()));
    await expect(run()).rejects.toThrow(/seed: -?\d+[\s\S]*Counterexample: \[10\]/);
  });
});
