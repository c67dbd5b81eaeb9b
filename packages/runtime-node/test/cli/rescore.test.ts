import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openLocal } from '@earshot/adapters-local';
import { INSIGHT_NOTICE, type KeptInsight, NoticeDocument } from '@earshot/core';
import { describe, expect, it } from 'vitest';
import { personalJob, temporaryFolder, writeFiles } from '../results-on-disk.js';
import { run } from './run-in-process.js';

const rule = {
  id: 'long',
  when: { metric: 'call_length', atLeast: 1_000 },
  type: 'observation',
  category: 'length',
  priority: 'high',
  aiConfidence: 0.5,
  title: 'Lasts a second',
  message: 'It lasts {call_length}.',
  suggestedActions: ['Listen to it.'],
};

/** The file of a ruleset of our own. */
async function rulesetFile(version: number, rules: readonly object[] = [rule]): Promise<string> {
  const file = join(await temporaryFolder(), 'own.json');
  await writeFile(file, JSON.stringify({ name: 'own', version, title: 'Our own', rules }));
  return file;
}

async function resultsOf(...calls: readonly string[]): Promise<string> {
  const folder = await temporaryFolder();
  for (const call of calls) await writeFiles(folder, personalJob(call, 'Quillfeather'));
  return folder;
}

async function insightsIn(data: string): Promise<readonly KeptInsight[]> {
  const local = await openLocal({ folder: data });
  try {
    return (await local.insights.list({ filter: {}, limit: 100 })).insights;
  } finally {
    await local.close();
  }
}

/** A folder of three calls that were coached by version 1 of our ruleset. */
async function coached(): Promise<{ data: string; results: string }> {
  const [data, results] = [await temporaryFolder(), await resultsOf('one', 'two', 'three')];
  const args = ['ingest', results, '--data', data, '--rulesets', await rulesetFile(1)];
  expect(await run(...args)).toMatchObject({ code: 0 });
  return { data, results };
}

const json = ({ stdout }: { readonly stdout: string }) => JSON.parse(stdout) as unknown;
const all = (unchanged: number) => ({ added: 0, changed: 0, withdrawn: 0, unchanged });

describe('earshot rescore', () => {
  it('recomputes calls whose rulesets have changed, and says what changed', async () => {
    const { data } = await coached();
    expect(await insightsIn(data)).toMatchObject(Array(3).fill({ ruleset: 'own', rulesetVersion: 1 }));
    const second = await rulesetFile(2, [rule, { ...rule, id: 'again' }]);
    const args = ['rescore', '--data', data, '--rulesets', second, '--json'];
    expect(json(await run(...args))).toEqual({
      derived: 3,
      current: 0,
      failed: [],
      changes: { coaching: { added: 3, changed: 3, withdrawn: 0, unchanged: 0 } },
    });
    expect(json(await run(...args))).toMatchObject({ derived: 0, current: 3 });
    expect(json(await run(...args, '--force'))).toMatchObject({ derived: 3, changes: { coaching: all(6) } });
  });

  it('goes on where an interruption left it', async () => {
    const { data } = await coached();
    const args = ['--data', data, '--rulesets', await rulesetFile(2), '--json'];
    expect(json(await run('rescore', 'two', ...args))).toMatchObject({ derived: 1 });
    expect(json(await run('rescore', ...args))).toMatchObject({ derived: 2, current: 1 });
  });

  it('takes filters, and one ruleset', async () => {
    const { data } = await coached();
    const args = ['rescore', '--data', data, '--json', '--rulesets'];
    const both = `${await rulesetFile(1)},support`;
    expect(json(await run(...args, both, '--ruleset', 'own'))).toMatchObject({ derived: 0, current: 3 });
    expect(json(await run(...args, both, '--from', '2090-01-01'))).toMatchObject({ derived: 0, current: 0 });
    expect(json(await run(...args, both, '--ruleset', 'support'))).toMatchObject({ derived: 3 });
    const unknown = await run(...args, both, '--ruleset', 'sales');
    expect(unknown).toMatchObject({ code: 2, stderr: expect.stringContaining('own, support') });
  });

  it('prints a table, and names a call that is not there', async () => {
    const { data } = await coached();
    const { stdout } = await run('rescore', '--data', data, '--rulesets', 'none');
    expect(stdout).toMatch(/^coaching\s+0\s+0\s+3\s+0/m);
    expect(stdout).toContain('3 calls recomputed, 0 current, 0 failed');
    expect(await insightsIn(data)).toEqual([]);
    expect(await run('rescore', 'nobody', '--data', data)).toMatchObject({ code: 1, stdout: '' });
    expect(await run('rescore', '--data', await temporaryFolder())).toMatchObject({ code: 1 });
  });
});

describe('earshot derive', () => {
  it('makes up for what is missing, and recomputes everything with --rebuild', async () => {
    const { data } = await coached();
    const local = await openLocal({ folder: data });
    const [lost] = (await local.insights.list({ filter: {}, limit: 1 })).insights;
    await local.insights.delete(lost?.hash ?? expect.unreachable());
    await local.close();
    const args = ['derive', '--data', data, '--rulesets', await rulesetFile(1), '--json'];
    expect(json(await run(...args))).toMatchObject({ derived: 1, current: 2, changes: { coaching: { added: 1 } } });
    expect(json(await run(...args, '--rebuild'))).toMatchObject({ derived: 3, changes: { coaching: all(3) } });
  });
});

describe('rulesets', () => {
  it('are both shipped ones, unless others are named', async () => {
    const [data, results] = [await temporaryFolder(), await resultsOf('one')];
    await run('ingest', results, '--data', data);
    const local = await openLocal({ folder: data });
    const { calls } = await local.records.list({ filter: {}, limit: 1 });
    const score = await local.insights.scoreOf(calls[0]?.hash ?? expect.unreachable());
    await local.close();
    expect(Object.keys(score?.rulesets ?? {})).toEqual(['pca-coaching', 'support']);
  });

  it.each([
    ['an unknown name', 'sales', 'pca-coaching, support, none'],
    ['a file that is not there', './nowhere.json', 'nowhere.json'],
    ['the same ruleset twice', 'support,support', 'another ruleset'],
  ])('are refused: %s', async (_, list, reason) => {
    const data = await temporaryFolder();
    const refused = await run('ingest', await resultsOf('one'), '--data', data, '--rulesets', list);
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining(reason) });
  });

  it('are refused with all of their faults', async () => {
    const file = await rulesetFile(0, [{ ...rule, priority: 'urgent' }]);
    const { code, stderr } = await run('ingest', await resultsOf('one'), '--data', file, '--rulesets', file);
    expect(code).toBe(2);
    for (const said of [file, 'version', 'priority']) expect(stderr).toContain(said);
  });
});

it('an insight of high priority is announced once, without personal data', async () => {
  const file = join(await temporaryFolder(), 'notices');
  await writeFile(file, '');
  const command = JSON.stringify(['/bin/sh', '-c', 'cat >> "$0"', file]);
  const [data, results] = [await temporaryFolder(), await resultsOf('one')];
  const args = ['ingest', results, '--data', data, '--rulesets', await rulesetFile(1), '--notify-command', command];
  for (let times = 0; times < 2; times++) expect(await run(...args)).toMatchObject({ code: 0 });
  const text = await readFile(file, 'utf8');
  const notices = text
    .split('\n')
    .filter(Boolean)
    .map((line) => NoticeDocument.parse(JSON.parse(line)));
  // The notices of a call are sent at the same time.
  expect(notices.map(({ kind }) => kind).sort()).toEqual(['call.completed', INSIGHT_NOTICE]);
  const insight = notices.find(({ kind }) => kind === INSIGHT_NOTICE);
  expect(insight).toMatchObject({ insightId: (await insightsIn(data))[0]?.id });
  expect(text).not.toContain('Quillfeather');
});

it('erasing a call removes its insights, and says so', async () => {
  const { data } = await coached();
  const { code, stdout } = await run('erase', 'one', '--yes', '--data', data);
  expect([code, stdout]).toEqual([0, expect.stringContaining('coaching: 2 removed')]);
  expect(await insightsIn(data)).toHaveLength(2);
});
