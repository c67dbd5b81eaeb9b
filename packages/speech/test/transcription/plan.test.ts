import { expect, it } from 'vitest';
import { SAMPLE_RATE_HZ } from '../../src/audio/recording.js';
import { planOf } from '../../src/transcription/plan.js';
import type { ChannelSurvey } from '../../src/transcription/survey.js';
import { recordingOf } from './sound-recording.js';
import { soundOf, whiteNoise } from './sounds.js';

const SECONDS = 12;

/** A quiet channel with sounds from a second to another, of which the detector is sure or not. */
function channelWith(...sounds: readonly (readonly [from: number, to: number, isSure: boolean])[]): ChannelSurvey {
  const track = () => new Float32Array(SECONDS * 100);
  const [levels, speech, sure] = [track().fill(-70), track(), track()];
  for (const [from, to, isSure] of sounds) {
    levels.fill(-20, from * 100, to * 100);
    speech.fill(1, from * 100, to * 100);
    if (isSure) sure.fill(1, from * 100, to * 100);
  }
  return { levels, speech, sure, crosstalk: new Uint8Array(SECONDS * 100) };
}

const plan = (...channels: readonly ChannelSurvey[]) => {
  const noise = soundOf(whiteNoise(3, 0.1), SECONDS);
  return planOf(recordingOf(noise, new Float32Array(SECONDS * SAMPLE_RATE_HZ)), { channels, durationMs: 0 }, undefined);
};

it('a doubtful blip makes no speaker per channel, and is recognized all the same', async () => {
  for (const swapped of [false, true]) {
    const channels = [channelWith([1, 5, true], [8, 10, true]), channelWith([6.5, 7, false])];
    const { speakers, passages } = await plan(...(swapped ? channels.toReversed() : channels));
    expect(speakers).toBe('estimated');
    const [voice, blip] = swapped ? [1, 0] : [0, 1];
    expect(passages.map(({ channel }) => channel)).toEqual([voice, blip, voice]);
    expect(passages.map(({ isDoubtful }) => isDoubtful)).toEqual([false, true, false]);
    const [first, between, last] = passages.map(({ regions }) => regions[0]?.speaker);
    expect([first, last]).toEqual([0, 0]);
    expect(between).toBeGreaterThan(0);
  }
});

it('a second of sure speech in each channel makes a speaker per channel', async () => {
  const { speakers, passages } = await plan(channelWith([1, 5, true]), channelWith([7, 8.2, true], [10, 10.5, false]));
  expect(speakers).toBe('measured');
  expect(passages.map(({ regions: [region], isDoubtful }) => [region?.speaker, isDoubtful])).toEqual([
    [0, false],
    [1, false],
    [1, true],
  ]);
});
