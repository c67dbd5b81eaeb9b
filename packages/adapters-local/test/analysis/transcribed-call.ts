import type { Finding } from '@earshot/core';
import type { CopyUnderstanding } from '@earshot/language';
import type { TranscribedCall } from '../../src/analysis/transcription-messages.js';

/** A call of two turns as it was transcribed and understood: the customer gives a phone number. */
export function transcribedCall(): TranscribedCall {
  return {
    model: 'Moonshine tiny',
    peaks: Uint8Array.of(1, 2, 3),
    warnings: [{ code: 'recording_cut_off', explanation: 'the file promises 62.0 s of sound and holds 3.5 s' }],
    facts: { kind: 'audio', format: 'wav', codec: 'pcm_mulaw', sampleRateHz: 8_000, channelCount: 2 },
    transcription: {
      segments: [
        {
          startMs: 500,
          endMs: 1_500,
          text: 'How can I help?',
          channel: 0,
          speaker: 0,
          confidence: 0.97,
          words: [
            { text: 'How', startMs: 500, endMs: 750 },
            { text: 'can', startMs: 750, endMs: 1_000 },
            { text: 'I', startMs: 1_000, endMs: 1_100 },
            { text: 'help?', startMs: 1_100, endMs: 1_500 },
          ],
        },
        {
          startMs: 2_000,
          endMs: 3_000,
          text: 'Call 555-0142.',
          channel: 1,
          speaker: 1,
          words: [
            { text: 'Call', startMs: 2_000, endMs: 2_300 },
            { text: '555-0142.', startMs: 2_300, endMs: 3_000 },
          ],
        },
      ],
      language: 'en',
      confidence: 0.93,
      understood: true,
      speakers: 'measured',
      speakersExplanation: 'one speaker per channel',
      durationMs: 3_500,
    },
    understanding: {
      original: {
        texts: ['How can I help?', 'Call 555-0142.'],
        summary: 'The customer asks for a call to 555-0142.',
        ...KNOWN,
        findings: [reason('Call 555-0142.')],
      },
      redacted: {
        texts: ['How can I help?', 'Call [PHONE].'],
        summary: 'The customer asks for a call to [PHONE].',
        ...KNOWN,
        findings: [reason('Call [PHONE].')],
      },
    },
  };
}

const KNOWN: Omit<CopyUnderstanding, 'texts' | 'summary' | 'findings'> = {
  categories: ['Customer service'],
  topics: ['call'],
  sentiments: [
    { label: 'neutral', score: 0, words: [] },
    { label: 'positive', score: 0.4, words: ['Call'] },
  ],
  sensitiveData: [
    { entityType: 'PHONE', segmentIndex: 1, startMs: 2_300, endMs: 3_000, startCharacter: 5, endCharacter: 13 },
  ],
};

function reason(said: string): Finding {
  return { kind: 'reason', value: said, basis: 'estimated', evidence: [{ segmentIndex: 1, quote: said }] };
}
