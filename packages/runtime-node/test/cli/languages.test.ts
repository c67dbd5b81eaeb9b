import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DOCUMENT_VERSION } from '@earshot/core';
import { expect, it } from 'vitest';
import { temporaryFolder, writeFiles } from '../results-on-disk.js';
import { earshot } from './earshot.js';
import { run } from './run-in-process.js';
import { spanishFolder } from './spanish-folder.js';

it.each([
  ['ingest', ['ingest', '.']],
  ['watch', ['watch', '.']],
  ['serve', ['serve']],
])('%s refuses a language without a model before it makes anything, and says which there are', async (_, command) => {
  const data = join(await temporaryFolder(), 'new');
  const asked = await earshot([...command, '--language', 'es', '--data', data]);
  expect(asked).toMatchObject({ code: 1, stderr: expect.stringContaining('EARSHOT_NOT_SUPPORTED') });
  expect(asked.stderr).toMatch(/Spanish \(es\).*English \(en\).*EARSHOT_MODELS_FOLDER/s);
  await expect(readdir(data)).rejects.toMatchObject({ code: 'ENOENT' });
});

it('what is no language in the settings is refused by name', async () => {
  const { code, stderr } = await earshot(['ingest', '.'], { EARSHOT_LANGUAGE: 'klingon' });
  expect(code).toBe(2);
  expect(stderr).toMatch(/EARSHOT_INVALID_INPUT.*klingon/);
});

it('other commands need no model for the language of the settings', async () => {
  const data = await temporaryFolder();
  const settings = { EARSHOT_LANGUAGE: 'es', EARSHOT_DATA: data };
  expect(await earshot(['ingest', data], { EARSHOT_DATA: data })).toMatchObject({ code: 0 });
  expect(await earshot(['dlq', 'list'], settings)).toMatchObject({ code: 0 });
  const { code, stdout } = await earshot(['doctor'], settings);
  expect(code).toBe(1);
  expect(stdout).toMatch(/Languages\s+missing\s+EARSHOT_LANGUAGE: no speech model for Spanish/);
});

it('doctor lists languages, and leaves the license of a folder to the user', async () => {
  const models = await spanishFolder();
  const settings = { EARSHOT_MODELS_FOLDER: models, EARSHOT_LANGUAGE: 'es' };
  const { code, stdout } = await earshot(['doctor', '--json'], settings);
  expect(code).toBe(0);
  const checks = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(checks).toContainEqual({
    name: 'Languages',
    state: 'ok',
    detail: 'Spanish (es): tiny; English (en): base, tiny',
  });
  const { detail } = checks.find(({ name }) => name === 'Moonshine tiny es');
  expect(detail).toContain(models);
  expect(detail).toMatch(/your own: check its license/);
});

it('show says why a call in another language has no summary', async () => {
  const folder = await temporaryFolder();
  const explanation = 'Only calls in English can be understood; this one is in Spanish (es).';
  const parts = { categories: [], topics: [], topicSummaries: [], moderation: [], sensitiveData: [], customFields: {} };
  const findings = [{ kind: 'understanding', basis: 'unavailable', evidence: [], explanation }];
  await writeFiles(folder, {
    'transcription-outputs/llamada/job-1/earshot-analysis.json': {
      earshotAnalysis: DOCUMENT_VERSION,
      mediaUri: 'local://recordings/1.wav',
      analysis: { ...parts, findings },
    },
  });
  const { code, stdout } = await run('show', 'llamada', '--ingest', folder);
  expect(code).toBe(0);
  expect(stdout.replaceAll(/\s+/g, ' ')).toContain(`Not summarized: ${explanation}`);
});
