import type { Packet } from './packet.js';
import { isBuiltIn, openPacketDecoder, type PacketCodec, primingS } from './packet-decoders.js';
import { LONGEST_HOLE_S, onTimeline, type PacketDecoder } from './packet-timeline.js';
import { refusal } from './refusal.js';
import type { SoundFile } from './sound-file.js';
import type { ForeignSound, SoundBlock, SoundSource } from './sound-source.js';

/** Sound in packets that a container keeps with their times. */
export interface PacketSound extends Omit<ForeignSound, 'packaged'> {
  /** `undefined`: only ffmpeg decodes it. */
  readonly packetCodec: PacketCodec | undefined;
  packets(): AsyncIterable<Packet>;
  /** Where the sound ends by the file's clock, if the file says so. */
  readonly endS?: number | undefined;
  /** Why the packets can't be read. */
  readonly obstacle?: string | undefined;
  strayBytes?(): Promise<number>;
}

/** How to read sound in packets: by what is built in, or by what a user has installed. */
export function packetSound(file: SoundFile, sound: PacketSound): SoundSource | ForeignSound {
  const { packetCodec, packets, endS, obstacle, ...rest } = sound;
  if (packetCodec === undefined) return rest;
  const originS = () => originOf(packets(), packetCodec);
  const blocks = async function* (): AsyncGenerator<SoundBlock> {
    yield* onTimeline(packets(), await mustOpen(file, sound, packetCodec), endS);
  };
  const { channelCount } = sound.facts;
  if (isBuiltIn(packetCodec) && obstacle === undefined && channelCount !== undefined) {
    const { facts, language, promisedMs, strayBytes } = rest;
    return { facts, language, promisedMs, ...(strayBytes && { strayBytes }), channelCount, blocks };
  }
  const open = async () => {
    const decoder = await openPacketDecoder(packetCodec);
    decoder?.free?.();
    return decoder && blocks;
  };
  return { ...rest, originS, packaged: { open, ...(obstacle && { obstacle }) } };
}

async function mustOpen({ path }: SoundFile, { name }: PacketSound, codec: PacketCodec): Promise<PacketDecoder> {
  const decoder = await openPacketDecoder(codec);
  if (decoder) return decoder;
  throw refusal('EARSHOT_NOT_SUPPORTED', { path, found: name, expected: 'its decoder to be installed' });
}

/** A clock that is far on when the sound begins was running before; where it begins at zero, it counts what encoders put before. */
async function originOf(packets: AsyncIterable<Packet>, codec: PacketCodec): Promise<number> {
  for await (const { startS = 0 } of packets) {
    if (startS === 0) return primingS(codec);
    return startS > LONGEST_HOLE_S ? startS : 0;
  }
  return 0;
}
