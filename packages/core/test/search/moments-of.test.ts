import {
  type Analysis,
  type CallRecord,
  MAX_MOMENTS,
  momentsOf,
  participantsOf,
  type TranscriptSegment,
} from '@earshot/core';
import { callRecordArbitrary } from '@earshot/core/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordWith } from './records.js';

const said = (texts: readonly string[], changes: Partial<TranscriptSegment> = {}): Analysis['transcript'] => ({
  text: texts.join(' '),
  segments: texts.map((text, index) => ({
    index,
    text,
    startMs: index * 1_000,
    endMs: index * 1_000 + 900,
    speaker: `spk_${index % 2}`,
    ...changes,
  })),
});

const textsOf = (record: CallRecord) => momentsOf(record).moments.map(({ text }) => text);

describe('momentsOf', () => {
  it('gives what is said, summarized, and seen, each with its time, speaker and language as far as they are known', () => {
    const record = recordWith({
      transcript: said(['Good morning.', 'I was charged twice.']),
      callSummary: 'The customer was charged twice.',
      audioSummary: 'Two people speak.',
      topics: ['refund', 'billing'],
      topicSummaries: [
        { index: 0, summary: 'Greeting', startMs: 0, endMs: 900 },
        { index: 1, summary: 'Refund' },
      ],
      screenTexts: [{ text: 'Order 48151', startMs: 4_000, endMs: 9_000 }],
      language: { dominant: 'en-US' },
    });
    const language = 'EN';
    expect(momentsOf(record).moments).toMatchObject([
      {
        index: 0,
        source: 'speech',
        text: 'Good morning.',
        speaker: 'spk_0',
        span: { startMs: 0, endMs: 900 },
        language,
      },
      { index: 1, source: 'speech', text: 'I was charged twice.', speaker: 'spk_1', language },
      { index: 2, source: 'summary', text: 'The customer was charged twice.' },
      { index: 3, source: 'summary', text: 'Two people speak.' },
      { index: 4, source: 'topic', text: 'refund, billing' },
      { index: 5, source: 'topic', text: 'Greeting', span: { startMs: 0, endMs: 900 } },
      { index: 6, source: 'topic', text: 'Refund' },
      { index: 7, source: 'screen', text: 'Order 48151', span: { startMs: 4_000, endMs: 9_000 } },
    ]);
  });

  it('says of the call what filters ask about', () => {
    const record = recordWith({ categories: ['billing'], transcript: said(['Hello there.']) });
    const { hash, callId, revision, createdAtMs, recordedAt } = record;
    expect(momentsOf(record)).toMatchObject({
      hash,
      callId,
      revision,
      recordCreatedAtMs: createdAtMs,
      recordedAtMs: recordedAt.ms,
      categories: ['billing'],
    });
  });

  it('names the role of who speaks, and the agent, as participants are known', () => {
    const correction = {
      roles: [{ label: 'spk_1', role: 'agent' as const, name: 'Ada' }],
      actor: 'lead',
      atMs: 1,
    };
    const record = { ...recordWith({ transcript: said(['Hello.', 'How can I help you?']) }), correction };
    const { agentName, moments } = momentsOf(record);
    expect(agentName).toBe('Ada');
    expect(moments[1]).toMatchObject({ speaker: 'spk_1', role: 'agent' });
    expect(moments[0]?.role).toBe(participantsOf(record).people.find(({ label }) => label === 'spk_0')?.role);
  });

  it('gives nothing of a call that was not understood, or has no result', () => {
    const record = recordWith({ understood: false, transcript: said(['Good morning.']) });
    expect(momentsOf(record).moments).toEqual([]);
    const { analysis: _, ...without } = record;
    expect(momentsOf(without).moments).toEqual([]);
  });

  it('leaves out segments that were not recognized reliably, and texts without words', () => {
    const transcript = said(['Good morning.', '…', ' ']);
    const doubtful = said(['Bad mourning.'], { understood: false });
    const segments = [...(transcript?.segments ?? []), ...(doubtful?.segments ?? [])];
    expect(textsOf(recordWith({ transcript: { text: '', segments } }))).toEqual(['Good morning.']);
  });

  it('takes the text of a transcript without segments, without times', () => {
    const { moments } = momentsOf(recordWith({ transcript: { text: 'Good morning.', segments: [] } }));
    expect(moments).toEqual([{ index: 0, source: 'speech', text: 'Good morning.' }]);
  });

  it('cuts long segments between sentences, each with the times of its words', () => {
    const sentences = Array.from({ length: 20 }, (_, at) => `This is sentence number ${at} of a long answer.`);
    const text = sentences.join(' ');
    const words = text.split(' ').map((word, at) => ({ text: word, startMs: at * 100, endMs: at * 100 + 90 }));
    const endMs = words.length * 100;
    const { moments } = momentsOf(
      recordWith({ transcript: { text, segments: [{ index: 0, text, startMs: 0, endMs, words }] } }),
    );
    expect(moments.length).toBeGreaterThan(1);
    expect(moments.map((moment) => moment.text).join(' ')).toBe(text);
    let next = 0;
    for (const moment of moments) {
      expect(moment.text).toMatch(/^This .*\.$/);
      expect(moment.span?.startMs).toBe(next);
      next += moment.text.split(' ').length * 100;
    }
    expect(next).toBe(endMs);
  });

  it('joins the words of each speaker in calls with very many segments, and loses none', () => {
    const texts = Array.from({ length: 3_000 }, (_, at) => `word${at}`);
    const { moments } = momentsOf(recordWith({ transcript: said(texts), callSummary: 'A long call.' }));
    expect(moments.length).toBeLessThanOrEqual(MAX_MOMENTS);
    const speech = moments.filter(({ source }) => source === 'speech');
    expect(new Set(speech.map(({ speaker }) => speaker))).toEqual(new Set(['spk_0', 'spk_1']));
    expect(speech.flatMap(({ text }) => text.split(' ')).toSorted()).toEqual(texts.toSorted());
    expect(moments.some(({ source }) => source === 'summary')).toBe(true);
  });

  it('has at most its number of moments, of whatever record, indexed without gaps', () => {
    fc.assert(
      fc.property(callRecordArbitrary(), (record) => {
        const { moments } = momentsOf(record);
        expect(moments.map(({ index }) => index)).toEqual(moments.map((_, at) => at));
        expect(moments.length).toBeLessThanOrEqual(MAX_MOMENTS);
        expect(momentsOf(record)).toEqual(momentsOf(record));
      }),
    );
    const many = Array.from({ length: 700 }, (_, at) => `thing ${at}`);
    const everywhere = momentsOf(
      recordWith({
        transcript: {
          text: '',
          segments: many.map((text, index) => ({ index, text, startMs: index, endMs: index, speaker: text })),
        },
        topicSummaries: many.map((summary, index) => ({ index, summary })),
        screenTexts: many.map((text, at) => ({ text, startMs: at, endMs: at })),
      }),
    ).moments;
    expect(everywhere.length).toBeLessThanOrEqual(MAX_MOMENTS);
    for (const source of ['speech', 'topic', 'screen']) {
      const texts = everywhere
        .filter((moment) => moment.source === source)
        .map(({ text }) => text)
        .join(' ');
      expect(texts.match(/thing/g), source).toHaveLength(700);
    }
  });
});
