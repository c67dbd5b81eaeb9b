import { MemoryMomentIndex } from '@earshot/adapters-memory';
import {
  type CallHash,
  type Moment,
  type MomentIndex,
  momentsOf,
  RederiveCalls,
  SearchDerivation,
} from '@earshot/core';
import { HashEmbedder } from '@earshot/core/testing';
import { expect } from 'vitest';
import type { Flaw } from './flaws.js';
import type { History } from './histories.js';
import { digests, World } from './world.js';

/** How much happened in a history. */
export interface SearchedExtent {
  readonly crashes: number;
  readonly moments: number;
}

/**
 * Plays a history, and expects the index to equal the stored calls: where nothing crashed and no port call failed, before another
 * sweep.
 */
export async function expectSearched(history: History, flaw?: Flaw): Promise<SearchedExtent> {
  const index = new MemoryMomentIndex();
  const embedder = new HashEmbedder({ dimensions: 16 });
  const world = await new World(history, { announces: true, searching: { index, embedder }, flaw }).run();
  expect(world.deaths).toEqual([]);
  if (world.crashes === 0 && history.faults.length === 0) await expectIndexed(world, history, index, embedder.model);
  await world.resume();
  // One person's command to derive again may meet an embedder that is down, and put words over vectors. Nothing but another such
  // command repeats it.
  if (history.acts?.some(({ act }) => act === 'rederive')) {
    const { repository } = world;
    const rederive = new RederiveCalls({ repository, derivations: [new SearchDerivation({ index, embedder })] });
    await expectIndexed(world, history, index);
    await rederive.execute((await rederive.list()).calls);
  }
  const moments = await expectIndexed(world, history, index, embedder.model);
  return { crashes: world.crashes, moments };
}

/** @param model of the vectors @defaultValue any, or none @returns how many moments there are */
async function expectIndexed(
  { repository }: World,
  { calls }: History,
  index: MomentIndex,
  model?: string,
): Promise<number> {
  let count = 0;
  for (const { name } of calls) {
    const hash = digests.md5Hex(name) as CallHash;
    const record = await repository.get(hash);
    const { recordCreatedAtMs, revision, rules, moments } = record ? momentsOf(record) : { moments: [] };
    const kept = await index.revisionOf(hash);
    if (record?.analysis !== undefined) {
      expect(kept).toEqual({ recordCreatedAtMs, revision, rules, model: model ?? kept?.model });
    }
    if (record === undefined) expect(kept).toBeUndefined();
    expect(await momentsIn(index, hash)).toEqual(moments);
    count += moments.length;
  }
  return count;
}

/** All that is kept of a call: each of its words begins so. */
async function momentsIn(index: MomentIndex, hash: CallHash): Promise<Moment[]> {
  const found = new Map<number, Moment>();
  for (const prefix of PREFIXES) {
    const terms = { words: [], prefixes: [prefix], phrases: [], excluded: [] };
    const { hits } = await index.search({ terms, by: 'words', filter: { hash }, limit: 100 });
    for (const { moment } of hits) found.set(moment.index, moment);
  }
  return [...found.values()].toSorted((a, b) => a.index - b.index);
}

const PREFIXES = [...'abcdefghijklmnopqrstuvwxyz0123456789'];
