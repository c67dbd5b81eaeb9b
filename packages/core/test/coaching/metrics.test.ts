import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/index.js';
import { METRIC_DEFINITIONS } from '../../src/index.js';
import { PARTICIPANTS_VERSION, type Participant } from '../../src/model/participant.js';
import { callOf, figureOf, metricOf, metricsOf, NOBODY_KNOWN, type Said, said } from './calls.js';

const onChannels = (spoken: readonly Said[]) => spoken.map((one) => ({ ...one, channel: `ch_${one.speaker}` }));
const moments = (record: Parameters<typeof metricOf>[0], name: string) =>
  metricOf(record, name).evidence.map(({ startMs, endMs }) => [startMs / 1_000, endMs / 1_000]);

describe('a call', () => {
  test('has every metric, the unavailable ones with the reason', () => {
    const metrics = metricsOf(callOf([said('A', 0, 5)]));
    expect(metrics.map(({ name }) => name)).toEqual(METRIC_DEFINITIONS.map(({ name }) => name));
    expect(new Set(metrics.map(({ name }) => name)).size).toBe(metrics.length);
    for (const { method } of metrics) expect(method).not.toBe('');
  });

  test('that was not understood, or in which nothing is said, has none', () => {
    expect(metricsOf(callOf([said('A', 0, 5)], { understood: false }))).toEqual([]);
    expect(metricsOf(callOf([]))).toEqual([]);
    const { analysis: _, ...bare } = callOf([]);
    expect(metricsOf(bare)).toEqual([]);
  });

  test('is as long as its recording, and at least as long as what is said', () => {
    const spoken = [said('A', 2, 62)];
    const lengthOf = (durationMs: number) => metricOf(callOf(spoken, { mediaFacts: { durationMs } }), 'call_length');
    expect(lengthOf(90_000)).toMatchObject({ value: 90_000, basis: 'measured' });
    expect(lengthOf(30_000)).toMatchObject({ value: 60_000, basis: 'estimated' });
    expect(metricOf(callOf(spoken), 'call_length')).toMatchObject({ value: 60_000, basis: 'estimated' });
  });

  test('whose document has no times has none of the metrics that rest on them', () => {
    const untimed: Finding = { kind: 'times', basis: 'unavailable', evidence: [] };
    const spoken = [said('A', 0, 0, 'Hello?'), said('C', 0, 4)];
    const record = callOf(spoken, { findings: [untimed] });
    const available = metricsOf(record).filter(({ basis }) => basis !== 'unavailable');
    expect(available.map(({ name }) => name)).toEqual(['agent_questions']);
    const points = callOf([said('A', 3, 3, 'Hello?'), said('C', 3, 3)]);
    expect(figureOf(points, 'agent_talk_time')).toBeUndefined();
    expect(figureOf(points, 'silence_total')).toBeUndefined();
  });
});

describe('talk', () => {
  test('counts the time that the segments of a role cover, once', () => {
    const record = callOf([said('A', 0, 30), said('A', 20, 40), said('C', 40, 60), said('O', 60, 90)]);
    expect(figureOf(record, 'agent_talk_time')).toBe(40_000);
    expect(figureOf(record, 'agent_talk_share')).toBe(0.666667);
    expect(figureOf(record, 'agent_talk_share_of_duration')).toBe(0.444444);
    expect(moments(record, 'agent_talk_share')).toEqual([[0, 40]]);
  });

  test('is what the vendor states, where it states it', () => {
    const speakerStatistics = [
      { speaker: 'A', talkMs: 120_000 },
      { speaker: 'C', talkMs: 45_000 },
    ];
    const record = callOf([said('C', 0, 5)], { speakerStatistics, mediaFacts: { durationMs: 180_000 } });
    expect(metricOf(record, 'agent_talk_share')).toMatchObject({ value: 0.727273, basis: 'measured' });
    expect(metricOf(record, 'agent_talk_time').method).toContain('vendor states');
    const half = callOf([said('A', 0, 30), said('C', 30, 60)], { speakerStatistics: speakerStatistics.slice(0, 1) });
    expect(figureOf(half, 'agent_talk_time')).toBe(120_000);
    expect(figureOf(half, 'agent_talk_share')).toBe(0.5);
  });

  test('that is stated may be rounded up, or nothing at all', () => {
    const statedOf = (talkMs: number, durationMs: number) =>
      callOf([said('A', 0, 1), said('C', 1, 2)], {
        speakerStatistics: ['A', 'C'].map((speaker) => ({ speaker, talkMs })),
        mediaFacts: { durationMs },
      });
    expect(figureOf(statedOf(3_000, 2_900), 'agent_talk_share_of_duration')).toBe(1);
    expect(figureOf(statedOf(0, 2_900), 'agent_talk_time')).toBe(0);
    expect(figureOf(statedOf(0, 2_900), 'agent_talk_share')).toBeUndefined();
  });

  test('of several agents is that of all of them', () => {
    const people = [
      { label: 'A', role: 'agent' as const },
      { label: 'O', role: 'agent' as const },
      { label: 'C', role: 'customer' as const },
    ];
    const spoken = [said('A', 0, 30), said('O', 30, 50), said('C', 50, 100)];
    expect(figureOf(callOf(spoken, {}, { people }), 'agent_talk_time')).toBe(50_000);
    const speakerStatistics = [
      { speaker: 'A', talkMs: 10_000, sentiment: 1 },
      { speaker: 'O', talkMs: 5_000, sentiment: -1 },
    ];
    const record = callOf(spoken, { speakerStatistics }, { people });
    expect(figureOf(record, 'agent_talk_time')).toBe(15_000);
    expect(figureOf(record, 'agent_sentiment')).toBeUndefined();
  });

  test('of several agents is not what is stated of one of them', () => {
    const people = (['A', 'O'] as const).map((label) => ({ label, role: 'agent' as const }));
    const speakerStatistics = [{ speaker: 'A', talkMs: 10_000, sentiment: 1 }];
    const record = callOf([said('A', 0, 30), said('O', 30, 50)], { speakerStatistics }, { people });
    expect(figureOf(record, 'agent_talk_time')).toBe(50_000);
    expect(figureOf(record, 'agent_sentiment')).toBeUndefined();
  });

  test('of somebody who says nothing in the transcript is unavailable, as is a share of it', () => {
    const record = callOf([said('A', 0, 30)]);
    expect(figureOf(record, 'customer_talk_time')).toBeUndefined();
    expect(figureOf(record, 'agent_talk_share')).toBeUndefined();
    expect(figureOf(record, 'agent_talk_time')).toBe(30_000);
  });

  test('is estimated where voices share a channel, or where who is who is a conclusion', () => {
    const spoken = [said('A', 0, 30), said('C', 30, 60)];
    expect(metricOf(callOf(spoken), 'agent_talk_share').basis).toBe('estimated');
    expect(metricOf(callOf(onChannels(spoken)), 'agent_talk_share').basis).toBe('measured');
  });

  test.each([
    ['start_message', undefined, 'measured'],
    ['vendor', undefined, 'measured'],
    ['vendor', 0.9, 'estimated'],
    ['file_name', undefined, 'estimated'],
    ['phrases', undefined, 'estimated'],
    ['convention', undefined, 'estimated'],
  ] as const)('of roles by %s with the confidence %s is %s', (roleSource, confidence, basis) => {
    const spoken = onChannels([said('A', 0, 30), said('C', 30, 60)]);
    const basisOf = (name: string, doubtful: string) => {
      const person = (label: string, role: 'agent' | 'customer'): Participant => {
        if (label !== doubtful) return { label, role, roleSource: 'correction', confidence: 1, evidence: [] };
        return { label, role, roleSource, ...(confidence !== undefined && { confidence }), evidence: [] };
      };
      const people = [person('A', 'agent'), person('C', 'customer')];
      const participants = { version: PARTICIPANTS_VERSION, people };
      return metricOf({ ...callOf(spoken), participants }, name).basis;
    };
    expect(basisOf('agent_talk_time', 'A')).toBe(basis);
    expect(basisOf('agent_talk_time', 'C')).toBe('measured');
    expect(basisOf('agent_talk_share', 'C')).toBe(basis);
  });
});

describe('the longest monologue', () => {
  test('goes on over own pauses under 2 s and the signs of listening of others', () => {
    const spoken = [
      said('A', 0, 20),
      said('C', 10, 10.8, 'Mhm.'),
      said('A', 21.5, 40),
      said('C', 40.2, 41, 'Yes, okay.'),
    ];
    expect(figureOf(callOf([...spoken, said('A', 41.9, 50)]), 'agent_longest_monologue')).toBe(50_000);
    expect(figureOf(callOf([...spoken, said('A', 42, 50)]), 'agent_longest_monologue')).toBe(40_000);
  });

  test('ends where somebody else takes the floor, even if that begins before the pause', () => {
    const no = [said('A', 0, 20), said('C', 20.1, 20.9, 'No, wait.'), said('A', 21, 40)];
    expect(figureOf(callOf(no), 'agent_longest_monologue')).toBe(20_000);
    const over = [said('A', 0, 20), said('C', 18, 21, 'Excuse me.'), said('A', 20.5, 40)];
    expect(figureOf(callOf(over), 'agent_longest_monologue')).toBe(20_000);
    const within = [said('A', 0, 20), said('C', 5, 20, 'Excuse me.'), said('A', 20.5, 40)];
    expect(figureOf(callOf(within), 'agent_longest_monologue')).toBe(40_000);
    expect(moments(callOf(no), 'agent_longest_monologue')).toEqual([
      [0, 20],
      [21, 40],
    ]);
  });
});

describe('silence', () => {
  const spoken = [said('A', 0, 10), said('C', 13, 20), said('A', 23.001, 30), said('C', 50, 60)];

  test('is a pause of more than 3 s in which nobody speaks', () => {
    const record = callOf(spoken, { mediaFacts: { durationMs: 100_000 } });
    expect(metricOf(record, 'silence_total')).toMatchObject({ value: 23_001, basis: 'measured' });
    expect(figureOf(record, 'silence_longest')).toBe(20_000);
    expect(figureOf(record, 'silence_share')).toBe(0.23001);
    expect(moments(record, 'silence_total')).toEqual([
      [30, 50],
      [20, 23.001],
    ]);
  });

  test('is 0 where nobody is silent, and what the vendor states otherwise', () => {
    expect(figureOf(callOf([said('A', 0, 10)]), 'silence_longest')).toBe(0);
    const nonTalk = [{ startMs: 0, endMs: 4_000 }];
    expect(figureOf(callOf(spoken, { nonTalk }), 'silence_total')).toBe(4_000);
    const long = callOf([said('A', 0, 1)], { nonTalk });
    expect(figureOf(long, 'silence_share')).toBe(1);
    const untimed = callOf([said('A', 0, 0)], { nonTalk });
    expect(figureOf(untimed, 'silence_total')).toBe(4_000);
    expect(figureOf(untimed, 'silence_share')).toBeUndefined();
  });

  test('is known although nobody knows who speaks', () => {
    const unnamed = spoken.map(({ speaker: _, ...rest }) => rest);
    expect(figureOf(callOf(unnamed, {}, { people: NOBODY_KNOWN }), 'silence_longest')).toBe(20_000);
    expect(figureOf(callOf(unnamed, {}, { people: NOBODY_KNOWN }), 'overlap_total')).toBeUndefined();
  });
});

describe('talking at once', () => {
  const spoken = [
    said('C', 0, 10),
    said('A', 9.6, 20, 'So here is what we do.'),
    said('C', 15, 15.8, 'Okay.'),
    said('C', 19.5, 30),
    said('A', 25, 40, 'Let me stop you there.'),
  ];

  test('is an interruption from half a second on, unless it is a sign of listening', () => {
    const record = callOf(onChannels(spoken));
    expect(metricOf(record, 'agent_interruptions')).toMatchObject({ value: 1, basis: 'measured' });
    expect(figureOf(record, 'customer_interruptions')).toBe(1);
    expect(moments(record, 'agent_interruptions')).toEqual([[25, 30]]);
    expect(moments(record, 'customer_interruptions')).toEqual([[19.5, 20]]);
  });

  test('is no interruption of somebody who only shows that they listen', () => {
    const record = callOf(onChannels([said('A', 0, 10), said('C', 12, 12.9, 'Mhm.'), said('A', 12.1, 20)]));
    expect(figureOf(record, 'agent_interruptions')).toBe(0);
  });

  test('is not known to be one where somebody has no channel', () => {
    const half = spoken.map((one) => (one.speaker === 'A' ? one : { ...one, channel: 'ch_0' }));
    expect(figureOf(callOf(half), 'customer_interruptions')).toBeUndefined();
  });

  test('is what the vendor states: by whom', () => {
    const interruptions = [
      { startMs: 1_000, endMs: 2_000, speaker: 'A' },
      { startMs: 3_000, endMs: 4_000 },
    ];
    const record = callOf(spoken, { interruptions });
    expect(figureOf(record, 'agent_interruptions')).toBe(1);
    expect(figureOf(record, 'customer_interruptions')).toBe(0);
    expect(figureOf(callOf(spoken, { interruptions: [] }), 'agent_interruptions')).toBe(0);
  });

  test('overlaps, for so much of the talk', () => {
    const record = callOf(onChannels(spoken));
    expect(figureOf(record, 'overlap_total')).toBe(6_700);
    expect(figureOf(record, 'overlap_share')).toBe(0.1675);
    expect(metricOf(record, 'overlap_total').basis).toBe('measured');
    expect(metricOf(callOf(spoken), 'overlap_total').basis).toBe('estimated');
    const three = [said('A', 0, 10), said('C', 2, 8), said('O', 5, 6), said('O', 9, 12)];
    expect(figureOf(callOf(three), 'overlap_total')).toBe(7_000);
  });
});

describe('what is said', () => {
  test('has a pace: the words of each minute of speaking, not of waiting', () => {
    const record = callOf([
      said('A', 0, 3, 'It’s ten past two, Mr. Lee.'),
      said('C', 3, 60),
      said('A', 60, 63, 'Bye 1.'),
    ]);
    expect(figureOf(record, 'agent_pace')).toBe(80);
    const lost = callOf([said('A', 0, 3, 'ab cd', { understood: false })]);
    expect(figureOf(lost, 'agent_pace')).toBeUndefined();
    expect(figureOf(lost, 'agent_questions')).toBeUndefined();
  });

  test('asks as many questions as it has question marks', () => {
    const record = callOf(
      [said('A', 0, 3, 'How are you?? Is it on?'), said('C', 4, 5, 'What?'), said('A', 6, 9, 'Fine. What a day.')],
      { mediaFacts: { durationMs: 120_000 } },
    );
    expect(figureOf(record, 'agent_questions')).toBe(2);
    expect(figureOf(record, 'agent_questions_per_10_minutes')).toBe(10);
    expect(moments(record, 'agent_questions')).toEqual([[0, 3]]);
    expect(figureOf(callOf([said('A', 0, 3, 'No.')]), 'agent_questions')).toBe(0);
  });

  test.each([
    ['okay so what is your number', 1],
    ["what's the number", 1],
    ['could you try it again', 1],
    ['what a pity', 0],
    ['can opener', 0],
    ['you could do that', 0],
  ])('without marks asks when it begins like a question: %s', (text, count) => {
    expect(figureOf(callOf([said('A', 0, 3, text)]), 'agent_questions')).toBe(count);
  });

  test('is answered after a pause: the median', () => {
    const record = callOf([
      said('C', 0, 4),
      said('A', 5, 6),
      said('C', 7, 7.9),
      said('A', 20, 21),
      said('C', 30, 32),
      said('A', 35, 36),
      said('C', 37, 39),
      said('O', 40, 41),
      said('A', 50, 51),
      said('C', 52, 54),
      said('A', 53.5, 55),
      said('C', 56, 58),
      said('A', 60, 61),
    ]);
    expect(figureOf(record, 'agent_response_gap')).toBe(2_000);
    expect(moments(record, 'agent_response_gap')).toEqual([
      [32, 35],
      [58, 60],
      [4, 5],
    ]);
    const during = [
      said('C', 0, 10),
      said('A', 5, 5.4, 'Mhm.'),
      said('A', 12, 20),
      said('C', 14, 15.5),
      said('A', 25, 26),
    ];
    expect(moments(callOf(during), 'agent_response_gap')).toEqual([[10, 12]]);
    const two = callOf([said('C', 0, 4), said('A', 5, 6), said('C', 7, 9), said('A', 12, 13)]);
    expect(figureOf(two, 'agent_response_gap')).toBe(2_000);
    expect(figureOf(callOf([said('A', 0, 4), said('C', 5, 6)]), 'agent_response_gap')).toBeUndefined();
  });
});

describe('sentiment', () => {
  const felt = (score: number) => ({ sentiment: { label: 'mixed' as const, score, words: [] } });
  const spoken = [
    said('C', 0, 10, 'Awful.', felt(-0.8)),
    said('A', 10, 15, 'Sorry.', felt(0)),
    said('C', 30, 40, 'Well.'),
    said('C', 70, 80, 'Good.', felt(0.4)),
  ];

  test('is the mean of segments by their lengths, from -5 to 5', () => {
    const record = callOf(spoken);
    expect(metricOf(record, 'customer_sentiment')).toMatchObject({ value: -1, basis: 'estimated' });
    expect(moments(record, 'customer_sentiment')).toEqual([
      [0, 10],
      [70, 80],
    ]);
    expect(figureOf(record, 'agent_sentiment')).toBe(0);
    expect(figureOf(callOf([said('A', 0, 1, '', felt(-1e-9))]), 'agent_sentiment')).toBe(0);
  });

  test('has quarters between the first word and the last, and a trend from the first to the fourth', () => {
    const record = callOf(spoken, { mediaFacts: { durationMs: 500_000 } });
    expect([1, 2, 3, 4].map((quarter) => figureOf(record, `customer_sentiment_quarter_${quarter}`))).toEqual([
      -4,
      undefined,
      undefined,
      2,
    ]);
    expect(moments(record, 'customer_sentiment_quarter_1')).toEqual([[0, 10]]);
    expect(figureOf(record, 'customer_sentiment_trend')).toBe(6);
    expect(figureOf(record, 'agent_sentiment_trend')).toBeUndefined();
  });

  test('is what the vendor states, for the call and each quarter', () => {
    const speakerStatistics = [{ speaker: 'C', sentiment: -0.7, sentimentByQuarter: [-0.5, null, 0, 0.1] }];
    const record = callOf(spoken, { speakerStatistics });
    expect(figureOf(record, 'customer_sentiment')).toBe(-3.5);
    expect([1, 2, 3, 4].map((quarter) => figureOf(record, `customer_sentiment_quarter_${quarter}`))).toEqual([
      -2.5,
      undefined,
      0,
      0.5,
    ]);
    expect(figureOf(record, 'customer_sentiment_trend')).toBe(3);
  });
});
