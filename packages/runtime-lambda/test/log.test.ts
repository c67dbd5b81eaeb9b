import { expect, it } from 'vitest';
import { createLog, type LogLevel } from '../src/log.js';

function written(level: LogLevel) {
  const lines: string[] = [];
  const log = createLog({
    level,
    fields: { service: 'persistence' },
    write: (line) => lines.push(line),
    now: () => new Date(1_789_380_000_000),
  });
  return { log, lines };
}

it('writes a line of JSON with level, message, time and every field', () => {
  const { log, lines } = written('INFO');
  log.with({ function_request_id: 'r-1' }).info('stored', { job_id: 'j-1', field: undefined });
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    {
      level: 'INFO',
      message: 'stored',
      timestamp: '2026-09-14T10:00:00.000Z',
      service: 'persistence',
      function_request_id: 'r-1',
      job_id: 'j-1',
    },
  ]);
  expect(lines[0]).not.toContain('\n');
});

it.each([
  ['DEBUG', 4],
  ['INFO', 3],
  ['WARN', 2],
  ['ERROR', 1],
  ['SILENT', 0],
] as const)('at level %s writes %i of four lines', (level, count) => {
  const { log, lines } = written(level);
  for (const say of [log.debug, log.info, log.warn, log.error]) say('a line');
  expect(lines).toHaveLength(count);
});
