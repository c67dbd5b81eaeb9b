import { describe, expect, test } from 'vitest';
import { timeInZone } from '../../../src/formats/pca/conversation-time.js';
import { pcaDocument } from '../../../src/formats/pca/pca-format.js';
import { readPca } from '../../../src/formats/pca/read.js';
import { transcriptFile } from '../../../src/index.js';
import { utf8 } from '../../input/json-text.js';

type Raw = Readonly<Record<string, unknown>>;

const TURN: Raw = { SegmentStartTime: 1, SegmentEndTime: 2.5, SegmentSpeaker: 'spk_1', DisplayText: 'Hello.' };

/** What is read of a call with these facts, and these segments. */
function read(call: Raw, segments: readonly unknown[] = [TURN], words = false) {
  const document = { ConversationAnalytics: call, SpeechSegments: segments };
  return readPca(transcriptFile(utf8(JSON.stringify(document)), 'call.json'), { words });
}
const segmentOf = (turn: Raw) => read({}, [{ ...TURN, ...turn }], true).analysis.transcript?.segments[0];
const warningsOf = ({ analysis }: ReturnType<typeof read>) =>
  (analysis.findings ?? []).filter(({ kind }) => kind === 'warning').map(({ explanation }) => explanation);

describe('a segment of Post Call Analytics', () => {
  test.each([
    ['positive', { SentimentIsPositive: 1, SentimentIsNegative: 0, SentimentScore: 5 }, 1],
    ['negative', { SentimentIsPositive: 0, SentimentIsNegative: 1, SentimentScore: 2.5 }, -0.5],
    ['negative', { SentimentIsPositive: false, SentimentIsNegative: true, SentimentScore: 5 }, -1],
    ['neutral', { SentimentIsPositive: 0, SentimentIsNegative: 0, SentimentScore: 0 }, 0],
    ['neutral', { SentimentIsPositive: 0, SentimentIsNegative: 0, SentimentScore: 3 }, 0],
    ['mixed', { SentimentIsPositive: 1, SentimentIsNegative: 1, SentimentScore: 3 }, 0],
  ])('is %s by its flags, which give the score its sign: %j', (label, flags, score) => {
    expect(segmentOf(flags)?.sentiment).toEqual({ label, score, words: [] });
  });

  test('without flags has no sentiment', () => {
    expect(segmentOf({ SentimentScore: 3, BaseSentimentScores: [] })).not.toHaveProperty('sentiment');
  });

  test('may have seconds without loudness, and none at all', () => {
    expect(segmentOf({ LoudnessScores: [80, null, 0] })?.loudness).toEqual([80, null, 0]);
    expect(segmentOf({ LoudnessScores: [] })).not.toHaveProperty('loudness');
  });

  test('has words without their leading blanks, the times of which may be the same', () => {
    const words = [
      { Text: 'Hello', Confidence: 0.9, StartTime: 1, EndTime: 1 },
      { Text: ' there.', Confidence: '0.5', StartTime: '1.5', EndTime: 2 },
    ];
    expect(segmentOf({ WordConfidence: words })?.words).toEqual([
      { text: 'Hello', startMs: 1000, endMs: 1000, confidence: 0.9 },
      { text: 'there.', startMs: 1500, endMs: 2000, confidence: 0.5 },
    ]);
  });

  test('of a live call has words without times, since zeros are none', () => {
    const words = [{ Text: 'Hello', Confidence: 0, StartTime: 0, EndTime: 0 }];
    expect(segmentOf({ WordConfidence: words })?.words).toEqual([{ text: 'Hello' }]);
  });

  test('shows where redaction left its mark', () => {
    expect(read({}, [{ ...TURN, DisplayText: 'I am [PII].' }]).analysis.sensitiveData).toEqual([
      { entityType: 'PII', segmentIndex: 0, startCharacter: 5, endCharacter: 10 },
    ]);
  });

  test('keeps the text before it was edited, and that a machine speaks', () => {
    const { customFields } = read({}, [{ ...TURN, OriginalText: 'Helo.', TextEdited: 1, IVRSegment: true }]).analysis;
    expect(customFields).toEqual({ IVRSegments: [0], OriginalTexts: [{ segmentIndex: 0, text: 'Helo.' }] });
  });

  test('that lacks its time is left out, and one without text is empty, with a warning that names it', () => {
    const call = read({}, [{ SegmentEndTime: 2, DisplayText: 'x' }, TURN, { ...TURN, DisplayText: null }]);
    expect(call.analysis.transcript?.segments).toMatchObject([
      { index: 0, text: 'Hello.' },
      { index: 1, text: '', speaker: 'spk_1' },
    ]);
    expect(warningsOf(call)).toEqual([
      expect.stringContaining('SpeechSegments[0].SegmentStartTime'),
      expect.stringContaining('SpeechSegments[2].OriginalText'),
    ]);
  });

  test('that interrupts is an interruption by its speaker', () => {
    const { interruptions } = read({}, [{ ...TURN, SegmentInterruption: true }]).analysis;
    expect(interruptions).toEqual([{ startMs: 1000, endMs: 2500, speaker: 'spk_1' }]);
  });

  test('that interrupts nobody is so stated only by Call Analytics, which looks for it', () => {
    const by = (TranscribeApiType: string) =>
      read({ SourceInformation: [{ TranscribeJobInfo: { TranscribeApiType } }] }, [TURN]).analysis.interruptions;
    expect(by('analytics')).toEqual([]);
    expect(by('standard')).toBeUndefined();
  });
});

describe('a call of Post Call Analytics', () => {
  test('states how long each speaker talks, and how they feel, on our scale; nobody is no speaker', () => {
    const quarter = (Quarter: number, Score: number, EndOffsetSecs = 9) => ({
      Quarter,
      Score,
      BeginOffsetSecs: 0,
      EndOffsetSecs,
    });
    const call = read({
      SpeakerTime: {
        spk_0: { TotalTimeSecs: '45' },
        spk_1: { TotalTimeSecs: 120.5 },
        NonTalkTime: { TotalTimeSecs: 9 },
      },
      SentimentTrends: {
        spk_0: { SentimentScore: -3.5, SentimentPerQuarter: [quarter(4, 1), quarter(1, -5), quarter(2, 0, 0)] },
        spk_2: { SentimentScore: -0 },
      },
    });
    expect(call.analysis.speakerStatistics).toStrictEqual([
      { speaker: 'spk_0', talkMs: 45_000, sentiment: -0.7, sentimentByQuarter: [-1, null, null, 0.2] },
      { speaker: 'spk_1', talkMs: 120_500 },
      { speaker: 'spk_2', sentiment: 0 },
    ]);
  });

  test('takes the names of speakers by their labels, in any order, and “None” for no name', () => {
    const labels = [
      { Speaker: 'spk_1', DisplayText: 'Agent', UserId: 'zoe' },
      { Speaker: 'spk_0', DisplayText: 'None' },
    ];
    const { transcript, findings, customFields } = read({
      SpeakerLabels: labels,
      GUID: 'None',
      Agent: 'None',
    }).analysis;
    expect(transcript?.segments).toMatchObject([{ speaker: 'spk_1', speakerName: 'Agent' }]);
    expect(findings).toMatchObject([{ kind: 'agent', value: 'spk_1', basis: 'estimated' }]);
    expect(customFields).toEqual({ SpeakerLabels: labels });
  });

  test.each([
    ['GUID', { GUID: 'g-7' }, 'g-7'],
    ['job, without a GUID', { GUID: 'None' }, 'call-7.wav'],
  ])('is called by its %s', (_, call, id) => {
    const job = { TranscribeJobInfo: { TranscriptionJobName: 'call-7.wav' } };
    expect(read({ ...call, SourceInformation: [job] }).callId).toBe(id);
    expect(read({}).callId).toBeUndefined();
  });

  test.each([
    ['as a text', '28.67', 28_670],
    ['as a number', 28.67, 28_670],
    ['as the end of the last segment, of a live call', 0.0, 2_500],
    ['as the end of the last segment, where it is missing', undefined, 2_500],
  ])('has its duration %s', (_, Duration, durationMs) => {
    expect(read({ Duration }).analysis.mediaFacts).toEqual({ durationMs });
  });

  test('without speech may have no duration', () => {
    expect(read({ Duration: '0.0' }, []).analysis).toMatchObject({
      transcript: { text: '', segments: [] },
      mediaFacts: { durationMs: 0 },
    });
  });

  test('has silences, which are no speaker, and talk times as the vendor names them', () => {
    const span = { BeginOffsetSecs: 3, EndOffsetSecs: 7.5, DurationSecs: 4.5 };
    const times = { spk_0: { TotalTimeSecs: 9 }, NonTalkTime: { TotalTimeSecs: 4.5, Instances: [span] } };
    const { nonTalk, customFields } = read({ SpeakerTime: times }).analysis;
    expect(nonTalk).toEqual([{ startMs: 3000, endMs: 7500 }]);
    expect(customFields).toEqual({ SpeakerTime: { spk_0: { TotalTimeSecs: 9 }, NonTalkTime: { TotalTimeSecs: 4.5 } } });
  });

  test('has categories where they matched, though segments name those of the turn before', () => {
    const turns = [
      TURN,
      { ...TURN, SegmentStartTime: 3, SegmentEndTime: 4, DisplayText: 'Bye.', CategoriesDetected: ['greeting'] },
    ];
    const found = [
      { Name: 'greeting', Instances: 1, Timestamps: [{ BeginOffsetSecs: 1.5, EndOffsetSecs: 2 }] },
      { Name: 'no apology', Instances: 0, Timestamps: [] },
    ];
    const { categories, findings } = read({ CategoriesDetected: found }, turns).analysis;
    expect(categories).toEqual(['greeting', 'no apology']);
    expect(findings).toMatchObject([
      { kind: 'category', value: 'greeting', count: 1, evidence: [{ segmentIndex: 0, quote: 'Hello.' }] },
      { kind: 'category', value: 'no apology', count: 0, evidence: [] },
    ]);
  });

  test('has categories that only its segments name', () => {
    const { categories, findings } = read({}, [{ ...TURN, FollowOnCategories: ['late'] }]).analysis;
    expect([categories, findings]).toMatchObject([['late'], [{ value: 'late', evidence: [{ segmentIndex: 0 }] }]]);
  });

  test('has issues, actions and outcomes once, in the segments that say them', () => {
    const item = (Text: string) => ({ Text, BeginOffset: 0, EndOffset: Text.length });
    const call = {
      IssuesDetected: [item('Hello.')],
      ActionItemsDetected: [item('Hell')],
      OutcomesDetected: [item('never said')],
    };
    const { findings } = read(call, [{ ...TURN, IssuesDetected: [item('Hello.')] }]).analysis;
    expect(findings).toMatchObject([
      { kind: 'issue', value: 'Hello.', evidence: [{ segmentIndex: 0, quote: 'Hello.' }] },
      { kind: 'action_item', value: 'Hell', evidence: [{ segmentIndex: 0 }] },
      { kind: 'outcome', value: 'never said', evidence: [] },
    ]);
  });

  test('has summaries under the titles of their prompts, and one of Call Analytics', () => {
    const summary = {
      Summary: 'Wants a refund.',
      Topic: 'Refund',
      Resolved: 'Yes',
      Actions: ['Call back', { who: 'agent' }],
    };
    const own = { AutoGenerated: { OverallSummary: { Content: 'A refund.' } } };
    expect(read({ Summary: summary, ContactSummary: own }).analysis).toMatchObject({
      callSummary: 'Wants a refund.',
      audioSummary: 'A refund.',
      topics: ['Refund'],
      customFields: { Summary: { Resolved: 'Yes', Actions: summary.Actions } },
    });
  });

  test('keeps what the model has no place for, known or not, and leaves out what says nothing', () => {
    const call = {
      Telephony: { Genesys: { id: 'c-1', queueIds: ['q'] } },
      NewBlock: [{ a: 1 }],
      Cust: 'None',
      CombinedAnalyticsGraph: '',
      CustomEntities: [],
      SourceInformation: [
        { TranscribeJobInfo: { ChannelIdentification: 0, StreamingSession: 'live-1', VocabularyName: 'v' } },
      ],
    };
    expect(read(call).analysis.customFields).toEqual({
      Telephony: call.Telephony,
      NewBlock: [{ a: 1 }],
      TranscribeJobInfo: { ChannelIdentification: 0, StreamingSession: 'live-1', VocabularyName: 'v' },
    });
  });

  test.each([
    ['Duration', { Duration: 'long' }],
    ['SpeakerLabels', { SpeakerLabels: 7 }],
    ['ConversationTime', { ConversationTime: '2026-02-30 01:00:00', ConversationLocation: 'Europe/Berlin' }],
    ['ConversationTime', { ConversationTime: '2026-02-20 01:00:00', ConversationLocation: 'Mars/Olympus' }],
  ])('is read without a surprising %s, with a warning', (field, call) => {
    const found = read(call);
    expect(found.analysis.transcript?.segments).toHaveLength(1);
    expect(warningsOf(found)).toEqual([expect.stringContaining(`ConversationAnalytics.${field}`)]);
  });

  test.each([
    ['SpeechSegments', { ConversationAnalytics: {} }],
    ['SpeechSegments', { ConversationAnalytics: {}, SpeechSegments: {} }],
    ['ConversationAnalytics', { SpeechSegments: [] }],
    ['ConversationAnalytics', { ConversationAnalytics: null, SpeechSegments: [] }],
    ['', []],
  ])('is refused without %s', (path, document) => {
    expect(() => readPca(transcriptFile(utf8(JSON.stringify(document)), 'x'), {})).toThrow(
      expect.objectContaining({ code: 'EARSHOT_UNREADABLE', details: expect.objectContaining({ path }) }),
    );
  });
});

describe('the time of a call', () => {
  const at = (written: string, zone: string) => new Date(timeInZone(written, zone) ?? Number.NaN).toISOString();

  test('is that of a clock in its zone', () => {
    expect(at('2026-07-01 09:00:00', 'America/New_York')).toBe('2026-07-01T13:00:00.000Z');
    expect(at('2026-12-01 09:00:00.250001', 'America/New_York')).toBe('2026-12-01T14:00:00.250Z');
    expect(at('2026-12-01 09:00:00', 'Asia/Kathmandu')).toBe('2026-12-01T03:15:00.000Z');
    expect(at('2026-12-01 00:00:00', 'Etc/UTC')).toBe('2026-12-01T00:00:00.000Z');
  });

  test('is the first of the two when clocks were set back, and some time when they were set forward', () => {
    expect(at('2026-11-01 01:30:00', 'America/New_York')).toBe('2026-11-01T05:30:00.000Z');
    expect(at('2026-03-08 02:30:00', 'America/New_York')).toBe('2026-03-08T07:30:00.000Z');
  });

  test('is unknown when it is that of the processing, or in no zone', () => {
    const time = { ConversationTime: '2026-07-01 09:00:00', ProcessTime: '2026-07-01 09:00:00' };
    expect(read({ ...time, ConversationLocation: 'Etc/UTC' }).recordedAtMs).toBeUndefined();
    expect(read({ ConversationTime: time.ConversationTime }).recordedAtMs).toBeUndefined();
  });
});

test.each([
  ['a document as it is written', '{\n "ConversationAnalytics": {}, "SpeechSegments": []}', true],
  ['members in another order', '{"SpeechSegments":[],"ConversationAnalytics":{}}', true],
  ['segments alone', '{"SpeechSegments":[{"SegmentStartTime":1}]}', true],
  ['another document', '{"results":{"transcripts":[]}}', false],
  ['a text that mentions one', 'see "ConversationAnalytics": {}', false],
  ['no JSON', '', false],
])('%s is recognized or not', (_, text, isPca) => {
  expect(pcaDocument.recognizes(transcriptFile(utf8(text), 'x.json'))).toBe(isPca);
});
