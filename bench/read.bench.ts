import { fork } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FORMATS, type ObjectUri, readResultDocument } from '@earshot/core';
import { standardDocument } from './documents.ts';
import { transcribeDocument } from './foreign-documents.ts';
import { type Effort, type Figure, figure, median, ratioOf, round } from './measure.ts';

interface Vendor {
  audio_items: {
    content: string;
    audio_segment_index: number;
    start_timestamp_millis?: number;
    end_timestamp_millis?: number;
  }[];
  audio_segments: {
    text: string;
    start_timestamp_millis: number;
    end_timestamp_millis: number;
    speaker: { speaker_label: string };
  }[];
}

function parsed(bytes: Uint8Array): Vendor {
  return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'));
}

/** What someone would write by hand who trusts the document. */
function bareProjection(document: Vendor): unknown {
  const segments = document.audio_segments.map((segment) => ({
    text: segment.text,
    startMs: segment.start_timestamp_millis,
    endMs: segment.end_timestamp_millis,
    speaker: segment.speaker.speaker_label,
    words: [] as object[],
  }));
  for (const item of document.audio_items) {
    segments[item.audio_segment_index]?.words.push({
      text: item.content,
      startMs: item.start_timestamp_millis,
      endMs: item.end_timestamp_millis,
    });
  }
  return segments;
}

/** Bytes of a document of another system, to the model with words, by the format that reads it. */
function readForeign(name: string, bytes: Uint8Array): Promise<unknown> | undefined {
  const format = FORMATS.find((one) => one.name === name);
  // Another view each time: what is read of the same one is kept.
  const store = { get: async () => bytes.subarray() };
  const bounds = { documents: 1, bytes: bytes.length, concurrency: 1 };
  return format?.read('s3://results/call.json' as ObjectUri, { store, bounds, copies: 'original', words: true });
}

/** `read-words-*`, `read-*`, `read-transcribe-1h` and `read-4h-rss`. */
export async function* readBenchmarks(effort: Effort): AsyncGenerator<Figure> {
  for (const [name, minutes] of [
    ['1h', 60],
    ['4h', 240],
  ] as const) {
    const bytes = standardDocument(minutes);
    const withWords = () => readResultDocument(bytes, { words: true });
    yield figure(
      `read-words-${name}`,
      1.25,
      await ratioOf(withWords, () => bareProjection(parsed(bytes)), effort, 400),
    );
    yield figure(
      `read-${name}`,
      0.4,
      await ratioOf(
        () => readResultDocument(bytes),
        () => parsed(bytes),
        effort,
      ),
    );
  }
  const foreign = transcribeDocument(60);
  yield figure(
    'read-transcribe-1h',
    1.25,
    await ratioOf(
      () => readForeign('transcribe', foreign),
      () => parsed(foreign),
      effort,
      400,
    ),
  );
  yield await readRss(effort);
}

async function readRss(effort: Effort): Promise<Figure> {
  const folder = await mkdtemp(join(tmpdir(), 'earshot-bench-'));
  const file = join(folder, 'result.json');
  await writeFile(file, standardDocument(240));
  const pairs = effort.smoke ? 3 : 21;
  const addedMb: number[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    const idleMb = await peakRssMb('idle', file);
    addedMb.push((await peakRssMb('read', file)) - idleMb);
  }
  await rm(folder, { recursive: true });
  const note = `MB over a process that loads the reader and the bytes, ${pairs} pairs of fresh processes`;
  return { name: 'read-4h-rss', value: round(median(addedMb)), limit: 12, better: 'lower', note };
}

function peakRssMb(mode: 'idle' | 'read', file: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = fork(new URL('./read-rss-child.ts', import.meta.url), [mode, file], {
      env: {},
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    child.on('message', (peakKb: number) => resolve(peakKb / 1024));
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`the child ended with ${code} and no figure`)));
  });
}
