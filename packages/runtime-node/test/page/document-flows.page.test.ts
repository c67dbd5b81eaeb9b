import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { JobResponse, StartReceipt, UploadItem } from '@earshot/adapters-http';
import type { AnalyticsItem } from '@earshot/core';
import { findFfmpeg } from '@earshot/speech';
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { serving } from '../cli/earshot.js';
import { temporaryFolder } from '../results-on-disk.js';
import { closeBrowser } from './browser.js';
import { choose, deployed, inPage, type Played, type Sent, TOKEN, uploadingPage } from './uploading-page.js';

const SPEECH = join(
  import.meta.dirname,
  '../../../../examples/recordings/parcel-locker-will-not-open_20261105T0917Z.wav',
);
const ffmpeg = await findFfmpeg(process.env['PATH'] ?? '');

afterAll(closeBrowser);

async function fileOf(name: string, bytes: Uint8Array = new Uint8Array(2_000).fill(7)): Promise<string> {
  const path = join(await temporaryFolder(), name);
  await writeFile(path, bytes);
  return path;
}

/** Opens an upload of the page's file, and sends it. */
async function send(page: Page, facts: object): Promise<UploadItem> {
  const upload = await inPage<UploadItem>(page, 'openUpload', facts);
  const { answered, failed } = await inPage<Sent>(page, 'sendParts', upload);
  expect([answered.length, failed]).toEqual([upload.parts.length, 0]);
  return upload;
}

/** Completes an upload, and follows its job. Returns the last of its states. */
async function finish(page: Page, { upload_id }: UploadItem): Promise<JobResponse | undefined> {
  const { hash } = await inPage<StartReceipt>(page, 'ask', `/uploads/${upload_id}/complete`, 'POST');
  return (await inPage<JobResponse[]>(page, 'followJob', `${hash}.1`)).at(-1);
}

async function textAt(page: Page, path: string): Promise<string> {
  return page.evaluate<string>(`fetch(${JSON.stringify(path)}).then((answer) => answer.text())`);
}

describe('over S3', () => {
  it('a file is analyzed because it arrived, and a movie by its chapters', async () => {
    const { stack, start } = await deployed();
    const server = await start('0');
    onTestFinished(async () => void (await server.stop('SIGKILL')));
    const { page, faults } = await uploadingPage(server);

    // The bucket's event is enough: nobody completes the upload.
    await choose(page, server.url, await fileOf('hotline-7.mp3'));
    const { hash, upload_id } = await send(page, { call_id: 'hotline 7', metadata: { line: 'A' } });
    const callsNow = async () => (await inPage<{ items: AnalyticsItem[] }>(page, 'ask', '/analytics')).items;
    await expect.poll(callsNow).toMatchObject([{ call_id: 'hotline 7', state: 'completed', attempts: 1 }]);
    expect(await textAt(page, `/calls/${hash}?format=vtt`)).toMatch(/^WEBVTT\n.*-->/s);
    // Late, it adds what the event could not know, and no second job.
    await inPage(page, 'ask', `/uploads/${upload_id}/complete`, 'POST');
    expect(await callsNow()).toMatchObject([{ state: 'completed', attempts: 1, metadata: { line: 'A' } }]);

    await choose(page, server.url, await fileOf('visit.mp4'));
    const movie = await send(page, { kind: 'video' });
    expect(await finish(page, movie)).toMatchObject({ state: 'succeeded' });
    expect(await textAt(page, `/calls/${movie.hash}?format=markdown`)).toMatch(/^#+ .*chapter/im);
    // DynamoDB doesn't count calls. The page does without totals, but browsers report the answer.
    expect(faults.filter((fault) => !fault.includes('status of 501'))).toEqual([]);

    expect(stack.bedrock.jobs()).toHaveLength(2);
    expect(await Promise.all([stack.count('startDlq'), stack.count('resultsDlq')])).toEqual([0, 0]);
  });
});

describe('on one machine', () => {
  it.skipIf(ffmpeg === undefined)(
    'a movie is analyzed by its sound and plays with its pictures, and what is none fails with the reason',
    async () => {
      const movie = await fileOf('visit.mp4', new Uint8Array());
      const pictures = '-f lavfi -i testsrc=size=320x240:rate=5:duration=10';
      const args = `-v error -y -t 10 -i ${SPEECH} ${pictures} -c:v libx264 -pix_fmt yuv420p -c:a aac -shortest ${movie}`;
      await promisify(execFile)(ffmpeg as string, args.split(' '));
      const server = await serving(['serve', '--port', '0'], {
        EARSHOT_TOKEN: TOKEN,
        EARSHOT_MODEL: 'tiny',
        PATH: process.env['PATH'] ?? '',
      });
      onTestFinished(async () => void (await server.stop('SIGKILL')));
      const { page, faults } = await uploadingPage(server);
      await choose(page, server.url, movie);
      const upload = await send(page, { kind: 'video' });
      expect(await finish(page, upload)).toMatchObject({ state: 'succeeded' });
      const played = await inPage<Played>(page, 'playFrom', upload.hash, 'video', 0.5);
      expect(played).toMatchObject({ kind: 'original', content_type: 'video/mp4', height: 240 });
      expect(await textAt(page, `/calls/${upload.hash}?format=markdown`)).toMatch(/parcel|locker/i);

      expect(faults).toEqual([]);

      await choose(page, server.url, await fileOf('noise.mp4'));
      const broken = await send(page, {});
      await expect(finish(page, broken)).rejects.toThrow('EARSHOT_INVALID_INPUT');
      const [failed] = await inPage<JobResponse[]>(page, 'followJob', `${broken.hash}.1`);
      expect(failed).toMatchObject({ state: 'failed', failure: { reason: expect.stringContaining('recording') } });
    },
  );
});
