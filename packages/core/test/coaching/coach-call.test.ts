import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Analysis,
  type CallRecord,
  coachCall,
  type Finding,
  Insight,
  ObjectUri,
  Ruleset,
  readRuleset,
  SHIPPED_RULESETS,
} from '../../src/index.js';
import { callOf, NOBODY_KNOWN, type Said, said } from './calls.js';

const digests = { sha256Hex: (text: string) => createHash('sha256').update(text).digest('hex') };
const [pcaCoaching, support] = SHIPPED_RULESETS as [Ruleset, Ruleset];

function rulesOf(record: CallRecord, ruleset: Ruleset = support): string[] {
  return coachCall(record, [ruleset], digests).insights.map(({ rule }) => rule);
}

const felt = (score: number) => ({ sentiment: { label: 'mixed' as const, score, words: [] } });
const issue = (value: string): Finding => ({ kind: 'issue', value, basis: 'estimated', evidence: [] });
const stated = (agentS: number, customerS: number, sentiment = 0): Partial<Analysis> => ({
  speakerStatistics: [
    { speaker: 'A', talkMs: agentS * 1_000 },
    { speaker: 'C', talkMs: customerS * 1_000, sentiment },
  ],
  mediaFacts: { durationMs: 180_000 },
});

describe('an insight', () => {
  const spoken = [said('C', 0, 45, 'It is broken.', felt(-0.7)), said('A', 45, 165)];
  const source = { uri: ObjectUri.parse('s3://calls/parsedFiles/2026/a call.json'), kind: 'pca', redacted: false };
  const record = callOf(spoken, { ...stated(120, 45, -0.7), sources: [source] });
  const [first] = coachCall(record, [pcaCoaching], digests).insights;

  test('says what was found, in which call, and what that rests on', () => {
    expect(Insight.parse(first)).toEqual(first);
    expect(first).toMatchObject({
      hash: record.hash,
      callId: record.callId,
      ruleset: 'pca-coaching',
      rulesetVersion: pcaCoaching.version,
      rule: 'empathy',
      transcriptId: 'parsedFiles/2026/a call.json',
      transcriptFileName: 'a call.json',
      agentName: 'Zoe',
      callTimeMs: record.recordedAt.ms,
      createdAtMs: record.history.at(-1)?.atMs,
      type: 'improvement',
      category: 'empathy',
      priority: 'high',
      impactLevel: 'high',
      aiConfidence: 0.89,
      metrics: { customerSentiment: -3.5, callDuration: 180 },
      basis: 'estimated',
      evidence: [{ startMs: 0, endMs: 45_000, segmentIndex: 0 }],
      initialStatus: 'pending',
    });
    expect(first?.message).toContain('-3.5');
    expect(first?.suggestedActions).toHaveLength(4);
  });

  test('of a call without a document or a named agent says so', () => {
    const nameless = callOf(spoken, stated(120, 45, -0.7), {
      people: [
        { label: 'A', role: 'unknown' },
        { label: 'C', role: 'customer' },
      ],
    });
    expect(coachCall(nameless, [pcaCoaching], digests).insights).toMatchObject([
      { transcriptId: record.callId, transcriptFileName: record.callId, agentName: 'Unknown' },
    ]);
  });

  test('is dated by the last result that was stored, whatever happened since', () => {
    const history = [
      { state: 'completed' as const, atMs: 7 },
      { state: 'no_match' as const, atMs: 9 },
      { state: 'failed' as const, atMs: 11 },
    ];
    const [found] = coachCall({ ...record, history }, [pcaCoaching], digests).insights;
    expect(found?.createdAtMs).toBe(9);
  });

  test('keeps its id when the ruleset has a new version or the record a new revision, and no other call has it', () => {
    const idsOf = (of: CallRecord, version = 1) =>
      coachCall(of, [{ ...pcaCoaching, version }], digests).insights.map(({ id }) => id);
    expect(idsOf({ ...record, revision: 9, updatedAtMs: 5 }, 2)).toEqual(idsOf(record));
    const hash = 'f'.repeat(32) as CallRecord['hash'];
    expect(idsOf({ ...record, hash }).some((id) => idsOf(record).includes(id))).toBe(false);
  });

  test('about one of several items has an id that does not depend on their order, and equal ones have ids of their own', () => {
    const texts = fc.array(fc.constantFrom('late', 'broken', 'rude'), { minLength: 1, maxLength: 6 });
    const ruleset = {
      ...pcaCoaching,
      rules: pcaCoaching.rules.map((rule) => ({ ...rule, each: rule.each && { ...rule.each, first: 50 } })),
    };
    fc.assert(
      fc.property(texts, (issues) => {
        const idsOf = (found: readonly string[]) =>
          coachCall(callOf(spoken, { findings: found.map(issue) }), [ruleset], digests).insights.map(({ id }) => id);
        const ids = idsOf(issues);
        expect(new Set(ids).size).toBe(ids.length);
        expect(new Set(idsOf(issues.toReversed()))).toEqual(new Set(ids));
      }),
      { numRuns: 50 },
    );
  });

  test('about an item is estimated, even if its rule also rests on what is measured', () => {
    const both = pcaCoaching.rules
      .filter(({ id }) => id === 'issue')
      .map((rule) => ({ ...rule, when: { metric: 'call_length', above: 0 } }));
    const long = callOf(spoken, { findings: [issue('late')], mediaFacts: { durationMs: 900_000 } });
    const basisOf = (rules: Ruleset['rules']) =>
      coachCall(long, [{ ...pcaCoaching, rules }], digests).insights.map(({ basis }) => basis);
    expect(basisOf(both)).toEqual(['estimated']);
    expect(basisOf(both.map(({ each: _, ...rule }) => ({ ...rule, message: 'x', metrics: {} })))).toEqual(['measured']);
  });

  test('comes of a call at most fifty times', () => {
    const issues = Array.from({ length: 60 }, (_, nth) => issue(`issue ${nth}`));
    const [rule] = pcaCoaching.rules.filter(({ id }) => id === 'issue');
    const rules = [1, 2].map((nth) => ({ ...rule, id: `r${nth}`, each: { of: 'issues', first: 50 } }));
    const ruleset = Ruleset.parse({ ...pcaCoaching, rules });
    expect(coachCall(callOf(spoken, { findings: issues }), [ruleset], digests).insights).toHaveLength(50);
  });

  test('about a very long issue has its beginning, in whole characters', () => {
    const issues = [`${'x'.repeat(998)}😀 one`, `${'x'.repeat(998)}😀 two`].map(issue);
    const { insights } = coachCall(callOf(spoken, { findings: issues }), [pcaCoaching], digests);
    const found = insights.filter(({ rule }) => rule === 'issue');
    expect(found.map(({ metrics }) => metrics['issueText'])).toEqual([1, 2].map(() => `${'x'.repeat(998)}…`));
    expect(new Set(found.map(({ id }) => id)).size).toBe(2);
  });

  test('never comes of a call that was not understood or without segments', () => {
    expect(
      coachCall(callOf(spoken, { ...stated(120, 45, -0.7), understood: false }), [pcaCoaching], digests),
    ).toMatchObject({
      metrics: [],
      insights: [],
    });
    const silent = coachCall(callOf([], stated(120, 45, -0.7)), [pcaCoaching], digests);
    expect(silent.insights).toEqual([]);
    expect(silent.metrics).not.toEqual([]);
  });

  test('is worded for people: shares in percent, times in seconds and minutes', () => {
    const rule = {
      id: 'all',
      when: { metric: 'call_length', above: 0 },
      type: 'note',
      category: 'note',
      priority: 'low',
      aiConfidence: 0.5,
      title: 'x',
      message: '{agent_talk_share}, {agent_talk_time}, {call_length}, {agent_interruptions}, {agent_questions}',
      suggestedActions: [],
    };
    const own = readRuleset(JSON.stringify({ name: 'own', version: 1, title: 'Own', rules: [rule] }));
    const [found] = coachCall(record, [own], digests).insights;
    expect(found?.message).toBe('72.7%, 2 min, 3 min, an unknown number of, 0');
  });
});

describe('pca-coaching', () => {
  const spoken = [said('C', 0, 5), said('A', 5, 10)];
  const give = (analysis: Partial<Analysis>) => rulesOf(callOf(spoken, analysis), pcaCoaching);

  test.each([
    [120, 45, -3.5, ['empathy', 'active_listening']],
    [0, 0, -2, []],
    [0, 0, -2.01, ['empathy']],
    [0, 0, 3, []],
    [0, 0, 3.01, ['customer_satisfaction']],
    [70, 30, 0, []],
    [84, 36, 0, []],
    [71, 30, 0, ['active_listening']],
    [120, 0, 0, []],
    [0, 120, 0, []],
  ])('of %s s of agent, %s s of customer, and a sentiment of %s gives %j', (agentS, customerS, score, rules) => {
    expect(give(stated(agentS, customerS, score / 5))).toEqual(rules);
  });

  test('gives one for each of the first three categories, those that match what is not said left out', () => {
    const categories = ['zero', 'a', 'b', 'c', 'd'];
    const count = (value: string, times: number): Finding => ({ ...issue(value), kind: 'category', count: times });
    const findings = [count('zero', 0), count('a', 2), count('b', 1), count('c', 1), count('d', 1)];
    const { insights } = coachCall(callOf(spoken, { categories, findings }), [pcaCoaching], digests);
    expect(insights.map(({ title, metrics }) => [title, metrics])).toEqual([
      ['Category: a', { categoryName: 'a', instances: 2 }],
      ['Category: b', { categoryName: 'b', instances: 1 }],
      ['Category: c', { categoryName: 'c', instances: 1 }],
    ]);
  });

  test('gives one for each of the first two issues', () => {
    const { insights } = coachCall(callOf(spoken, { findings: ['x', 'y', 'z'].map(issue) }), [pcaCoaching], digests);
    expect(insights.map(({ metrics }) => metrics)).toEqual([{ issueText: 'x' }, { issueText: 'y' }]);
    expect(new Set(insights.map(({ id }) => id)).size).toBe(2);
  });
});

describe('support', () => {
  const quarters = (first: number, last: number): readonly Said[] => [
    said('C', 0, 30, 'One.', felt(first)),
    said('A', 30, 90),
    said('C', 90, 120, 'Two.', felt(last)),
  ];
  const channels = (spoken: readonly Said[]) => spoken.map((one) => ({ ...one, channel: `ch_${one.speaker}` }));
  const interrupting = Array.from({ length: 4 }, (_, nth) => [
    said('C', nth * 20, nth * 20 + 10),
    said('A', nth * 20 + 9, nth * 20 + 19),
  ]);
  const alternating = [said('C', 0, 50), said('A', 50, 100)];

  test.each<[string, readonly Said[], readonly string[]]>([
    ['a mood that falls', quarters(0, -0.6), ['mood_fell']],
    ['a mood that was bad all along', quarters(-0.6, -0.6), []],
    ['a mood that recovers', quarters(-0.2, 0.2), ['mood_recovered']],
    ['a mood that stays good', quarters(0.2, 0.4), []],
    ['an agent who talks most', [said('C', 0, 34), said('A', 34, 100)], ['agent_talks_most']],
    ['an agent who talks most of a short call', [said('C', 0, 10), said('A', 10, 80)], []],
    ['a monologue of more than 2 min', [said('C', 0, 130), said('A', 130, 250.1)], ['long_monologue']],
    ['a monologue of 2 min', [said('C', 0, 130), said('A', 130, 250)], []],
    ['a silence of more than 15 s', [said('C', 0, 50), said('A', 50, 80), said('C', 95.1, 120)], ['long_silence']],
    ['silence for more than a fifth', [said('A', 0, 38), said('C', 51, 89), said('C', 102, 110)], ['much_silence']],
    ['four interruptions', channels(interrupting.flat()), ['interruptions']],
    ['three interruptions', channels(interrupting.slice(1).flat()), []],
    ['late answers', [said('C', 0, 50), said('A', 55.1, 100)], ['slow_answers']],
    ['a call like any other', alternating, []],
  ])('of %s gives what it should', (_, spoken, rules) => {
    expect(rulesOf(callOf(spoken))).toEqual(rules);
  });

  test('says nothing about roles that nobody knows', () => {
    expect(rulesOf(callOf([said('C', 0, 10), said('A', 10, 400)], {}, { people: NOBODY_KNOWN }))).toEqual([]);
  });
});
