import { createHash } from 'node:crypto';
import { INVENTED_SCRIPTS, type InventedScript } from './invented-scripts.js';
import type { Place } from './job.js';
import type { JobDocument } from './outcome.js';

const LANGUAGE = { dominant_asset_language: 'EN', generative_output_language: 'EN' };
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
  const { segments, items, durationMs } = spoken(script);
  const half = Math.ceil(segments.length / 2);
  return {
    metadata: {
      asset_id: '0',
      semantic_modality: 'AUDIO',
      s3_bucket: input.bucket,
      s3_key: input.key,
      sample_rate: 8_000,
      bitrate: 256_000,
      number_of_channels: 2,
      codec: 'pcm_s16le',
      duration_millis: durationMs,
      format: 'wav',
      ...LANGUAGE,
    },
    audio_items: items,
    audio_segments: segments,
    audio: {
      summary: script.summary,
      transcript: representation(segments.map(({ text }) => text).join(' ')),
      content_moderation: segments.map((segment, index) => moderated(segment, index)),
    },
    topics: [segments.slice(0, half), segments.slice(half)].map((own, index) => ({
      topic_index: index,
      start_timestamp_millis: own[0]?.start_timestamp_millis,
      end_timestamp_millis: own.at(-1)?.end_timestamp_millis,
      summary: script.halves[index],
      transcript: representation(turns(own)),
      audio_segment_indices: own.map((segment) => segment.segment_index),
    })),
    statistics: {
      word_count: items.filter((item) => 'start_timestamp_millis' in item).length,
      topic_count: 2,
      speaker_count: 2,
      channel_count: 2,
    },
  };
}

/** Video standard output about an invented call: the same for the same recording. */
export function inventedVideo(input: Place): JobDocument {
  const script = scriptFor(input);
  const { segments, durationMs } = spoken(script);
  const span = { start_timestamp_millis: 0, end_timestamp_millis: durationMs, duration_millis: durationMs };
  const heard = segments.map(({ channel: _, audio_item_indices: __, language: ___, speaker, ...segment }) => ({
    ...segment,
    speaker: { ...speaker, speaker_name: 'None' },
  }));
  return {
    metadata: {
      asset_id: '0',
      semantic_modality: 'VIDEO',
      s3_bucket: input.bucket,
      s3_key: input.key,
      format: 'QuickTime / MOV',
      frame_rate: 25,
      codec: 'h264',
      duration_millis: durationMs,
      frame_width: 1_280,
      frame_height: 720,
    },
    shots: [{ shot_index: 0, ...span, confidence: 0.99, chapter_indices: [0] }],
    chapters: [
      {
        chapter_index: 0,
        ...span,
        shot_indices: [0],
        summary: script.summary,
        transcript: representation(turns(segments)),
        content_moderation: segments.map((segment, index) => moderated(segment, index)),
        audio_segments: heard,
        frames: [],
      },
    ],
    video: { summary: script.summary, transcript: representation(turns(segments)) },
    statistics: { shot_count: 1, chapter_count: 1, speaker_count: 2 },
  };
}

/** Custom output about an invented call: the same for the same recording. */
export function inventedCustom(input: Place): JobDocument {
  const { summary, categories, topics } = scriptFor(input);
  return {
    metadata: LANGUAGE,
    matched_blueprint: {
      arn: 'arn:aws:bedrock:eu-central-1:000000000000:blueprint/0123456789ab',
      name: 'ConversationalAnalytics',
      confidence: 1,
    },
    inference_result: { topics, call_categories: categories, call_summary: summary },
  };
}

function scriptFor({ bucket, key }: Place): InventedScript {
  const [byte = 0] = createHash('sha256').update(`${bucket}/${key}`).digest();
  return INVENTED_SCRIPTS[byte % INVENTED_SCRIPTS.length] as InventedScript;
}

interface Item {
  readonly item_index: number;
  readonly audio_segment_index: number;
  readonly content: string;
  readonly start_timestamp_millis?: number;
  readonly end_timestamp_millis?: number;
}

/** Turns spoken one after the other. Marks are items of their own and take no time. */
function spoken({ turns }: InventedScript) {
  let atMs = FIRST_MS;
  const items: Item[] = [];
  const segments = turns.map((text, index) => {
    const startMs = atMs;
    const first = items.length;
    for (const content of text.match(/[\w'-]+|[.,?!]/g) ?? []) {
      const item = { item_index: items.length, audio_segment_index: index, content };
      if (/^[.,?!]$/.test(content)) {
        items.push(item);
        continue;
      }
      const endMs = atMs + content.length * MS_PER_LETTER;
      items.push({ ...item, start_timestamp_millis: atMs, end_timestamp_millis: endMs });
      atMs = endMs;
    }
    const endMs = atMs;
    atMs += PAUSE_MS;
    return {
      segment_index: index,
      type: 'TRANSCRIPT',
      text,
      start_timestamp_millis: startMs,
      end_timestamp_millis: endMs,
      speaker: { speaker_label: `spk_${index % 2}` },
      channel: { channel_label: `ch_${index % 2}` },
      audio_item_indices: items.slice(first).map((item) => item.item_index),
      language: 'EN',
    };
  });
  return { segments, items, durationMs: atMs };
}

type Segment = ReturnType<typeof spoken>['segments'][number];

function moderated({ start_timestamp_millis, end_timestamp_millis }: Segment, index: number): JobDocument {
  return {
    id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    type: 'AUDIO_MODERATION',
    confidence: 0.01,
    start_timestamp_millis,
    end_timestamp_millis,
    moderation_categories: MODERATION.map((category) => ({ category, confidence: 0.01 })),
  };
}

function turns(segments: readonly Segment[]): string {
  return segments.map(({ speaker, text }) => `[${speaker.speaker_label}]: ${text}`).join('\n\n');
}

function representation(text: string): JobDocument {
  return { representation: { text } };
}
