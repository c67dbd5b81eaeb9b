import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CallRecord, METRIC_DEFINITIONS, type Ruleset, SHIPPED_RULESETS } from '@earshot/core';
import { describe, expect, it } from 'vitest';
import { coach } from './snippets/coach-a-call.ts';

const TEXT = readFileSync(join(import.meta.dirname, 'coaching.md'), 'utf8');

/** The rows of the table under a heading whose first cell has code in it. */
function rowsAfter(heading: string): string[][] {
  const [, after = ''] = TEXT.split(`${heading}\n`);
  const [section = ''] = after.split(/^## /m);
  const rows = section.split('\n').filter((line) => line.startsWith('| `'));
  return rows.map((row) => row.split(' | ').map((cell) => cell.replaceAll(/^\| | \|$/g, '')));
}
const codeIn = (text = '') => [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);

describe('docs/coaching.md', () => {
  it('has every metric, with its unit', () => {
    const documented = rowsAfter('## Metrics').flatMap(([names = '', unit]) => {
      const [first = '', last = ''] = codeIn(names);
      const all = names.includes('…') ? rangeOf(first, last) : codeIn(names);
      return all.map((name) => [name, unit]);
    });
    const known = documented.filter(([, unit]) => METRIC_DEFINITIONS.some((metric) => metric.unit === unit));
    expect(known.toSorted()).toEqual(METRIC_DEFINITIONS.map(({ name, unit }) => [name, unit]).toSorted());
  });

  it('has every rule that Earshot ships, in its order', () => {
    const documented = rowsAfter('## Shipped rulesets').map(([rule]) => codeIn(rule)[0]);
    expect(documented).toEqual(SHIPPED_RULESETS.flatMap(({ rules }: Ruleset) => rules.map(({ id }) => id)));
  });
});

function rangeOf(first: string, last: string): string[] {
  const roles = [first, last].map((name) => name.slice(0, name.indexOf('_')));
  const stem = first.slice(first.indexOf('_'), -1);
  return roles.flatMap((role) => [1, 2, 3, 4].map((quarter) => `${role}${stem}${quarter}`));
}

describe('the snippet that coaches a call', () => {
  const said = [
    ['spk_0', 0, 60, 'Good morning, my heating makes a noise.'],
    ['spk_1', 60, 180, 'This call is recorded. Let me explain how it works.'],
  ] as const;

  it('says what the rules of the page find, in a call that has no early notice', () => {
    expect(
      coach(
        callOf([
          { label: 'spk_0', role: 'customer' },
          { label: 'spk_1', role: 'agent' },
        ]),
      ),
    ).toEqual([
      'agent_talk_share: 0.666667 (estimated)',
      'high: The agent did not say within a minute that the call is recorded. {}',
      'medium: The agent spoke 66.7% of the time, up to 2 min without a break. {"talkShare":0.666667,"longestMonologue":120}',
    ]);
  });

  it('says nothing about a call in which nobody knows who the agent is', () => {
    expect(coach(callOf([]))).toEqual(['agent_talk_share: Nobody knows who the agent is. (unavailable)']);
  });

  function callOf(roles: NonNullable<CallRecord['correction']>['roles']): CallRecord {
    const segments = said.map(([speaker, fromS, toS, text], index) => ({
      index,
      speaker,
      startMs: fromS * 1_000,
      endMs: toS * 1_000,
      text,
    }));
    return CallRecord.parse({
      hash: '0'.repeat(32),
      callId: 'call-1',
      revision: 1,
      recordedAt: { ms: 0, source: 'message' },
      state: 'completed',
      history: [{ state: 'completed', atMs: 0 }],
      jobs: [],
      analysis: {
        transcript: { text: '', segments },
        categories: [],
        topics: [],
        topicSummaries: [],
        moderation: [],
        sensitiveData: [],
        customFields: {},
        sources: [],
      },
      correction: { roles, actor: 'lead', atMs: 0 },
      createdAtMs: 0,
      updatedAtMs: 0,
    });
  }
});
