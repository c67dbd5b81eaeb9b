import { audioOutput, customOutput, documentText, jobManifest } from '@earshot/core/testing/bda';

const WORDS =
  'the account was charged twice and I would like to know why thank you for calling let me look at that for you now ' +
  'because my last invoice says something else could you please confirm your postcode yes of course it is on the letter';

const LANGUAGE = { dominant: 'EN', generated: 'EN' };
const SCORES = {
  profanity: 0.01,
  hate_speech: 0.0213,
  sexual: 0.0326,
  insult: 0.0439,
  violence_or_threat: 0.0552,
  graphic: 0.0665,
  harassment_or_abuse: 0.0778,
};
const WORDS_PER_SEGMENT = 15;

/** A document of Bedrock Data Automation's audio standard output, about as many words and turns as people say. */
export function standardDocument(minutes: number, bucket = 'recordings', key = 'call.wav'): Uint8Array {
  const segmentCount = Math.max(1, Math.round(minutes * 11.2));
  const { turns, durationMs } = spoken(segmentCount);
  const texts = turns.map(({ text }) => text);
  const topics = Array.from({ length: Math.ceil(segmentCount / 7) }, (_, index) => {
    const from = index * 7;
    const own = texts.slice(from, from + 7);
    return {
      summary: 'The caller asks about a charge and the agent explains the invoice.',
      segmentIndices: own.map((_text, place) => from + place),
      transcript: own.join('\n\n'),
    };
  });
  return encoded(
    audioOutput({
      input: { bucket, key },
      media: {
        sampleRateHz: 8000,
        bitrateBps: 256_000,
        channelCount: 2,
        codec: 'pcm_s16le',
        durationMs,
        format: 'wav',
      },
      language: LANGUAGE,
      turns,
      summary: 'A caller asks why an account was charged twice; the agent explains and refunds.',
      topics,
      moderation: turns.map(({ startMs, endMs }) => ({ startMs, endMs, confidence: 0.0712, categories: SCORES })),
      statistics: {
        speakerCount: 2,
        channelCount: 2,
        wordCount: segmentCount * WORDS_PER_SEGMENT,
        topicCount: topics.length,
      },
    }),
  );
}

/** What a blueprint makes of the call. */
export function customDocument(index = 0): Uint8Array {
  const categories = ['Billing', 'Tech support', 'Sales', 'Complaints', 'Other'];
  return encoded(
    customOutput({
      language: LANGUAGE,
      blueprint: {
        arn: 'arn:aws:bedrock:eu-west-1:111122223333:blueprint/0123456789ab',
        name: 'Calls',
        confidence: 1,
      },
      fields: {
        call_summary: 'A caller was billed twice and got a refund.',
        call_categories: [categories[index % categories.length]],
        topics: ['refund', 'invoice'],
      },
    }),
  );
}

/** A job's manifest. */
export function manifestDocument(folder: string, jobId: string): Uint8Array {
  const input = { bucket: 'recordings', key: 'call.wav' };
  return encoded(jobManifest({ jobId, folder, input, custom: 'MATCH' }));
}

/** Turns of two speakers, one after the other. */
function spoken(count: number) {
  const words = WORDS.split(' ');
  let clockMs = 800;
  const turns = Array.from({ length: count }, (_, index) => {
    const startMs = clockMs;
    const said = Array.from({ length: WORDS_PER_SEGMENT }, (_word, place) => {
      const wordMs = clockMs;
      clockMs += 180 + ((index * 31 + place * 17) % 240);
      return { text: words[(index * 7 + place) % words.length] ?? '', startMs: wordMs, endMs: clockMs };
    });
    const endMs = clockMs;
    clockMs += (index * 97) % 900;
    return {
      text: `${said.map(({ text }) => text).join(' ')}.`,
      startMs,
      endMs,
      speaker: `spk_${index % 2}`,
      channel: `ch_${index % 2}`,
      language: 'EN',
      words: [...said, ...(index % 2 === 0 ? [',', '.'] : ['.']).map((text) => ({ text }))],
    };
  });
  return { turns, durationMs: clockMs };
}

function encoded(document: object): Uint8Array {
  return new TextEncoder().encode(documentText(document));
}
