import { MemorySharedState } from '@earshot/adapters-memory';
import { expect, test, vi } from 'vitest';
import { changeState } from '../../src/use-cases/change-state.js';

const read = (value: unknown) => (value ?? { count: 0 }) as { count: number };

test('a value that stays as it is is not written', async () => {
  const state = new MemorySharedState();
  const write = vi.spyOn(state, 'write');
  expect(await changeState(state, 'name', read, (value) => value)).toEqual({ count: 0 });
  expect(await changeState(state, 'name', read, () => undefined)).toBeUndefined();
  expect(write).not.toHaveBeenCalled();
});

test('a change that others are faster than each time is given up after 20 tries', async () => {
  const state = new MemorySharedState();
  const write = vi.spyOn(state, 'write').mockImplementation(async () => {
    if (write.mock.calls.length > 100) throw new Error('it tries for ever');
    return false;
  });
  const change = changeState(state, 'name', read, ({ count }) => ({ count: count + 1 }));
  await expect(change).rejects.toMatchObject({ code: 'EARSHOT_CONFLICT' });
  expect(write).toHaveBeenCalledTimes(20);
});
