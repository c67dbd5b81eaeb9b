import { createReadStream } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { oggPackets } from '../../src/audio/ogg-packets.js';
import { type OggPage, oggPages } from '../../src/audio/ogg-pages.js';
import { opusSound } from '../../src/audio/opus.js';
import { SAMPLE_RATE_HZ } from '../../src/audio/recording.js';
import type { SoundBlock } from '../../src/audio/sound-source.js';
import { chirp, decibels, likeness } from './chirp.js';
import { fixture, joined } from './sound-files.js';

const up = chirp('up', SAMPLE_RATE_HZ);
const PACKET_SAMPLES = 960;
const PRE_SKIP = 120;

/** The packets of a recording, each on a page of its own. */
async function onePacketPages(firstGranule = 0): Promise<OggPage[]> {
  const found: OggPage[] = [];
  let count = -2;
  for await (const { packets, page } of oggPackets(oggPages(createReadStream(fixture('stereo.opus')))))
    for (const packet of packets) {
      count++;
      const granule = firstGranule + Math.max(0, count) * PACKET_SAMPLES;
      const place = { sequence: found.length, beginsStream: found.length === 0, endsStream: false, granule };
      found.push({ ...page, ...place, parts: [packet], continues: false, isOpen: false });
    }
  return found;
}

async function decode(pages: readonly OggPage[]): Promise<Float32Array[]> {
  async function* all(): AsyncGenerator<OggPage> {
    yield* pages;
  }
  const blocks: SoundBlock[] = [];
  for await (const block of opusSound(all())) blocks.push(block);
  expect(blocks.every(({ sampleRateHz }) => sampleRateHz === SAMPLE_RATE_HZ)).toBe(true);
  return joined(
    blocks.map(({ channels }) => channels),
    2,
  );
}

describe('Opus', () => {
  it('is decoded at 16 kHz, without what comes before the sound', async () => {
    const pages = await onePacketPages();
    const [left] = await decode(pages);
    expect(left).toHaveLength(((pages.length - 2) * PACKET_SAMPLES - PRE_SKIP) / 3);
    expect(left && likeness(left, up)).toBeGreaterThan(0.99);
  });

  it('ends where its last page says', async () => {
    const pages = await onePacketPages();
    const last = pages.at(-1) as OggPage;
    const granule = (last.granule ?? 0) - 600;
    const [left] = await decode([...pages.slice(0, -1), { ...last, granule, endsStream: true }]);
    expect(left).toHaveLength((granule - PRE_SKIP) / 3);
  });

  it('is silent where nothing was recorded, and in time behind it', async () => {
    const pages = await onePacketPages();
    const [whole] = await decode(pages);
    const [left] = await decode([...pages.slice(0, 12), ...pages.slice(32)]);
    expect(left).toHaveLength(whole?.length ?? 0);
    expect(left && decibels(left.slice(3_600, 9_000))).toBeLessThan(-100);
    expect(left && likeness(left.slice(10_500), up.slice(10_500))).toBeGreaterThan(0.98);
  });

  it('begins where its first page does, when it was cut out of a longer one', async () => {
    expect(await decode(await onePacketPages(48_000 * 3_600))).toEqual(await decode(await onePacketPages()));
  });

  it('passes by what the count of a damaged page says', async () => {
    const pages = await onePacketPages();
    const damaged = pages.map((page, index) => (index === 20 ? { ...page, granule: 2 ** 50 } : page));
    expect(await decode(damaged)).toEqual(await decode(pages));
  });
});
