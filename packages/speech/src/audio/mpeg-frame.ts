/** What the four bytes before each frame of MPEG audio say. */
export interface MpegFrame {
  /** Differs between frames that can't belong to one recording. */
  readonly kind: number;
  readonly version: 1 | 2 | 2.5;
  readonly layer: 1 | 2 | 3;
  readonly bitrateBps: number;
  readonly sampleRateHz: number;
  readonly channelCount: 1 | 2;
  readonly bytes: number;
  readonly samples: number;
}

export const FRAME_HEADER_BYTES = 4;

const VERSIONS = [2.5, undefined, 2, 1] as const;
const LAYERS = [undefined, 3, 2, 1] as const;
const SAMPLE_RATES_HZ = [44_100, 48_000, 32_000] as const;
const RATE_DIVISORS = { 1: 1, 2: 2, 2.5: 4 } as const;
/** By layer, of version 1 and of the later ones. */
const KBITS = {
  1: [
    [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
    [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  ],
  2: [
    [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
    [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
  ],
  3: [
    [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
    [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
  ],
} as const;

/** The header at a place; `undefined` where no frame begins, or one of the free format, whose length nothing tells. */
export function mpegFrameAt(bytes: Uint8Array, at: number): MpegFrame | undefined {
  const second = bytes[at + 1] ?? 0;
  const third = bytes[at + 2] ?? 0;
  if (bytes[at] !== 0xff || second < 0xe0 || at + FRAME_HEADER_BYTES > bytes.length) return undefined;
  const version = VERSIONS[(second >> 3) & 3];
  const layer = LAYERS[(second >> 1) & 3];
  const fullRateHz = SAMPLE_RATES_HZ[(third >> 2) & 3];
  if (version === undefined || layer === undefined || fullRateHz === undefined) return undefined;
  const bitrateBps = (KBITS[layer][version === 1 ? 0 : 1]?.[third >> 4] ?? 0) * 1_000;
  if (bitrateBps === 0) return undefined;
  const sampleRateHz = fullRateHz / RATE_DIVISORS[version];
  const samples = layer === 1 ? 384 : layer === 3 && version !== 1 ? 576 : 1_152;
  // Layer 1 counts in slots of four bytes.
  const slotBytes = layer === 1 ? 4 : 1;
  const slots = Math.floor((samples / 8 / slotBytes) * (bitrateBps / sampleRateHz)) + ((third >> 1) & 1);
  return {
    kind: (second & 0x1e) | ((third & 0x0c) << 6),
    version,
    layer,
    bitrateBps,
    sampleRateHz,
    channelCount: (bytes[at + 3] ?? 0) >> 6 === 3 ? 1 : 2,
    bytes: slots * slotBytes,
    samples,
  };
}
