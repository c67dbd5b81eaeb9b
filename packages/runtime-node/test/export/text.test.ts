import { expect, it } from 'vitest';
import { run } from '../cli/run-in-process.js';

it('writes what was said and nothing else as text, a line for each segment', async () => {
  const from = ['--ingest', 'examples/bucket', '--call-id', 'billing-double-charge'];
  const [call] = JSON.parse((await run('export', '--format', 'json', ...from)).stdout);
  const { code, stdout } = await run('export', '--format', 'txt', ...from);
  expect(code).toBe(0);
  expect(call.segments.length).toBeGreaterThan(3);
  expect(stdout).toBe(call.segments.map(({ text }: { text: string }) => `${text}\n`).join(''));
});

it('asks for a folder where several calls are exported as text', async () => {
  const { code, stderr } = await run('export', '--format', 'txt', '--ingest', 'examples/bucket');
  expect([code, stderr]).toEqual([2, expect.stringMatching(/^EARSHOT_INVALID_INPUT: .*--output/)]);
});
