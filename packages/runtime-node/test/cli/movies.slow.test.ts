import { execFile } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { AnalyticsItem } from '@earshot/core';
import { findFfmpeg } from '@earshot/speech';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../results-on-disk.js';
import { earshot, serving } from './earshot.js';

const SPEECH = join(
  import.meta.dirname,
  '../../../../examples/recordings/parcel-locker-will-not-open_20261105T0917Z.wav',
);
const TINY = { EARSHOT_MODEL: 'tiny' };
/** How browsers get each of them: as it is, or its sound alone. */
const MOVIES = {
  mp4: ['video/mp4', 'original', '-c:v mpeg4 -c:a aac'],
  mov: ['video/quicktime', 'original', '-c:v mpeg4 -c:a aac'],
  webm: ['video/webm', 'original', '-c:v libvpx -deadline realtime -cpu-used 8 -c:a libopus'],
  mkv: ['audio/wav', 'playable', '-c:v mpeg4 -c:a libopus'],
  avi: ['audio/wav', 'playable', '-c:v mpeg4 -c:a libmp3lame'],
} as const;

/** Ten seconds of a call, with test pictures. */
async function makeMovies(ffmpeg: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const pictures = '-f lavfi -i testsrc=size=224x224:rate=5:duration=10';
  for (const [suffix, [, , codecs]] of Object.entries(MOVIES)) {
    const args = `-v error -y -t 10 -i ${SPEECH} ${pictures} ${codecs} -shortest`.split(' ');
    await promisify(execFile)(ffmpeg, [...args, join(folder, `${suffix}-movie.${suffix}`)]);
  }
}

const ffmpeg = await findFfmpeg(process.env['PATH'] ?? '');

it.skipIf(ffmpeg === undefined)('movies are analyzed by their sound, and play as they came in', async () => {
  const [folder, data] = [join(await temporaryFolder(), 'movies'), await temporaryFolder()];
  await makeMovies(ffmpeg as string, folder);
  expect(await earshot(['ingest', folder, '--data', data], { ...TINY, PATH: process.env['PATH'] ?? '' })).toMatchObject(
    {
      code: 0,
    },
  );
  const server = await serving(['serve', '--port', '0', '--data', data], { PATH: process.env['PATH'] ?? '' });
  try {
    for (const [suffix, [type, kind]] of Object.entries(MOVIES)) {
      const name = `${suffix}-movie`;
      const { items } = (await (await fetch(`${server.url}/analytics/${name}`)).json()) as { items: unknown[] };
      const item = AnalyticsItem.parse(items[0]);
      expect([suffix, item.state, item.transcript]).toEqual([suffix, 'completed', expect.stringMatching(/\w+ \w+/)]);
      const playing = await (await fetch(`${server.url}/calls/${name}/recording-url`)).json();
      expect(playing).toMatchObject({ content_type: type, kind });
      const played = await fetch(`${server.url}/calls/${name}/recording`);
      expect(played.headers.get('content-type')).toBe(type);
      const bytes = new Uint8Array(await played.arrayBuffer());
      if (kind === 'original') expect(bytes).toEqual(new Uint8Array(await readFile(join(folder, `${name}.${suffix}`))));
      const original = await fetch(`${server.url}/calls/${name}/recording?copy=original`);
      expect(original.headers.get('content-type')).toMatch(/^video\//);
    }
  } finally {
    await server.stop('SIGINT');
  }
});
