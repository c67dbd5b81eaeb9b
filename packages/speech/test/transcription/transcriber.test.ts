import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRecording } from '../../src/audio/open-recording.js';
import { type Recording, SAMPLE_RATE_HZ } from '../../src/audio/recording.js';
import { Transcriber } from '../../src/transcription/transcriber.js';
import type { Transcription } from '../../src/transcription/transcription.js';
import { recordingOf } from './sound-recording.js';
import { NON_SPEECH, soundOf } from './sounds.js';

const EXAMPLES = join(import.meta.dirname, '../../../../examples/recordings');
const STEREO = join(EXAMPLES, 'gym-charged-twice_20261104T1405Z.mp3');
const MONO = join(EXAMPLES, 'parcel-locker-will-not-open_20261105T0917Z.wav');

let cacheFolder: string;
let transcriber: Transcriber;

beforeAll(async () => {
  cacheFolder = mkdtempSync(join(tmpdir(), 'earshot-transcriber-'));
  transcriber = await Transcriber.open({ model: 'tiny', cacheFolder, secondOpinion: false });
});
afterAll(() => rmSync(cacheFolder, { recursive: true }));

/** The first seconds of a recording's channels. */
async function beginningOf(path: string, seconds: number): Promise<Float32Array[]> {
  const recording = await openRecording(path);
  const channels = Array.from({ length: recording.channelCount }, () => new Float32Array(seconds * SAMPLE_RATE_HZ));
  let at = 0;
  for await (const block of recording.samples()) {
    for (const [index, samples] of block.entries()) {
      channels[index]?.set(samples.subarray(0, Math.max(0, seconds * SAMPLE_RATE_HZ - at)), at);
    }
    at += block[0]?.length ?? 0;
    if (at >= seconds * SAMPLE_RATE_HZ) break;
  }
  return channels;
}

const textOf = ({ segments }: Transcription) => segments.map(({ text }) => text).join(' ');

describe('where nobody speaks', () => {
  it.each(Object.entries(NON_SPEECH))('%s: not a word is made up', async (name, sound) => {
    const transcription = await transcriber.transcribe(recordingOf(soundOf(sound(), 20)));
    expect(transcription).toMatchObject({ segments: [], speakers: 'unavailable', durationMs: 20_000 });
    expect(transcription).not.toHaveProperty('language');
    expect(transcription.withoutSpeech).toBe(name === 'silence' ? 'silence' : 'noise, music or tones');
  });
});

describe('a call', () => {
  it('in stereo has a speaker per channel, and every word within its segment', async () => {
    const [left, right] = await beginningOf(STEREO, 22);
    const heard = await transcriber.transcribe(recordingOf(left ?? new Float32Array(), right ?? new Float32Array()));
    expect(heard.speakers).toBe('measured');
    expect(heard.segments.map(({ channel, speaker }) => [channel, speaker])).toEqual([
      [0, 0],
      [1, 1],
      [1, 1],
    ]);
    expect(textOf(heard)).toMatch(/charged twice for my membership/);
    expect(heard).toMatchObject({ language: 'en', understood: true });
    expect(heard.confidence).toBeUndefined();
    for (const { startMs, endMs, text, words } of heard.segments) {
      expect(words.map((word) => word.text).join(' ')).toBe(text.replace(/\s+/g, ' '));
      for (const word of words) {
        expect(startMs <= word.startMs && word.startMs <= word.endMs && word.endMs <= endMs).toBe(true);
      }
    }
  });

  it('in English is one that two models agree on', async () => {
    const [, voice = new Float32Array()] = await beginningOf(STEREO, 14);
    const comparing = await Transcriber.open({ model: 'tiny', cacheFolder });
    const heard = await comparing.transcribe(recordingOf(voice));
    expect(heard).toMatchObject({ language: 'en', understood: true });
    for (const { confidence, understood } of [heard, ...heard.segments]) {
      expect(confidence).toBeGreaterThan(0.6);
      expect(understood).not.toBe(false);
    }
  });

  it('with the same sound on both channels is heard once', async () => {
    const [, voice = new Float32Array()] = await beginningOf(STEREO, 14);
    const quieter = voice.map((sample) => sample / 4);
    const alone = textOf(await transcriber.transcribe(recordingOf(voice)));
    for (const other of [voice, quieter]) {
      const heard = await transcriber.transcribe(recordingOf(voice, other));
      expect(textOf(heard)).toBe(alone);
      expect(heard.speakers).toBe('estimated');
    }
    expect(alone).toMatch(/charged twice/);
  });

  it('in which each channel leaks into the other is heard once', async () => {
    const [left = new Float32Array(), right = new Float32Array()] = await beginningOf(STEREO, 22);
    const leaking = (own: Float32Array, other: Float32Array) =>
      own.map((sample, index) => sample + 0.05 * (other[index] ?? 0));
    const heard = await transcriber.transcribe(recordingOf(leaking(left, right), leaking(right, left)));
    expect(heard.segments.map(({ channel }) => channel)).toEqual([0, 1, 1]);
  });

  it('in mono has its speakers told apart by voice, as an estimate', async () => {
    const heard = await transcriber.transcribe(await openRecording(MONO));
    expect(heard.speakers).toBe('estimated');
    const speakers = heard.segments.map(({ speaker }) => speaker);
    // The two take turns.
    expect(speakers).toEqual(speakers.map((_, index) => index % 2));
  });
});

it('progress never goes back, and ends with the recording', async () => {
  const told: number[] = [];
  const [, voice = new Float32Array()] = await beginningOf(STEREO, 14);
  await transcriber.transcribe(recordingOf(voice), { onProgress: (doneMs) => void told.push(doneMs) });
  expect(told).toEqual(told.toSorted((a, b) => a - b));
  expect(told.at(-1)).toBe(14_000);
});

it('an abort ends it with the reason', async () => {
  const aborting = new AbortController();
  const reason = new Error('enough');
  const endless: Recording = {
    facts: {},
    channelCount: 1,
    warnings: async () => [],
    async *samples(signal) {
      for (let second = 0; ; second++) {
        if (second === 3) aborting.abort(reason);
        signal?.throwIfAborted();
        yield [new Float32Array(SAMPLE_RATE_HZ)];
      }
    },
  };
  await expect(transcriber.transcribe(endless, { signal: aborting.signal })).rejects.toBe(reason);
});
