import { describe, expect, test } from 'vitest';
import { callAnalyticsDocument } from '../../../src/formats/call-analytics/call-analytics-format.js';
import { readCallAnalytics } from '../../../src/formats/call-analytics/read.js';
import { contactLensDocument } from '../../../src/formats/contact-lens/contact-lens-format.js';
import { readContactLens } from '../../../src/formats/contact-lens/read.js';
import { transcriptFile } from '../../../src/index.js';
import { utf8 } from '../../input/json-text.js';

type Raw = Readonly<Record<string, unknown>>;

const fileOf = (document: unknown) => transcriptFile(utf8(JSON.stringify(document)), 'call.json');
const ROLES = [{ ParticipantRole: 'AGENT' }, { ParticipantRole: 'CUSTOMER' }];
const PEOPLE = [
  { ParticipantId: 'a-1', ParticipantRole: 'AGENT' },
  { ParticipantId: 'c-1', ParticipantRole: 'CUSTOMER' },
];
const TURN = { Content: 'I need to cancel.', Id: 't1', BeginOffsetMillis: 1_000, EndOffsetMillis: 3_000 };

const analytics = (turns: readonly Raw[], more: Raw = {}, options = {}) =>
  readCallAnalytics(fileOf({ Participants: ROLES, Transcript: turns, ...more }), options).analysis;
const lens = (turns: readonly Raw[], more: Raw = {}) =>
  readContactLens(fileOf({ Participants: PEOPLE, CustomerMetadata: {}, Transcript: turns, ...more }), {}).analysis;
const kinds = ({ findings = [] }: ReturnType<typeof analytics>, kind: string) =>
  findings.filter((one) => one.kind === kind);

describe('a Call Analytics transcript', () => {
  test('has loudness for each second, perhaps without a value', () => {
    const { transcript } = analytics([{ ...TURN, LoudnessScores: [87.5, null, 80] }]);
    expect(transcript?.segments[0]?.loudness).toEqual([87.5, null, 80]);
  });

  test('names roles on its turns, and says who the agent is', () => {
    const found = analytics([{ ...TURN, ParticipantRole: 'AGENT' }]);
    expect(found.transcript?.segments[0]?.speaker).toBe('AGENT');
    expect(kinds(found, 'agent')).toMatchObject([{ value: 'AGENT', basis: 'measured' }]);
  });

  test.each([
    ['IssuesDetected', 'issue'],
    ['ActionItemsDetected', 'action_item'],
    ['OutcomesDetected', 'outcome'],
  ])('has places of %s that may run past the text', (key, kind) => {
    const found = analytics([{ ...TURN, [key]: [{ CharacterOffsets: { Begin: 2, End: 99 } }] }]);
    const text = 'need to cancel.';
    expect(kinds(found, kind)).toEqual([
      { kind, value: text, basis: 'estimated', evidence: [{ segmentIndex: 0, quote: text }] },
    ]);
  });

  test.each([
    ['of 2021', (spans: Raw[]) => [spans]],
    ['of 2022', (spans: Raw[]) => spans],
  ])('%s has the times of what was redacted, in the order of its masks', (_, listed) => {
    const spans = [
      { BeginOffsetMillis: 1_100, EndOffsetMillis: 1_300 },
      { BeginOffsetMillis: 2_000, EndOffsetMillis: 2_200 },
    ];
    const turn = { ...TURN, Content: '[PII], or [PII]?', Redaction: { RedactedTimestamps: listed(spans) } };
    expect(analytics([turn]).sensitiveData).toEqual([
      { entityType: 'PII', segmentIndex: 0, startMs: 1_100, endMs: 1_300, startCharacter: 0, endCharacter: 5 },
      { entityType: 'PII', segmentIndex: 0, startMs: 2_000, endMs: 2_200, startCharacter: 10, endCharacter: 15 },
    ]);
  });

  test('has masked words without a confidence of their own, which name what is masked', () => {
    const Items = [
      { Type: 'pronunciation', Content: 'I', Confidence: '0.9', BeginOffsetMillis: 1_000, EndOffsetMillis: 1_200 },
      {
        Type: 'pronunciation',
        Content: '[PII]',
        Redaction: [{ Confidence: '0.8', Type: 'NAME' }],
        BeginOffsetMillis: 1_300,
        EndOffsetMillis: 1_500,
      },
      { Type: 'punctuation', Content: '.', Confidence: '0.0' },
    ];
    const Redaction = { RedactedTimestamps: [{ BeginOffsetMillis: 1_300, EndOffsetMillis: 1_500 }] };
    const found = analytics([{ ...TURN, Content: 'I [PII].', Items, Redaction }], {}, { words: true });
    expect(found.transcript?.segments[0]?.words).toEqual([
      { text: 'I', startMs: 1_000, endMs: 1_200, confidence: 0.9 },
      { text: '[PII]', startMs: 1_300, endMs: 1_500 },
      { text: '.' },
    ]);
    expect(found.sensitiveData).toEqual([
      { entityType: 'NAME', segmentIndex: 0, startMs: 1_300, endMs: 1_500, startCharacter: 2, endCharacter: 7 },
    ]);
  });

  test('that masks nothing has the words at the times of what it found', () => {
    const words = ['I', 'am', 'Ada'].map((Content, index) => {
      const BeginOffsetMillis = 1_000 + index * 100;
      return { Type: 'pronunciation', Content, BeginOffsetMillis, EndOffsetMillis: BeginOffsetMillis + 90 };
    });
    const Redaction = { RedactedTimestamps: [{ BeginOffsetMillis: 1_195, EndOffsetMillis: 1_300 }] };
    const turn = { ...TURN, Content: 'I am Ada', Redaction };
    const place = { entityType: 'PII', segmentIndex: 0, startMs: 1_195, endMs: 1_300 };
    expect(analytics([{ ...turn, Items: words }]).sensitiveData).toEqual([
      { ...place, startCharacter: 5, endCharacter: 8 },
    ]);
    expect(analytics([turn]).sensitiveData).toEqual([place]);
  });

  test('has categories by the words that match, and some that match what is not said', () => {
    const point = { BeginOffsetMillis: 2_000, EndOffsetMillis: 2_500 };
    const MatchedDetails = { 'no greeting': { PointsOfInterest: [] }, cancel: { PointsOfInterest: [point] } };
    const found = analytics([TURN], { Categories: { MatchedCategories: [' cancel', 'no greeting'], MatchedDetails } });
    expect(found.categories).toEqual(['cancel', 'no greeting']);
    expect(kinds(found, 'category').map(({ count, evidence }) => [count, evidence])).toEqual([
      [1, [{ segmentIndex: 0, quote: TURN.Content }]],
      [0, []],
    ]);
  });

  test('is named after its job, or its session', () => {
    const idOf = (more: Raw) => readCallAnalytics(fileOf({ Transcript: [], Participants: [], ...more }), {}).callId;
    const jobs = [
      { JobName: 'job', SessionId: 's' },
      { SessionId: 's' },
      { JobName: '', SessionId: 's' },
      { JobName: '' },
    ];
    expect(jobs.map(idOf)).toEqual(['job', 's', 's', undefined]);
  });
});

describe('a Contact Lens analysis', () => {
  test('has whole numbers as loudness, silence as 0', () => {
    expect(lens([{ ...TURN, LoudnessScore: [78, 0] }]).transcript?.segments[0]?.loudness).toEqual([78, 0]);
  });

  test('looks speakers up among its participants', () => {
    const found = lens([
      { ...TURN, ParticipantId: 'c-1' },
      { ...TURN, ParticipantId: 'a-1' },
    ]);
    expect(found.transcript?.segments.map(({ speaker }) => speaker)).toEqual(['CUSTOMER', 'AGENT']);
  });

  test('names them by their ids where several have a role, and bots are no agents', () => {
    const Participants = [
      ...PEOPLE,
      { ParticipantId: 'a-2', ParticipantRole: 'AGENT' },
      { ParticipantId: 'b', ParticipantRole: 'SYSTEM' },
    ];
    const turns = ['a-1', 'a-2', 'b', 'who'].map((ParticipantId) => ({ ...TURN, ParticipantId }));
    const found = lens(turns, { Participants });
    expect(found.transcript?.segments.map(({ speaker }) => speaker)).toEqual(['a-1', 'a-2', 'SYSTEM', 'who']);
    expect(kinds(found, 'agent').map(({ value }) => value)).toEqual(['a-1', 'a-2']);
  });

  test('has a text of an issue that differs from what was said', () => {
    const IssuesDetected = [{ CharacterOffsets: { BeginOffsetChar: 0, EndOffsetChar: 300 }, Text: 'I need to cancel' }];
    expect(kinds(lens([{ ...TURN, IssuesDetected, OutcomesDetected: null }]), 'issue')).toEqual([
      {
        kind: 'issue',
        value: 'I need to cancel',
        basis: 'estimated',
        evidence: [{ segmentIndex: 0, quote: TURN.Content }],
      },
    ]);
  });

  test('states the talk and the sentiment of a role that one speaker has, and of no other', () => {
    const said = [{ Score: -5 }, { Score: 0 }, { Score: 2.5 }, { Score: 5 }];
    const traits = {
      TalkTime: { DetailsByParticipant: { AGENT: { TotalTimeMillis: 9 }, CUSTOMER: { TotalTimeMillis: 7 } } },
      Sentiment: {
        OverallSentiment: { AGENT: 1, CUSTOMER: '-7' },
        SentimentByPeriod: { QUARTER: { AGENT: said, CUSTOMER: said.slice(1) } },
      },
    };
    const people = { Participants: [...PEOPLE, { ParticipantId: 'a-2', ParticipantRole: 'AGENT' }] };
    const customer = { speaker: 'CUSTOMER', talkMs: 7, sentiment: -1 };
    expect(lens([TURN], { ConversationCharacteristics: traits }).speakerStatistics).toEqual([
      { speaker: 'AGENT', talkMs: 9, sentiment: 0.2, sentimentByQuarter: [-1, 0, 0.5, 1] },
      customer,
    ]);
    expect(lens([TURN], { ...people, ConversationCharacteristics: traits }).speakerStatistics).toEqual([customer]);
  });

  test('has interruptions by role, and totals that differ from them by rounding', () => {
    const span = (ms: number) => ({ BeginOffsetMillis: ms, EndOffsetMillis: ms + 2_700, DurationMillis: 2_700 });
    const ConversationCharacteristics = {
      TotalConversationDurationMillis: 32_110,
      Interruptions: {
        InterruptionsByInterrupter: { CUSTOMER: [span(5_000)], AGENT: [span(1_000)] },
        TotalTimeMillis: 5_399,
      },
      NonTalkTime: { TotalTimeMillis: 2_699, Instances: [span(9_000)] },
      ContactSummary: { PostContactSummary: { Content: 'They part.' } },
    };
    const found = lens([TURN], { ConversationCharacteristics });
    expect(found.interruptions).toEqual([
      { startMs: 1_000, endMs: 3_700, speaker: 'AGENT' },
      { startMs: 5_000, endMs: 7_700, speaker: 'CUSTOMER' },
    ]);
    expect(found.nonTalk).toEqual([{ startMs: 9_000, endMs: 11_700 }]);
    expect([found.audioSummary, found.mediaFacts]).toEqual(['They part.', { durationMs: 32_110 }]);
    expect(found.customFields['ConversationCharacteristics']).toEqual({
      Interruptions: { TotalTimeMillis: 5_399 },
      NonTalkTime: { TotalTimeMillis: 2_699 },
    });
  });

  test('with no interruptions says so, and one of which nothing is stated does not', () => {
    const of = (Interruptions: Raw) => lens([TURN], { ConversationCharacteristics: { Interruptions } }).interruptions;
    expect(of({ InterruptionsByInterrupter: {}, TotalCount: 0 })).toEqual([]);
    expect(of({})).toBeUndefined();
  });

  test('of an e-mail has no transcript', () => {
    const document = { CustomerMetadata: { ContactId: 'c' }, Channel: 'EMAIL', ConversationCharacteristics: {} };
    const { callId, analysis } = readContactLens(fileOf(document), {});
    expect([callId, analysis.transcript, analysis.findings]).toEqual(['c', undefined, []]);
  });

  test('of a chat has messages with dates, and sentiments and issues by their ids', () => {
    const said = (Id: string, second: number, more: Raw = {}) => ({
      Id,
      AbsoluteTime: `2022-10-27T03:32:0${second}.500Z`,
      ParticipantId: 'c-1',
      Type: 'MESSAGE',
      ...more,
    });
    const turns = [
      said('m0', 1, { Type: 'EVENT', ContentType: 'application/vnd.amazonaws.connect.event.participant.joined' }),
      said('m1', 3, { Content: 'My order is late.', DisplayName: 'Ada' }),
      said('m2', 6, {
        Content: 'I am Ada.',
        Redaction: { CharacterOffsets: [{ BeginOffsetChar: 5, EndOffsetChar: 10 }] },
      }),
    ];
    const item = { Id: 'm1', CharacterOffsets: { BeginOffsetChar: 3, EndOffsetChar: 17 } };
    const ConversationCharacteristics = {
      ContactSummary: { SummaryItemsDetected: [{ IssuesDetected: [{ TranscriptItems: [item] }] }] },
      Sentiment: {
        OverallSentiment: { DetailsByParticipantRole: { CUSTOMER: -2 } },
        DetailsByTranscriptItemGroup: [
          { Sentiment: 'NEGATIVE', ProgressiveScore: -1.6, TranscriptItems: [{ Id: 'm1' }] },
        ],
      },
    };
    const MatchedDetails = { late: { PointsOfInterest: [{ TranscriptItems: [item] }] } };
    const chat = {
      Participants: PEOPLE,
      CustomerMetadata: {},
      Transcript: turns,
      ConversationCharacteristics,
      Categories: { MatchedCategories: ['late'], MatchedDetails },
    };
    const { recordedAtMs, analysis } = readContactLens(fileOf(chat), {});
    expect(recordedAtMs).toBe(Date.UTC(2022, 9, 27, 3, 32, 1, 500));
    expect(analysis.transcript?.segments).toEqual([
      {
        index: 0,
        startMs: 2_000,
        endMs: 2_000,
        text: 'My order is late.',
        speaker: 'CUSTOMER',
        speakerName: 'Ada',
        sentiment: { label: 'negative', score: -1, words: [] },
      },
      { index: 1, startMs: 5_000, endMs: 5_000, text: 'I am Ada.', speaker: 'CUSTOMER' },
    ]);
    const evidence = [{ segmentIndex: 0, quote: 'order is late.' }];
    expect(kinds(analysis, 'issue')).toMatchObject([{ value: 'order is late.', evidence }]);
    expect(kinds(analysis, 'category')).toMatchObject([{ value: 'late', evidence }]);
    // The places are those in the masked text.
    expect(analysis.sensitiveData).toEqual([{ entityType: 'PII', segmentIndex: 1 }]);
    expect(analysis.mediaFacts).toBeUndefined();
  });

  test('is named after its contact, wherever the document says it', () => {
    const idOf = (more: Raw) => readContactLens(fileOf({ Transcript: [], ...more }), {}).callId;
    const contacts = [
      { ContactId: 'a', CustomerMetadata: {} },
      { ContactId: 'a', CustomerMetadata: { ContactId: '' } },
      { ContactId: 'a', CustomerMetadata: { ContactId: 'b' } },
      { ContactId: '', CustomerMetadata: {} },
    ];
    expect(contacts.map(idOf)).toEqual(['a', 'a', 'b', undefined]);
  });

  test.each(['-271821-04-20T00:00:00Z', '+275760-09-13T00:00:00Z', '1969-12-31T23:59:59Z', '+010000-01-01T00:00:00Z'])(
    'of a chat with a message of %s does without that time, and says so',
    (AbsoluteTime) => {
      const times = ['2022-10-27T03:32:01Z', AbsoluteTime, '2022-10-27T03:32:03Z'];
      const found = lens(times.map((time) => ({ Content: 'Hello.', ParticipantId: 'a-1', AbsoluteTime: time })));
      expect(found.transcript?.segments.map(({ startMs }) => startMs)).toEqual([0, 0, 2_000]);
      expect(kinds(found, 'warning')).toMatchObject([{ value: 'unexpected_value' }]);
      expect(kinds(found, 'times')).toHaveLength(1);
    },
  );

  test('without any times has none, and says so', () => {
    const found = lens([{ Content: 'Hello.', ParticipantId: 'a-1' }]);
    expect(found.transcript?.segments).toEqual([{ index: 0, startMs: 0, endMs: 0, text: 'Hello.', speaker: 'AGENT' }]);
    expect(kinds(found, 'times')).toMatchObject([{ basis: 'unavailable' }]);
  });

  test.each([
    's3://b/Analysis/Voice/2026/09/14/c_analysis_2026-09-14T09:32:10Z.json',
    's3://b/connect/Analysis/Voice/Redacted/2026/09/14/c_analysis_redacted_2026-09-14T09:32:10Z.json',
    's3://b/Analysis/Chat/2026/09/14/c.json',
  ])('is at %s', (key) => {
    expect(contactLensDocument.keyPattern?.test(key)).toBe(true);
  });
});

describe('a document of a conversation', () => {
  test.each([
    ['call-analytics', { Transcript: [], Participants: ROLES }],
    ['call-analytics', { Transcript: [], ConversationCharacteristics: {} }],
    ['contact-lens', { Transcript: [], Participants: PEOPLE }],
    ['contact-lens', { CustomerMetadata: {}, ConversationCharacteristics: {}, Channel: 'EMAIL' }],
    [undefined, { Transcript: [] }],
    [undefined, { Participants: PEOPLE }],
    [undefined, { CustomerMetadata: {}, Participants: PEOPLE }],
    [undefined, []],
  ])('is recognized as of %s by its content', (name, document) => {
    const found = [callAnalyticsDocument, contactLensDocument].filter((format) => format.recognizes(fileOf(document)));
    expect(found.map((format) => format.name)).toEqual(name === undefined ? [] : [name]);
  });

  test.each([readCallAnalytics, readContactLens])('without turns is refused', (read) => {
    expect(() => read(fileOf({ Transcript: 7 }), {})).toThrow(
      expect.objectContaining({ code: 'EARSHOT_UNREADABLE', details: expect.objectContaining({ path: 'Transcript' }) }),
    );
  });
});
