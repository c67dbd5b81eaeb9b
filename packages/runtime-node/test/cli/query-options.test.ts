import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { parseDuration, queryOf, withFilters, withSort } from '../../src/cli/query-options.js';

function query(...args: string[]) {
  const command = withSort(withFilters(new Command()))
    .exitOverride()
    .configureOutput({ writeErr: () => {} });
  return queryOf(command.parse(args, { from: 'user' }).opts());
}

describe('a length of time', () => {
  it.each([
    ['90', 90_000],
    ['90s', 90_000],
    ['0', 0],
    ['1.5s', 1_500],
    ['5m', 300_000],
    ['1h30m', 5_400_000],
    ['2h0m5s', 7_205_000],
    ['1m30', 90_000],
  ])('may be written as %s', (written, ms) => {
    expect(parseDuration(written)).toBe(ms);
  });

  it.each(['', 'h', '-5', '5 m', '30m1h', '1:30', '1e3', 'Infinity'])('is not %j', (written) => {
    expect(() => parseDuration(written)).toThrow(expect.objectContaining({ code: 'commander.invalidArgument' }));
  });
});

describe('filters of the command line', () => {
  it('become those of queries', () => {
    const names = ['--agent', 'Zoe', '--customer', 'Ms Dunn', '--category', 'Billing'];
    expect(query(...names, '--sentiment', 'mixed', '--min-duration', '5m', '--max-duration', '1h')).toEqual({
      agent: 'Zoe',
      customer: 'Ms Dunn',
      category: 'Billing',
      sentiment: 'mixed',
      minDurationMs: 300_000,
      maxDurationMs: 3_600_000,
      sort: 'newest',
    });
  });

  it('come with an order', () => {
    expect(query('--sort', 'most-negative')).toEqual({ sort: 'most-negative' });
  });

  it('take no sentiment that does not exist', () => {
    expect(() => query('--sentiment', 'furious')).toThrow(
      expect.objectContaining({ code: 'commander.invalidArgument' }),
    );
  });
});
