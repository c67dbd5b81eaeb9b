import { expect, it } from 'vitest';
import type { MetricName } from '../src/metrics.js';
import { countRefusal } from '../src/start-metrics.js';

it.each([
  ['quota', ['QuotaRefusals']],
  ['denied', ['StartsDenied']],
  ['fault', ['StartFaults']],
  ['rate', []],
  [undefined, []],
] as const)('a start that was refused for %s is counted as %s', (refusal, expected) => {
  const counted: MetricName[] = [];
  countRefusal({ refusal }, { add: (name) => counted.push(name), flush: () => {} });
  expect(counted).toEqual(expected);
});
