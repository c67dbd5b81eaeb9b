import { openLocal } from '@earshot/adapters-local';
import { CallId, type CallRecord, hashOf } from '@earshot/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { digests } from '../../src/container.js';
import { temporaryFolder } from '../results-on-disk.js';
import { run } from './run-in-process.js';

const TEXTS = ['Elm Street Bikes, Zoe speaking, how can I help?', 'Hi, do I need to book for a repair?'];

const completed: CallRecord = {
  hash: hashOf(CallId.parse('bikes'), digests),
  callId: CallId.parse('bikes'),
  revision: 1,
  recordedAt: { ms: 0, source: 'message' },
  state: 'completed',
  history: [{ state: 'completed', atMs: 0 }],
  jobs: [],
  analysis: {
    categories: [],
    topics: [],
    topicSummaries: [],
    moderation: [],
    sensitiveData: [],
    customFields: {},
    sources: [],
    transcript: {
      text: TEXTS.join(' '),
      segments: TEXTS.map((text, index) => ({
        index,
        text,
        startMs: index * 3_000,
        endMs: index * 3_000 + 2_000,
        speaker: `spk_${index}`,
      })),
    },
  },
  createdAtMs: 0,
  updatedAtMs: 0,
};

let data: string;

beforeEach(async ({ onTestFinished }) => {
  data = await temporaryFolder(onTestFinished);
  const local = await openLocal({ folder: data });
  await local.records.save(completed);
  await local.close();
});

/** Each participant as `label role name source`. */
async function roles(...options: string[]): Promise<string[]> {
  const { code, stdout, stderr } = await run('roles', 'bikes', '--data', data, '--json', ...options);
  expect([code, stderr]).toEqual([0, '']);
  const { participants } = JSON.parse(stdout) as { participants: Record<string, string>[] };
  return participants.map(({ label, role, name = '-', role_source: source }) => `${label} ${role} ${name} ${source}`);
}

describe('earshot roles', () => {
  it('shows who is who, how that is known, and the words that say so', async () => {
    const { code, stdout } = await run('roles', 'bikes', '--data', data);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^spk_0\s+agent\s+what was said\s+“.*how can I help/m);
    expect(stdout).toMatch(/^spk_1\s+customer\s+what was said/m);
  });

  it('corrects roles and names, each time on top of what was said before, until that is withdrawn', async () => {
    const found = ['spk_0 agent - phrases', 'spk_1 customer - phrases'];
    expect(await roles()).toEqual(found);
    expect(await roles('--agent', 'spk_1')).toEqual(['spk_0 customer - correction', 'spk_1 agent - correction']);
    const named = ['spk_0 customer - correction', 'spk_1 agent Zoe correction'];
    expect(await roles('--name', 'spk_1=Zoe')).toEqual(named);
    expect(await roles()).toEqual(named);
    expect((await run('roles', 'bikes', '--data', data)).stdout).toMatch(/^spk_1\s+agent\s+Zoe\s+a person \(.+\)/m);
    expect(await roles('--agent', 'spk_0')).toEqual(['spk_0 agent - correction', 'spk_1 customer Zoe correction']);
    expect(await roles('--reset')).toEqual(found);
  });

  it('refuses who takes no part, a name without a label, and a call that is unknown', async () => {
    const refused = await run('roles', 'bikes', '--data', data, '--agent', 'spk_7');
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain('EARSHOT_INVALID_INPUT');
    expect(await run('roles', 'bikes', '--data', data, '--name', 'Zoe')).toMatchObject({ code: 2, stdout: '' });
    const both = await run('roles', 'bikes', '--data', data, '--agent', 'spk_1', '--customer', 'spk_1');
    expect(both).toMatchObject({ code: 2, stdout: '' });
    expect(await run('roles', 'nobody', '--data', data)).toMatchObject({ code: 1, stdout: '' });
  });
});
