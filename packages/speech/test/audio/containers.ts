/** Sound of one channel, 16 bits, in a packet of its own, and when it is played. */
export interface TimedPcm {
  readonly atMs: number;
  readonly data: Buffer;
}

/** Cuts sound into packets of 20 ms; those that `isLeftOut` are missing, as in a recording that was paused. */
export function pcmPackets(sound: Float32Array, rateHz: number, isLeftOut: (atMs: number) => boolean): TimedPcm[] {
  const frames = rateHz / 50;
  const packets: TimedPcm[] = [];
  for (let from = 0; from < sound.length; from += frames) {
    const data = Buffer.alloc(2 * frames);
    sound.subarray(from, from + frames).forEach((sample, index) => {
      data.writeInt16LE(Math.round(sample * 32_767), 2 * index);
    });
    if (!isLeftOut((from * 1_000) / rateHz)) packets.push({ atMs: (from * 1_000) / rateHz, data });
  }
  return packets;
}

/** A Matroska file with clusters of a second. `durationMs`: what its header says, if anything. */
export function matroskaBytes(
  packets: readonly TimedPcm[],
  rateHz: number,
  durationMs?: number,
  languages: { readonly code?: string; readonly tag?: string } = {},
): Buffer {
  const rate = Buffer.alloc(8);
  rate.writeDoubleBE(rateHz);
  const duration = Buffer.alloc(8);
  duration.writeDoubleBE(durationMs ?? 0);
  const sound = element('e1', element('b5', rate), element('9f', [1]), element('6264', [16]));
  const codec = element('86', Buffer.from('A_PCM/INT/LIT'));
  const code = languages.code === undefined ? [] : [element('22b59c', Buffer.from(languages.code))];
  const tag = languages.tag === undefined ? [] : [element('22b59d', Buffer.from(languages.tag))];
  const track = element('ae', element('d7', [1]), element('83', [2]), ...code, ...tag, codec, sound);
  const info = element(
    '1549a966',
    element('2ad7b1', [0x0f, 0x42, 0x40]),
    ...(durationMs ? [element('4489', duration)] : []),
  );
  const bySecond = Map.groupBy(packets, ({ atMs }) => Math.floor(atMs / 1_000));
  const clusters = [...bySecond].map(([second, ofSecond]) =>
    element(
      '1f43b675',
      element('e7', unsigned(second * 1_000)),
      ...ofSecond.map((packet) => block(packet, second * 1_000)),
    ),
  );
  const segment = Buffer.concat([Buffer.from('18538067', 'hex'), Buffer.from('01ffffffffffffff', 'hex')]);
  return Buffer.concat([
    element('1a45dfa3', element('4282', Buffer.from('matroska'))),
    segment,
    info,
    element('1654ae6b', track),
    ...clusters,
  ]);
}

function block({ atMs, data }: TimedPcm, clusterMs: number): Buffer {
  const head = Buffer.from([0x81, 0, 0, 0x80]);
  head.writeInt16BE(atMs - clusterMs, 1);
  return element('a3', head, data);
}

function element(id: string, ...parts: readonly (Buffer | readonly number[])[]): Buffer {
  const body = Buffer.concat(parts.map((part) => Buffer.from(part as Buffer)));
  const length = Buffer.alloc(8);
  length.writeBigUInt64BE(BigInt(body.length));
  length[0] = 1;
  return Buffer.concat([Buffer.from(id, 'hex'), length, body]);
}

function unsigned(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** What an MPEG-4 file is to be like. */
export interface Mp4Options {
  /** The sound begins so late, by an edit list. */
  readonly lateMs?: number;
  /** Each second in a fragment of its own. */
  readonly isFragmented?: boolean;
  /** Three letters. */
  readonly language?: string;
}

/** An MPEG-4 file, with its index first. */
export function mp4Bytes(
  packets: readonly TimedPcm[],
  rateHz: number,
  { lateMs = 0, isFragmented = false, language = 'und' }: Mp4Options = {},
): Buffer {
  const frames = (ms: number) => Math.round((ms * rateHz) / 1_000);
  const framesOf = ({ data }: TimedPcm) => data.length / 2;
  const end = (packet: TimedPcm) => frames(packet.atMs) + framesOf(packet);
  const total = Math.max(...packets.map(end));
  const tabled = isFragmented ? [] : packets;
  // Before a pause, the last frame lasts as long as it.
  const durations = tabled.flatMap((packet, index) => {
    const next = tabled[index + 1];
    return [framesOf(packet) - 1, 1, 1, next ? frames(next.atMs) - end(packet) + 1 : 1];
  });
  const stbl = (offset: number) =>
    box(
      'stbl',
      table(
        'stsd',
        1,
        box('sowt', zeros(6), short(1), zeros(8), short(1), short(16), zeros(4), short(rateHz), short(0)),
      ),
      table('stts', durations.length / 2, ...durations.map(long)),
      table(
        'stsc',
        tabled.length ? 1 : 0,
        ...(tabled.length ? [long(1), long(framesOf(tabled[0] as TimedPcm)), long(1)] : []),
      ),
      box('stsz', zeros(4), long(2), long(tabled.reduce((sum, packet) => sum + framesOf(packet), 0))),
      table(
        'stco',
        tabled.length,
        ...tabled.map((_, index) => long(offset + index * (tabled[0] as TimedPcm).data.length)),
      ),
    );
  const moov = (offset: number) =>
    box(
      'moov',
      box('mvhd', zeros(12), long(1_000), long(0), zeros(80)),
      box(
        'trak',
        box('tkhd', zeros(12), long(1), zeros(68)),
        ...(lateMs > 0
          ? [
              box(
                'edts',
                table(
                  'elst',
                  2,
                  long(lateMs),
                  long(0xffff_ffff),
                  long(0x10000),
                  long(Math.round((total * 1_000) / rateHz)),
                  long(0),
                  long(0x10000),
                ),
              ),
            ]
          : []),
        box(
          'mdia',
          box('mdhd', zeros(12), long(rateHz), long(isFragmented ? 0 : total), packed(language), zeros(2)),
          box('hdlr', zeros(8), Buffer.from('soun'), zeros(13)),
          box('minf', stbl(offset)),
        ),
      ),
      ...(isFragmented ? [box('mvex', box('trex', zeros(4), long(1), long(1), long(1), long(2), long(0)))] : []),
    );
  const ftyp = box('ftyp', Buffer.from('isom\0\0\0\0isom', 'latin1'));
  if (isFragmented)
    return Buffer.concat([ftyp, moov(0), ...packets.map((packet) => fragment(frames(packet.atMs), packet.data))]);
  const offset = ftyp.length + moov(0).length + 8;
  return Buffer.concat([ftyp, moov(offset), box('mdat', ...packets.map(({ data }) => data))]);
}

function fragment(at: number, data: Buffer): Buffer {
  const moof = (offset: number) =>
    box(
      'moof',
      box('mfhd', zeros(8)),
      box(
        'traf',
        box('tfhd', long(0x020000), long(1)),
        box('tfdt', zeros(4), long(at)),
        box('trun', long(0x201), long(1), long(offset), long(data.length)),
      ),
    );
  return Buffer.concat([moof(moof(0).length + 8), box('mdat', data)]);
}

function box(type: string, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([long(body.length + 8), Buffer.from(type, 'latin1'), body]);
}

function table(type: string, lines: number, ...parts: readonly Buffer[]): Buffer {
  return box(type, zeros(4), long(lines), ...parts);
}

function long(value: number): Buffer {
  return unsigned(value >>> 0);
}

/** Three letters, of five bits each. */
function packed(letters: string): Buffer {
  return short([...letters].reduce((bits, letter) => (bits << 5) | (letter.charCodeAt(0) - 0x60), 0));
}

function short(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

function zeros(length: number): Buffer {
  return Buffer.alloc(length);
}
