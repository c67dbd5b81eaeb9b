import type { DecodedSound } from './decode-bytes.js';
import type { PacketDecoder } from './packet-timeline.js';

/** How samples that aren't compressed are written. */
export interface PcmForm {
  readonly bytes: 1 | 2 | 3 | 4 | 8;
  readonly kind: 'signed' | 'unsigned' | 'float' | 'mu-law' | 'A-law';
  readonly isBigEndian: boolean;
}

/** Decodes samples of several channels, one after the other. */
export function pcmDecoder(form: PcmForm, channelCount: number, sampleRate: number): PacketDecoder {
  const read = readerOf(form);
  return {
    decode(data): DecodedSound {
      const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
      const frames = Math.floor(data.length / form.bytes / channelCount);
      const channelData = Array.from({ length: channelCount }, (_, channel) => {
        const samples = new Float32Array(frames);
        for (let frame = 0, at = channel * form.bytes; frame < frames; frame++, at += channelCount * form.bytes)
          samples[frame] = read(view, at);
        return samples;
      });
      return { channelData, sampleRate };
    },
  };
}

function readerOf({ bytes, kind, isBigEndian }: PcmForm): (view: DataView, at: number) => number {
  const isLittle = !isBigEndian;
  if (kind === 'mu-law') return (view, at) => fromMuLaw(view.getUint8(at));
  if (kind === 'A-law') return (view, at) => fromALaw(view.getUint8(at));
  if (kind === 'float')
    return bytes === 8 ? (view, at) => view.getFloat64(at, isLittle) : (view, at) => view.getFloat32(at, isLittle);
  if (bytes === 1)
    return kind === 'unsigned' ? (view, at) => view.getUint8(at) / 128 - 1 : (view, at) => view.getInt8(at) / 128;
  if (bytes === 2) return (view, at) => view.getInt16(at, isLittle) / 32_768;
  if (bytes === 4) return (view, at) => view.getInt32(at, isLittle) / 2_147_483_648;
  return (view, at) => {
    const high = view.getInt8(isLittle ? at + 2 : at);
    return (high * 65_536 + view.getUint8(at + 1) * 256 + view.getUint8(isLittle ? at : at + 2)) / 8_388_608;
  };
}

/** ITU-T G.711: the bits are inverted; three of them are an exponent, four the digits after a leading one. */
function fromMuLaw(byte: number): number {
  const bits = ~byte & 0xff;
  const magnitude = ((((bits & 15) << 3) + 132) << ((bits >> 4) & 7)) - 132;
  return (bits & 0x80 ? -magnitude : magnitude) / 32_768;
}

/** ITU-T G.711: every other bit is inverted; the smallest exponent has no leading one. */
function fromALaw(byte: number): number {
  const bits = byte ^ 0x55;
  const exponent = (bits >> 4) & 7;
  const digits = ((bits & 15) << 4) + 8;
  const magnitude = exponent === 0 ? digits : (digits + 256) << (exponent - 1);
  return (bits & 0x80 ? magnitude : -magnitude) / 32_768;
}
