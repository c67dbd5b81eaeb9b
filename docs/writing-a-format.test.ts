/* A format of documents that core has never heard of, through the use cases and the command line. */
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryModule } from '@earshot/adapters-memory/inversify';
import { FORMATS, warningsIn } from '@earshot/core';
import { composeApp } from '@earshot/runtime-node';
import { expect, it, onTestFinished } from 'vitest';
import { switchboardFormat } from './snippets/switchboard-format.js';

const ROOT = join(import.meta.dirname, '..');
const LOG = `SWITCHBOARD 1
call: sb-1042
began: 2026-11-05T09:17:00Z
recording: s3://switchboard/sb-1042.wav
queue: returns

0:02.5 0:04 ann> Good morning, this is the lamp shop.
the line hums
0:04.25 0:06 > My lamp hums.
`;

it('a format is passed to the use cases', async () => {
  const app = composeApp([memoryModule()], { formats: [switchboardFormat, ...FORMATS] });
  const outcome = await app.importDocument.execute({ bytes: new TextEncoder().encode(LOG), fileName: 'x.log' });
  expect(outcome).toMatchObject({
    status: 'stored',
    record: {
      callId: 'sb-1042',
      recordedAt: { ms: Date.parse('2026-11-05T09:17:00Z') },
      media: { uri: 's3://switchboard/sb-1042.wav' },
      analysis: {
        transcript: {
          segments: [
            { startMs: 2_500, endMs: 4_000, speaker: 'ann' },
            { startMs: 4_250, endMs: 6_000 },
          ],
        },
        customFields: { queue: 'returns' },
        sources: [{ kind: 'switchboard' }],
      },
    },
  });
  if (outcome.status === 'refused') throw outcome.error;
  expect(warningsIn(outcome.record.analysis?.findings)).toMatchObject([{ code: 'bad_line' }]);
});

it('a format is loaded by the command line', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'earshot-switchboard-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'x.log'), LOG);
  const env = { ...process.env, EARSHOT_FORMATS: join(ROOT, 'docs/snippets/switchboard-format.ts') };
  const program = join(ROOT, 'packages/runtime-node/bin/earshot.js');
  const args = [program, 'query', '--json', '--ingest', folder];
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', env });
  expect(stderr).not.toContain('EARSHOT_');
  expect(JSON.parse(stdout)).toMatchObject({ call_id: 'sb-1042', recording_uri: 's3://switchboard/sb-1042.wav' });
});
