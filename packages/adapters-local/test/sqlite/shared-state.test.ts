import { registerContract, sharedStateContract } from '@earshot/core/testing';
import { describe, expect, it } from 'vitest';
import { SqliteSharedState } from '../../src/sqlite/sqlite-shared-state.js';
import { databaseFolder } from './database-folder.js';

const { newPath, open } = databaseFolder();

describe('SqliteSharedState', () => {
  const create = () => {
    const path = newPath();
    const [database, second] = [open(path), open(path)];
    return { state: new SqliteSharedState({ database }), other: new SqliteSharedState({ database: second }) };
  };
  registerContract(sharedStateContract(create, { numRuns: 20 }), it);

  it('forgets what has expired when something else is written', async () => {
    const clock = { nowMs: 1_000 };
    const database = open(newPath());
    const state = new SqliteSharedState({ database, now: () => new Date(clock.nowMs) });
    await state.write('expired', { sent: true }, 0, { expiresAtMs: 2_000 });
    await state.write('later', { sent: true }, 0, { expiresAtMs: 2_001 });
    await state.write('kept', {}, 0);
    clock.nowMs = 2_000;
    expect(await state.write('kept', {}, 1)).toBe(true);
    expect(await state.read('expired')).toBeUndefined();
    expect(await state.read('later')).toBeDefined();
    expect(await state.read('kept')).toBeDefined();
  });

  it('writes over a value that expired since it was read', async () => {
    const database = open(newPath());
    const state = new SqliteSharedState({ database, now: () => new Date(5_000) });
    await state.write('lease', { holder: 'a' }, 0, { expiresAtMs: 2_000 });
    expect(await state.write('lease', { holder: 'b' }, 1)).toBe(true);
    expect(await state.read('lease')).toEqual({ value: { holder: 'b' }, version: 2 });
  });

  it('of many processes, one writes each version', async () => {
    const path = newPath();
    const states = Array.from({ length: 4 }, () => new SqliteSharedState({ database: open(path) }));
    let written = 0;
    for (let version = 0; version < 20; version++) {
      const answers = await Promise.all(states.map((state, writer) => state.write('counter', { writer }, version)));
      written += answers.filter(Boolean).length;
    }
    expect(written).toBe(20);
  });
});
