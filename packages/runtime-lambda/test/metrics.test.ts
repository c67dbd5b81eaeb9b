import { expect, it } from 'vitest';
import { createMetrics } from '../src/metrics.js';

function gathered() {
  const lines: string[] = [];
  const metrics = createMetrics({
    namespace: 'Earshot',
    service: 'persistence',
    write: (line) => lines.push(line),
    now: () => new Date(1_789_380_000_000),
  });
  return { metrics, read: () => lines.splice(0).map((line) => JSON.parse(line)) };
}

it('adds counts up, and keeps every measured value, in one line of the embedded metric format', () => {
  const { metrics, read } = gathered();
  metrics.add('CallsCompleted');
  metrics.add('CallsCompleted', 2);
  metrics.add('ResultLag', 1_500);
  metrics.add('ResultLag', 900);
  metrics.flush();
  expect(read()).toEqual([
    {
      _aws: {
        Timestamp: 1_789_380_000_000,
        CloudWatchMetrics: [
          {
            Namespace: 'Earshot',
            Dimensions: [['service']],
            Metrics: [
              { Name: 'CallsCompleted', Unit: 'Count' },
              { Name: 'ResultLag', Unit: 'Milliseconds' },
            ],
          },
        ],
      },
      service: 'persistence',
      CallsCompleted: 3,
      ResultLag: [1_500, 900],
    },
  ]);
});

it('writes nothing when nothing was gathered, and nothing twice', () => {
  const { metrics, read } = gathered();
  metrics.flush();
  metrics.add('DeadLettered');
  metrics.flush();
  metrics.flush();
  expect(read()).toHaveLength(1);
});

it('splits more values than a line may hold, and loses none', () => {
  const { metrics, read } = gathered();
  metrics.add('CallsCompleted');
  for (let value = 0; value < 250; value++) metrics.add('ResultLag', value);
  metrics.flush();
  const lines = read();
  expect(lines.map((line) => [line.ResultLag].flat().length)).toEqual([100, 100, 50]);
  expect(lines.flatMap((line) => line.ResultLag)).toEqual(Array.from({ length: 250 }, (_, value) => value));
  expect(lines.filter((line) => 'CallsCompleted' in line)).toHaveLength(1);
});
