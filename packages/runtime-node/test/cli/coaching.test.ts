import { mkdir, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { AgentItem, CallCoachingItem, CoachingAnalytics } from '@earshot/adapters-http';
import { InsightItem } from '@earshot/core';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../results-on-disk.js';
import { serving } from './earshot.js';
import { run } from './run-in-process.js';

const EXAMPLES = join(import.meta.dirname, '../../../../examples/pca-bucket');
/** The figures of the call that the setup guide of the coaching add-on gives as its test, in words of our own. */
const UPSET = {
  ConversationAnalytics: {
    Agent: 'Imani',
    Duration: 180,
    SentimentTrends: { spk_0: { SentimentScore: -3.5 }, spk_1: { SentimentScore: 2.1 } },
    SpeakerTime: { spk_0: { TotalTimeSecs: 45 }, spk_1: { TotalTimeSecs: 120 } },
  },
  SpeechSegments: [{ SegmentSpeaker: 'spk_0', SegmentStartTime: 0, SegmentEndTime: 5, DisplayText: 'It never came.' }],
};

async function bucketOf(documents: Readonly<Record<string, object>>): Promise<string> {
  const bucket = await temporaryFolder();
  await mkdir(join(bucket, 'parsedFiles'));
  for (const [name, document] of Object.entries(documents)) {
    await writeFile(join(bucket, 'parsedFiles', `${name}.json`), JSON.stringify(document));
  }
  return bucket;
}

async function ingested(path = EXAMPLES): Promise<string> {
  const data = await temporaryFolder();
  expect(await run('ingest', path, '--data', data)).toMatchObject({ code: 0 });
  return data;
}

/** What a command prints with `--json`, line by line. */
async function lines(...args: string[]): Promise<unknown[]> {
  const { code, stdout, stderr } = await run(...args, '--json');
  expect([args, code, stderr]).toEqual([args, 0, '']);
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as unknown);
}

async function insights(data: string, ...args: string[]): Promise<InsightItem[]> {
  return (await lines('insights', 'list', '--data', data, ...args)).map((line) => InsightItem.parse(line));
}

async function coaching(data: string, call: string): Promise<CallCoachingItem> {
  const [line] = await lines('coach', call, '--data', data);
  return CallCoachingItem.parse(line);
}

const ruleOf = ({ ruleset, rule }: Pick<InsightItem, 'ruleset' | 'rule'>) => `${ruleset}/${rule}`;

describe('a bucket of Post Call Analytics', () => {
  it('is coached from the command line to the HTTP API, where consumers of the add-on find what they expect', async () => {
    const data = await ingested(await bucketOf({ 'our-test-call': UPSET }));
    const server = await serving(['serve', '--port', '0'], { EARSHOT_DATA: data });
    const read = async <T>(path: string) => (await (await fetch(`${server.url}${path}`)).json()) as T;
    const answer = CoachingAnalytics.parse(await read('/coaching-analytics'));
    expect(answer).toMatchObject({ totalInsights: 2, highPriorityInsights: 1, totalsExact: true });
    expect(answer.insights.map(({ category }) => category).sort()).toEqual(['active_listening', 'empathy']);
    expect(answer.insights).toMatchObject(
      Array(2).fill({ agentName: 'Imani', transcriptFileName: 'our-test-call.json' }),
    );

    const [{ id } = { id: '' }] = answer.insights;
    const asked = ['--server', server.url];
    const [done] = await lines('insights', 'done', id.slice(0, 8), '--comment', 'Seen.', ...asked);
    expect(done).toMatchObject({ id, status: 'completed', decisions: [{ actor: 'local' }] });
    expect(await read(`/insights/${id}`)).toEqual(done);
    expect(await lines('coach', 'our-test-call', ...asked)).toEqual([await read('/calls/our-test-call/coaching')]);
    expect(await lines('agents', ...asked)).toEqual([{ name: 'Imani' }]);
    expect(await lines('agents', 'Imani', ...asked)).toEqual([await read('/agents/Imani')]);
    expect((await read<CoachingAnalytics>('/coaching-analytics?status=pending')).totalInsights).toBe(1);
    await server.stop('SIGTERM');
  });

  it('gives every rule of the add-on something to find in the examples', async () => {
    const found = await insights(await ingested(), '--ruleset', 'pca-coaching', '--limit', '100');
    expect([...new Set(found.map(ruleOf))].sort()).toEqual(
      ['active_listening', 'call_category', 'customer_satisfaction', 'empathy', 'issue'].map(
        (rule) => `pca-coaching/${rule}`,
      ),
    );
  });
});

describe('what people decide', () => {
  it('survives rescoring and another ingest, and who is corrected', async () => {
    const data = await ingested();
    const [empathy] = await insights(data, '--category', 'empathy');
    const id = empathy?.id ?? expect.unreachable();
    const args = ['--data', data];
    await lines('insights', 'ack', id, ...args);
    const [dismissed] = await lines('insights', 'dismiss', id.slice(0, 6), '--comment', 'Not her fault.', ...args);
    expect(dismissed).toMatchObject({
      status: 'dismissed',
      decisions: [{ status: 'acknowledged' }, { status: 'dismissed', actor: userInfo().username }],
      comments: [{ text: 'Not her fault.' }],
    });
    expect(await lines('insights', 'dismiss', id, '--comment', 'Not her fault.', ...args)).toEqual([dismissed]);

    await run('rescore', '--force', ...args);
    await run('ingest', EXAMPLES, ...args);
    expect(await lines('insights', 'show', id, ...args)).toEqual([dismissed]);

    await run('roles', 'late-sofa.wav', '--agent', 'spk_0', ...args);
    const swapped = await coaching(data, 'late-sofa.wav');
    expect(swapped.participants).toMatchObject([{ role: 'customer' }, { role: 'agent' }]);
    expect(swapped.insights.map(ruleOf)).not.toContain('pca-coaching/empathy');
    expect(swapped.insights.map(ruleOf)).not.toContain('pca-coaching/active_listening');
    expect(await run('insights', 'show', id, ...args)).toMatchObject({ code: 1, stdout: '' });
    await run('roles', 'late-sofa.wav', '--reset', ...args);
    expect(await lines('insights', 'show', id, ...args)).toMatchObject([{ status: 'dismissed', comments: [{}] }]);
  });

  it('can be undone, and goes with the call when that is erased', async () => {
    const data = await ingested();
    const args = ['--data', data];
    const before = await coaching(data, 'late-sofa.wav');
    const [{ id } = { id: '' }] = before.insights;
    await lines('insights', 'done', id, ...args);
    expect(await lines('insights', 'reopen', id, ...args)).toMatchObject([{ status: 'pending' }]);
    expect(await lines('insights', 'comment', id, 'Ask Zoe.', ...args)).toMatchObject([
      { status: 'pending', comments: [{ text: 'Ask Zoe.' }] },
    ]);
    const [receipt] = await lines('erase', 'late-sofa.wav', '--yes', ...args);
    expect(receipt).toMatchObject({ derived: [{ name: 'coaching' }, { name: 'search', removed: expect.any(Number) }] });
    expect((receipt as { derived: { removed: number }[] }).derived[0]?.removed).toBeGreaterThanOrEqual(
      before.insights.length,
    );
    expect(await insights(data, '--agent', 'Zoe', '--limit', '100')).toHaveLength(1);
    expect(await run('insights', 'done', id, ...args)).toMatchObject({ code: 1, stdout: '' });
    expect(await run('coach', 'late-sofa.wav', ...args)).toMatchObject({ code: 1, stdout: '' });
  });
});

describe('earshot coach', () => {
  it('shows who is who, each metric with how it is known, and what to do', async () => {
    const { code, stdout } = await run('coach', 'late-sofa.wav', '--data', await ingested());
    expect(code).toBe(0);
    expect(stdout).toMatch(/^spk_1\s+agent\s+Zoe\s+what was said/m);
    expect(stdout).toMatch(/^agent talk share\s+80\.3%\s+estimated/m);
    expect(stdout).toMatch(/^customer sentiment by quarter\s+-3\.5 – -4\.0 -3\.0/m);
    expect(stdout).toMatch(/^ {2}agent interruptions, customer interruptions: Only recordings/m);
    expect(stdout).toMatch(/^high +Respond to an unhappy customer\n +The customer was unhappy.*\n +At 0:05–0:10/m);
    expect(stdout).toMatch(/^ +- Acknowledge the problem/m);
    expect(stdout.match(/^(?:high|medium|low)\b/gm)).toEqual(['high', 'high', 'medium', 'medium', 'medium', 'medium']);
  });

  it('coaches results that are read for it alone, by the rulesets that are named', async () => {
    const named = ['coach', 'late-sofa.wav', '--ingest', EXAMPLES, '--rulesets', 'support'];
    const [call] = (await lines(...named)) as CallCoachingItem[];
    expect(new Set(call?.insights.map(({ ruleset }) => ruleset))).toEqual(new Set(['support']));
  });

  it('says that a call was not understood', async () => {
    const { DisplayText: _, ...silent } = UPSET.SpeechSegments[0] ?? {};
    const data = await ingested(
      await bucketOf({
        silent: { ...UPSET, SpeechSegments: [] },
        upset: UPSET,
        odd: { ...UPSET, SpeechSegments: [silent] },
      }),
    );
    expect((await coaching(data, 'silent')).insights).toEqual([]);
    expect((await run('coach', 'silent', '--data', data)).stdout).toContain('No insights');
    expect((await coaching(data, 'odd')).insights).not.toEqual([]);
  });
});

describe('earshot insights', () => {
  it('lists by filters, with totals over all that match', async () => {
    const data = await ingested();
    const { code, stdout } = await run('insights', 'list', '--data', data, '--limit', '2', '--agent', 'Mateo');
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(/^Id\s+Created.*\n.*\n.*\n\n2 of \d+ insights, 2 of high/),
    ]);
    expect(await insights(data, '--priority', 'high')).toHaveLength(4);
    expect(await insights(data, '--type', 'praise')).toMatchObject([{ status: 'completed', agentName: 'Zoe' }]);
    expect(await insights(data, '--status', 'completed', '--call', 'table-legs-came.wav')).toHaveLength(1);
    expect(await insights(data, '--from', '2090-01-01')).toEqual([]);
    const all = await insights(data, '--limit', '100');
    expect(await insights(data, '--limit', '3')).toEqual(all.slice(0, 3));
    expect((await run('insights', 'list', '--data', data, '--agent', 'Nobody')).stderr).toBe('no insight matches\n');
    expect(await run('insights', 'list', '--data', data, '--call', 'nobody')).toMatchObject({ code: 1, stdout: '' });
  });

  it('refuses what is wrong', async () => {
    const data = ['--data', await ingested()];
    expect(await run('insights', 'list', '--priority', 'urgent', ...data)).toMatchObject({ code: 2 });
    expect(await run('insights', 'show', 'xyz', ...data)).toMatchObject({ code: 1 });
    expect(await run('insights', 'done', '0'.repeat(32), ...data)).toMatchObject({ code: 1 });
    const [{ id } = { id: '' }] = await insights(data[1] ?? '');
    expect(await run('insights', 'comment', id, '  ', ...data)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('EARSHOT_INVALID_INPUT'),
    });
  });
});

describe('earshot agents', () => {
  it('lists agents, and shows the numbers of one without judging few calls', async () => {
    const data = ['--data', await ingested()];
    expect((await run('agents', ...data)).stdout).toBe('Mateo\nZoe\n');
    expect((await run('agents', ...data, '--limit', '1')).stderr).toContain('--limit');
    const [zoe] = (await lines('agents', 'Zoe', ...data)) as AgentItem[];
    expect(AgentItem.parse(zoe)).toMatchObject({ calls: 2, isComplete: true, leastCalls: 20 });
    const { stdout } = await run('agents', 'Zoe', ...data);
    expect(stdout).toMatch(/^customer sentiment\s+0\.4\s+2\s+0\.4 \(2\)/m);
    expect(stdout).toContain('Fewer than 20 calls show no trend.');
    expect((await run('agents', 'Zoe', '--from', '2026-11-03', ...data)).stdout).toContain('medians of 1 call');
    expect(await run('agents', 'Nobody', ...data)).toMatchObject({ code: 1, stdout: '' });
  });
});

it('every command about coaching has examples in its help', async () => {
  for (const command of ['coach', 'insights', 'agents']) {
    const { code, stdout } = await run(command, '--help');
    expect([code, stdout]).toEqual([0, expect.stringContaining(`Examples:\n  $ earshot ${command}`)]);
  }
});
