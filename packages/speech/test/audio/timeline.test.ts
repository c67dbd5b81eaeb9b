import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { openRecording } from '../../src/audio/open-recording.js';
import { lagOf, likeness } from './chirp.js';
import { matroskaBytes, mp4Bytes, pcmPackets, type TimedPcm } from './containers.js';
import { hum, markerAt } from './marker.js';
import { fileWith, fixture, readAll } from './sound-files.js';

const RATE_HZ = 8_000;
const MARKER_S = 9;
const SOUND = hum(RATE_HZ, 10, MARKER_S);

const CONTAINERS: readonly (readonly [string, (packets: readonly TimedPcm[]) => Buffer])[] = [
  ['Matroska', (packets) => matroskaBytes(packets, RATE_HZ)],
  ['MPEG-4', (packets) => mp4Bytes(packets, RATE_HZ)],
  ['MPEG-4 in fragments', (packets) => mp4Bytes(packets, RATE_HZ, { isFragmented: true })],
];

async function heard(bytes: Buffer): Promise<{ markerMs: number; lengthMs: number }> {
  const [channel = new Float32Array()] = await readAll(await openRecording(await fileWith(bytes)));
  return { markerMs: markerAt(channel), lengthMs: channel.length / 16 };
}

function expectOnTime({ markerMs, lengthMs }: { markerMs: number; lengthMs: number }, lateMs = 0): void {
  expect(Math.abs(markerMs - MARKER_S * 1_000 - lateMs)).toBeLessThan(50);
  expect(Math.abs(lengthMs - 10_000 - lateMs)).toBeLessThan(50);
}

describe.each(CONTAINERS)('sound in %s', (_, container) => {
  it('is played when the file says', async () => {
    expectOnTime(await heard(container(pcmPackets(SOUND, RATE_HZ, () => false))));
  });

  it('stays on time behind pauses in which nothing was recorded', async () => {
    const paused = (ms: number) => (ms >= 2_000 && ms < 5_000) || (ms >= 6_000 && ms < 6_040) || ms === 7_000;
    expectOnTime(await heard(container(pcmPackets(SOUND, RATE_HZ, paused))));
  });
});

it('sound that begins late is silence until then', async () => {
  const packets = pcmPackets(SOUND, RATE_HZ, () => false);
  expectOnTime(await heard(mp4Bytes(packets, RATE_HZ, { lateMs: 3_000 })), 3_000);
  const late = packets.map(({ atMs, data }) => ({ atMs: atMs + 3_000, data }));
  expectOnTime(await heard(matroskaBytes(late, RATE_HZ)), 3_000);
  expectOnTime(await heard(mp4Bytes(late, RATE_HZ, { isFragmented: true })), 3_000);
});

it('sound on a clock that has been running for hours begins at once', async () => {
  const packets = pcmPackets(SOUND, RATE_HZ, () => false).map(({ atMs, data }) => ({ atMs: atMs + 7_200_000, data }));
  expectOnTime(await heard(matroskaBytes(packets, RATE_HZ)));
});

it('damage moves nothing that follows it', async () => {
  const whole = matroskaBytes(
    pcmPackets(SOUND, RATE_HZ, () => false),
    RATE_HZ,
    10_000,
  );
  for (let seed = 1; seed <= 4; seed++) {
    const damaged = Buffer.from(whole);
    for (let place = 0; place < 20; place++) {
      const from = 3_000 + ((seed * 7_919 + place * 6_301) % 110_000);
      for (let at = from; at < from + 64; at++) damaged[at] = (at * 37 * seed) & 0xff;
    }
    expectOnTime(await heard(damaged));
  }
});

it('a time that no other packet agrees with is damage', async () => {
  const packets = pcmPackets(SOUND, RATE_HZ, () => false);
  const wrong = packets.map((packet) => (packet.atMs === 3_500 ? { ...packet, atMs: 3_999 } : packet));
  expectOnTime(await heard(matroskaBytes(wrong, RATE_HZ)));
});

it.each(['mono-8k-without-tag.mp3', 'stereo-16k.aac', 'stereo-8k.flac'])(
  'about as much silence is heard as was lost to damage: %s',
  async (name) => {
    const once = await readFile(fixture(name));
    // FLAC counts its frames, so it can't be repeated.
    const whole = name.endsWith('flac') ? once : Buffer.concat([once, once, once, once]);
    const damaged = Buffer.from(whole);
    for (let at = whole.length * 0.3; at < whole.length * 0.4; at++) damaged[at] = (at * 37) & 0x7f;
    const [expected = new Float32Array()] = await readAll(await openRecording(await fileWith(whole)));
    const [heard = new Float32Array()] = await readAll(await openRecording(await fileWith(damaged)));
    const end = expected.slice(-4_000);
    const late = heard.slice(expected.length - 4_000);
    const lag = lagOf(late, end, 800);
    expect(Math.abs(lag)).toBeLessThan(800);
    expect(likeness(late, end, lag)).toBeGreaterThan(0.85);
  },
);
