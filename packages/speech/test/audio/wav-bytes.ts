/** What a WAV file is to be like. */
export interface WavOptions {
  readonly codec?: number;
  readonly rateHz?: number;
  readonly channelCount?: number;
  readonly bits?: number;
  readonly blockBytes?: number;
  /** What follows the first sixteen bytes of the format. */
  readonly extension?: Buffer;
  /** What the chunk of sound says of its length. @defaultValue the truth */
  readonly dataBytes?: number;
  readonly before?: readonly Buffer[];
  readonly after?: readonly Buffer[];
  readonly id?: 'RIFF' | 'RF64' | 'BW64' | 'RIFX';
}

/** A WAV file with these bytes of sound. */
export function wavBytes(data: Buffer, options: WavOptions = {}): Buffer {
  const { codec = 1, rateHz = 8_000, channelCount = 1, bits = 16, extension = Buffer.alloc(0) } = options;
  const { blockBytes = (channelCount * bits) / 8, before = [], after = [], id = 'RIFF' } = options;
  const format = Buffer.alloc(16);
  format.writeUInt16LE(codec, 0);
  format.writeUInt16LE(channelCount, 2);
  format.writeUInt32LE(rateHz, 4);
  format.writeUInt32LE(Math.round(rateHz * blockBytes) >>> 0, 8);
  format.writeUInt16LE(blockBytes, 12);
  format.writeUInt16LE(bits, 14);
  const sound = chunk('data', data, options.dataBytes);
  const chunks = [...before, chunk('fmt ', Buffer.concat([format, extension])), sound, ...after];
  return Buffer.concat([Buffer.from(id), Buffer.alloc(4, 0xff), Buffer.from('WAVE'), ...chunks]);
}

/** A chunk, padded to an even length. */
export function chunk(id: string, body: Buffer, saidBytes = body.length): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(saidBytes);
  return Buffer.concat([Buffer.from(id), length, body, Buffer.alloc(body.length % 2)]);
}

/** Samples of several channels, one after the other, in a form that files have. */
export function interleaved(channels: readonly Float32Array[], bytes: number, write: WriteSample): Buffer {
  const frames = channels[0]?.length ?? 0;
  const data = Buffer.alloc(frames * channels.length * bytes);
  for (let frame = 0; frame < frames; frame++)
    channels.forEach((channel, index) => {
      write(data, channel[frame] ?? 0, (frame * channels.length + index) * bytes);
    });
  return data;
}

/** Writes a sample at a place. */
export type WriteSample = (data: Buffer, sample: number, at: number) => void;

export const write16: WriteSample = (data, sample, at) => data.writeInt16LE(Math.round(sample * 32_767), at);

/** Writes as mu-law, by what the standard says: sign, the exponent of the sample and four bits behind it, all turned round. */
export const writeMuLaw: WriteSample = (data, sample, at) => {
  const magnitude = Math.min(32_635, Math.round(Math.abs(sample) * 32_768)) + 132;
  const exponent = 24 - Math.clz32(magnitude);
  const mantissa = (magnitude >> (exponent + 3)) & 15;
  data.writeUInt8(~((sample < 0 ? 0x80 : 0) | (exponent << 4) | mantissa) & 0xff, at);
};

/** Writes as A-law, by what the standard says. */
export const writeALaw: WriteSample = (data, sample, at) => {
  const magnitude = Math.min(32_767, Math.round(Math.abs(sample) * 32_768)) >> 3;
  const exponent = Math.max(0, 27 - Math.clz32(magnitude));
  const mantissa = (exponent === 0 ? magnitude >> 1 : magnitude >> exponent) & 15;
  data.writeUInt8(((sample < 0 ? 0 : 0x80) | (exponent << 4) | mantissa) ^ 0x55, at);
};
