import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type CallRecord, coachCall, FORMATS, type Insight, ObjectUri, SHIPPED_RULESETS } from '../../src/index.js';
import { sampleRecord } from '../../src/testing/sample-record.js';
import { utf8 } from '../input/json-text.js';

type Raw = Readonly<Record<string, unknown>>;

const URI = ObjectUri.parse('s3://pca-output/parsedFiles/call-one.json');
const digests = { sha256Hex: (text: string) => createHash('sha256').update(text).digest('hex') };
const rulesets = SHIPPED_RULESETS.filter(({ name }) => name === 'pca-coaching');

/** One short segment of a customer who was unhappy, and an agent who talked for 120 of 165 s. Nobody is named by a label. */
const CALL: Raw = {
  Agent: 'Ines',
  Duration: 180,
  ConversationTime: '2026-03-02T08:30:00',
  SentimentTrends: { spk_0: { SentimentScore: -3.5 }, spk_1: { SentimentScore: 2.1 } },
  SpeakerTime: { spk_0: { TotalTimeSecs: 45 }, spk_1: { TotalTimeSecs: 120 } },
};
const SEGMENT: Raw = { SegmentSpeaker: 'spk_0', SegmentStartTime: 0, SegmentEndTime: 5, DisplayText: 'It broke.' };

/** The record of a document, as our reader of Post Call Analytics reads it. */
async function recordOf(call: Raw, segments: readonly Raw[]): Promise<CallRecord> {
  const bytes = utf8(JSON.stringify({ ConversationAnalytics: { ...CALL, ...call }, SpeechSegments: segments }));
  const bounds = { documents: 1, bytes: bytes.length, concurrency: 1 };
  const reading = await FORMATS.find(({ name }) => name === 'pca')?.read(URI, {
    store: { get: async () => bytes },
    copies: 'original',
    bounds,
  });
  if (reading === undefined || !('analysis' in reading)) throw new Error('the document is not read');
  const { metadata: _, media: __, ...record } = sampleRecord(1, { analysis: reading.analysis });
  return record;
}
async function insightsOf(call: Raw = {}, segments: readonly Raw[] = [SEGMENT]): Promise<readonly Insight[]> {
  return coachCall(await recordOf(call, segments), rulesets, digests).insights;
}
const rulesOf = async (call?: Raw, segments?: readonly Raw[]) =>
  (await insightsOf(call, segments)).map(({ rule }) => rule);
const scores = (customer: number, agent = 0) => ({
  SentimentTrends: { spk_0: { SentimentScore: customer }, spk_1: { SentimentScore: agent } },
});
const times = (agent: number, customer: number, more: Raw = {}) => ({
  SpeakerTime: { spk_0: { TotalTimeSecs: customer }, spk_1: { TotalTimeSecs: agent }, ...more },
});
/** Neither an unhappy customer nor an agent who talks a lot. */
const CALM = { ...scores(0), ...times(60, 60) };

describe('a call of Post Call Analytics', () => {
  test('with an unhappy customer and a talkative agent gives exactly two insights', async () => {
    const insights = await insightsOf();
    expect(insights).toMatchObject([
      {
        rule: 'empathy',
        type: 'improvement',
        category: 'empathy',
        priority: 'high',
        impactLevel: 'high',
        aiConfidence: 0.89,
        initialStatus: 'pending',
        transcriptId: 'parsedFiles/call-one.json',
        transcriptFileName: 'call-one.json',
        agentName: 'Ines',
        metrics: { customerSentiment: -3.5, callDuration: 180 },
        basis: 'estimated',
      },
      {
        rule: 'active_listening',
        category: 'active_listening',
        priority: 'medium',
        aiConfidence: 0.87,
        metrics: { agentTalkTime: 120, customerTalkTime: 45, agentTalkRatio: 0.727273 },
      },
    ]);
    expect(insights).toHaveLength(2);
    for (const { suggestedActions } of insights) expect(suggestedActions).toHaveLength(4);
  });

  test.each([
    ['a sentiment of exactly -2', { ...CALM, ...scores(-2) }, []],
    ['a sentiment below -2', { ...CALM, ...scores(-2.01) }, ['empathy']],
    ['a sentiment of exactly 3', { ...CALM, ...scores(3) }, []],
    ['a sentiment above 3', { ...CALM, ...scores(3.01) }, ['customer_satisfaction']],
    ['a happy agent', { ...CALM, ...scores(0, 4) }, []],
    ['a share of exactly 0.7', { ...CALM, ...times(70, 30) }, []],
    ['a share above 0.7', { ...CALM, ...times(70.1, 30) }, ['active_listening']],
    ['an agent of 0 s', { ...CALM, ...times(0, 90) }, []],
    ['a customer of 0 s', { ...CALM, ...times(90, 0) }, []],
    ['much talk of nobody', { ...CALM, ...times(70, 30, { NonTalkTime: { TotalTimeSecs: 500 } }) }, []],
  ])('with %s gives what it should', async (_, call, rules) => {
    expect(await rulesOf(call)).toEqual(rules);
  });

  test('without segments gives none, and with a segment of no role all the same', async () => {
    expect(await rulesOf({}, [])).toEqual([]);
    expect(await rulesOf({}, [{ ...SEGMENT, SegmentSpeaker: 'spk_1' }])).toEqual(['empathy', 'active_listening']);
  });

  test('may write its duration as a text, and has an unknown agent where that says None', async () => {
    const [first] = await insightsOf({ Duration: '180.5', Agent: 'None' });
    expect(first).toMatchObject({ agentName: 'Unknown', metrics: { callDuration: 180.5 } });
  });

  test('whose labels say who is who is read by its labels', async () => {
    const labels = (first: string, second: string) => ({
      SpeakerLabels: [
        { Speaker: 'spk_1', DisplayText: second },
        { Speaker: 'spk_0', DisplayText: first },
      ],
    });
    expect(await rulesOf(labels('Customer', 'Agent'))).toEqual(['empathy', 'active_listening']);
    expect(await rulesOf(labels('Customer', 'Ines'))).toEqual(['empathy', 'active_listening']);
    expect(await rulesOf(labels('Agent', 'Customer'))).toEqual([]);
    expect(await rulesOf({ ...labels('Agent', 'Customer'), ...scores(0, -3) })).toEqual(['empathy']);
  });

  test('gives one insight for each of three categories and two issues, and no more', async () => {
    const category = (Name: string, Instances = 1) => ({ Name, Instances, Timestamps: [] });
    const insights = await insightsOf({
      ...CALM,
      CategoriesDetected: [category('never said', 0), ...['a', 'b', 'c', 'd'].map((name) => category(name, 2))],
      IssuesDetected: ['x', 'y', 'z'].map((Text) => ({ Text, BeginOffset: 0, EndOffset: 1 })),
    });
    expect(insights.map(({ rule, metrics }) => [rule, metrics])).toEqual([
      ['call_category', { categoryName: 'a', instances: 2 }],
      ['call_category', { categoryName: 'b', instances: 2 }],
      ['call_category', { categoryName: 'c', instances: 2 }],
      ['issue', { issueText: 'x' }],
      ['issue', { issueText: 'y' }],
    ]);
    expect(new Set(insights.map(({ id }) => id)).size).toBe(5);
  });

  test('gives the issues in the order of the call, not in that of its segments', async () => {
    const issue = (Text: string) => ({ Text, BeginOffset: 0, EndOffset: 1 });
    const later = { ...SEGMENT, SegmentStartTime: 6, SegmentEndTime: 9, IssuesDetected: [issue('x')] };
    const insights = await insightsOf({ ...CALM, IssuesDetected: ['x', 'y', 'z'].map(issue) }, [
      { ...SEGMENT, IssuesDetected: [issue('z')] },
      later,
    ]);
    expect(insights.map(({ metrics }) => metrics['issueText'])).toEqual(['x', 'y']);
  });

  test('that is written again gives the same insights', async () => {
    expect(await insightsOf()).toEqual(await insightsOf());
  });
});
