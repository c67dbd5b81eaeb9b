import { createHash } from 'node:crypto';
import { audioOutput, type BdaModeration, type BdaTurn, customOutput, videoOutput } from '@earshot/core/testing/bda';
import { INVENTED_SCRIPTS, type InventedScript } from './invented-scripts.js';
import type { Place } from './job.js';
import type { JobDocument } from './outcome.js';

const LANGUAGE = { dominant: 'EN', generated: 'EN' };
const MODERATION = [
  'profanity',
  'hate_speech',
  'sexual',
  'insult',
  'violence_or_threat',
  'graphic',
  'harassment_or_abuse',
];
const FIRST_MS = 640;
const MS_PER_LETTER = 55;
const PAUSE_MS = 310;

/** Audio standard output about an invented call: the same for the same recording. */
export function inventedAudio(input: Place): JobDocument {
  const script = scriptFor(input);
  const { turns, durationMs } = spoken(script);
  const half = Math.ceil(turns.length / 2);
  const indices = turns.map((_, index) => index);
  return audioOutput({
    input,
    media: {
      sampleRateHz: 8_000,
      bitrateBps: 256_000,
      channelCount: 2,
      codec: 'pcm_s16le',
      durationMs,
      format: 'wav',
    },
    language: LANGUAGE,
    turns,
    summary: script.summary,
    topics: [indices.slice(0, half), indices.slice(half)].map((segmentIndices, index) => ({
      summary: script.halves[index],
      segmentIndices,
    })),
    moderation: turns.map(moderated),
    statistics: {
      wordCount: turns.flatMap(({ words }) => words).filter((word) => 'startMs' in word).length,
      topicCount: 2,
      speakerCount: 2,
      channelCount: 2,
    },
  });
}

/** Video standard output about an invented call: the same for the same recording. */
export function inventedVideo(input: Place): JobDocument {
  const script = scriptFor(input);
  const { turns, durationMs } = spoken(script);
  return videoOutput({
    input,
    media: {
      format: 'QuickTime / MOV',
      frameRateFps: 25,
      codec: 'h264',
      durationMs,
      frameWidthPx: 1_280,
      frameHeightPx: 720,
    },
    summary: script.summary,
    chapters: [
      {
        startMs: 0,
        endMs: durationMs,
        turns: turns.map(({ text, startMs, endMs, speaker }) => ({ text, startMs, endMs, speaker })),
        summary: script.summary,
        moderation: turns.map(moderated),
      },
    ],
    statistics: { shotCount: 1, chapterCount: 1, speakerCount: 2 },
    unknownSpeaker: 'None',
  });
}

/** Custom output about an invented call: the same for the same recording. */
export function inventedCustom(input: Place): JobDocument {
  const { summary, categories, topics } = scriptFor(input);
  const fields = { topics, call_categories: categories, call_summary: summary };
  return customOutput({ fields, language: LANGUAGE });
}

function scriptFor({ bucket, key }: Place): InventedScript {
  const [byte = 0] = createHash('sha256').update(`${bucket}/${key}`).digest();
  return INVENTED_SCRIPTS[byte % INVENTED_SCRIPTS.length] as InventedScript;
}

/** Turns spoken one after the other. Marks are items of their own and take no time. */
function spoken({ turns: texts }: InventedScript) {
  let atMs = FIRST_MS;
  const turns = texts.map((text, index) => {
    const startMs = atMs;
    const words = (text.match(/[\w'-]+|[.,?!]/g) ?? []).map((content) => {
      if (/^[.,?!]$/.test(content)) return { text: content };
      const word = { text: content, startMs: atMs, endMs: atMs + content.length * MS_PER_LETTER };
      atMs = word.endMs;
      return word;
    });
    const endMs = atMs;
    atMs += PAUSE_MS;
    return { text, startMs, endMs, speaker: `spk_${index % 2}`, channel: `ch_${index % 2}`, language: 'EN', words };
  });
  return { turns, durationMs: atMs };
}

function moderated({ startMs, endMs }: BdaTurn): BdaModeration {
  const categories = Object.fromEntries(MODERATION.map((category) => [category, 0.01]));
  return { startMs, endMs, confidence: 0.01, categories };
}
