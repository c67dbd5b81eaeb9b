import { describe, expect, it } from 'vitest';
import type { CallsReader } from '../../src/cli/calls-reader.js';
import { nearestTo, unknownNames } from '../../src/cli/suggestions.js';

describe('the nearest name', () => {
  it.each([
    ['Biling', 'Billing'],
    ['billing', 'Billing'],
    ['tech', 'Tech support'],
    ['Teck suport', 'Tech support'],
    ['sales', undefined],
    ['', 'Billing'],
  ])('to %j is %j', (name, expected) => {
    expect(nearestTo(name, ['Billing', 'Tech support'])).toBe(expected);
  });
});

describe('names that no call has', () => {
  const facets = {
    category: [{ value: 'Billing', count: 2 }],
    topic: [],
    agent: [{ value: 'Zoe\u001b[2J', count: 1 }],
  };
  const calls: Pick<CallsReader, 'totals'> = {
    totals: async (filter) => ({
      count: filter.category === 'Billing' ? 2 : Object.keys(filter).length > 0 ? 0 : 3,
      facets,
    }),
  };

  it('are named with what exists, so that nothing in a name harms the terminal', async () => {
    const [category, topic, agent, ...others] = await unknownNames(calls, {
      category: 'Biling',
      topic: 'x',
      agent: 'y',
    });
    expect(category).toMatch(/"Biling".*"Billing".*Billing/);
    expect(topic).toContain('"x"');
    expect(agent).toMatch(/"y".*Zoe/);
    expect(agent).not.toContain('\u001b');
    expect(others).toEqual([]);
  });

  it('are none where calls have them, where nothing is asked by name, and where calls are not counted', async () => {
    expect(await unknownNames(calls, { category: 'Billing', text: 'nowhere' })).toEqual([]);
    expect(await unknownNames({ totals: async () => undefined }, { category: 'Biling' })).toEqual([]);
  });
});
