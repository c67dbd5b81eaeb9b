import fc from 'fast-check';
import { expect, it } from 'vitest';
import { withPeaks } from '../../src/audio/peak-meter.js';
import { recordingOf } from '../transcription/sound-recording.js';

const POINT = 1_280;

async function read(recording: ReturnType<typeof withPeaks>, most = Number.POSITIVE_INFINITY): Promise<number> {
  let count = 0;
  for await (const [channel] of recording.samples()) {
    count += channel?.length ?? 0;
    if (count >= most) break;
  }
  return count;
}

it('peaks are the lowest and highest sample of each 80 ms of each channel, however the sound is cut into blocks', async () => {
  const sound = (length: number, seed: number) =>
    Float32Array.from({ length }, (_, at) => Math.sin(at * seed) * ((at % 977) / 977) * 1.2);
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 50_000 }),
      fc.array(fc.integer({ min: 1, max: 3_000 })),
      async (length, cuts) => {
        const channels = [sound(length, 0.1), sound(length, 0.37)];
        const recording = withPeaks({
          ...recordingOf(...channels),
          async *samples() {
            let at = 0;
            for (const cut of [...cuts, length]) {
              yield channels.map((channel) => channel.slice(at, at + cut));
              at += cut;
            }
          },
        });
        await read(recording);
        const expected: number[] = [];
        for (let at = 0; at < length; at += POINT) {
          for (const channel of channels) {
            const point = channel.subarray(at, at + POINT);
            expected.push(
              Math.round(
                127 *
                  Math.max(
                    -1,
                    point.reduce((a, b) => Math.min(a, b), 0),
                  ),
              ),
              Math.round(
                127 *
                  Math.min(
                    1,
                    point.reduce((a, b) => Math.max(a, b), 0),
                  ),
              ),
            );
          }
        }
        expect(recording.peaks().values).toEqual(Int8Array.from(expected));
      },
    ),
    { numRuns: 30 },
  );
});

it('only the first reading is measured', async () => {
  const recording = withPeaks(recordingOf(new Float32Array(POINT * 30).fill(0.5)));
  await read(recording);
  await read(recording, 1);
  const { channelCount, sampleRateHz, samplesPerPoint, values } = recording.peaks();
  expect({ channelCount, sampleRateHz, samplesPerPoint }).toEqual({
    channelCount: 1,
    sampleRateHz: 16_000,
    samplesPerPoint: POINT,
  });
  expect([...values]).toEqual(Array(30).fill([0, 64]).flat());
});
