import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { UploadItem } from '@earshot/adapters-http';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Serving, serving } from '../cli/earshot.js';
import { temporaryFolder } from '../results-on-disk.js';
import { closeBrowser, openPage } from './browser.js';

/** For bytes to be sent on a busy machine. */
const SLOW = { timeout: 30_000 };
let server: Serving;
let folder: string;

beforeAll(async () => {
  folder = await temporaryFolder(afterAll);
  server = await serving(['serve', '--port', '0'], { EARSHOT_DATA: join(folder, 'data'), EARSHOT_MODEL: 'tiny' });
});
afterAll(async () => {
  await closeBrowser();
  await server?.stop('SIGTERM');
});

/** A WAV file of silence, which takes no room on the disk. Each of another length, so that each is a recording of its own. */
async function recording(name: string, dataBytes: number): Promise<string> {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(dataBytes + 36, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(16_000, 24);
  header.writeUInt32LE(32_000, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(dataBytes, 40);
  const path = join(folder, name);
  const file = await open(path, 'w');
  await file.write(header);
  await file.truncate(44 + dataBytes);
  await file.close();
  return path;
}

async function openUpload(prepare: (page: Page) => Promise<unknown> = async () => {}) {
  const opened = await openPage();
  await prepare(opened.page);
  await opened.page.goto(`${server.url}/#/upload`);
  await opened.page.getByRole('heading', { name: 'Upload' }).waitFor();
  return opened;
}

const chooser = (page: Page) => page.locator('input[type=file]');
const rowOf = (page: Page, name: string) => page.getByRole('list', { name: 'Files' }).locator('li', { hasText: name });

describe('the upload page', () => {
  it('makes calls of several files, which appear in the list of calls by themselves', async () => {
    const { page: list } = await openPage();
    const { page, faults } = await openUpload();
    const names = ['first.wav', 'second.wav', 'third <b>x.wav'];
    await chooser(page).setInputFiles(await Promise.all(names.map((name, at) => recording(name, 3_200 + 2 * at))));
    await page.getByText('3 of 3 files uploaded').waitFor();
    for (const name of names) await rowOf(page, name).getByText('Analyzed').waitFor();
    await list.goto(`${server.url}/#/calls`);
    await list.locator('tbody tr').nth(2).waitFor();
    await rowOf(page, 'second.wav').getByRole('link').click();
    await page.getByRole('heading', { level: 1, name: 'second' }).waitFor();
    await page.getByRole('link', { name: 'Upload' }).click();
    await page.getByRole('button', { name: 'Clear uploaded' }).click();
    expect(await page.getByRole('list', { name: 'Files' }).locator('li').count()).toBe(0);
    expect(faults).toEqual([]);
  });

  it('takes files that are dropped anywhere, and leaves a file out that is there already', async () => {
    const { page } = await openUpload();
    const dropped = await page.evaluateHandle(
      "(() => { const all = new DataTransfer(); all.items.add(new File([1], 'note.txt', { lastModified: 1 })); return all; })()",
    );
    await page.locator('h1').dispatchEvent('drop', { dataTransfer: dropped });
    await rowOf(page, 'note.txt').getByText('This is no recording').waitFor();
    await page.locator('h1').dispatchEvent('drop', { dataTransfer: dropped });
    await rowOf(page, 'note.txt').getByRole('alert').waitFor();
    expect(await rowOf(page, 'note.txt').count()).toBe(1);
    await page.getByRole('button', { name: 'Remove note.txt' }).click();
    await expect.poll(() => rowOf(page, 'note.txt').count()).toBe(0);
  });

  it('says of each file in words why it is not uploaded, and goes on with the others', async () => {
    const { page } = await openUpload();
    const empty = join(folder, 'empty.wav');
    await writeFile(empty, '');
    await chooser(page).setInputFiles([empty, await recording('good.wav', 3_300)]);
    await rowOf(page, 'empty.wav').getByText('The file is empty.').waitFor();
    await rowOf(page, 'good.wav').getByRole('link').waitFor();
  });

  it('goes on by itself when the connection breaks', async () => {
    let puts = 0;
    const { page } = await openUpload((page) =>
      page.route('**/files/**', (route) => (puts++ === 0 ? route.abort() : route.continue())),
    );
    await chooser(page).setInputFiles(await recording('broken.wav', 3_400));
    await rowOf(page, 'broken.wav').getByRole('link').waitFor();
    expect(puts).toBe(2);
  });

  it('sends only the missing parts after a reload, and discards all of them on demand', async () => {
    const path = await recording('large.wav', 105_000_000);
    const { page } = await openUpload();
    page.on('dialog', (dialog) => void dialog.accept());
    const sent: number[] = [];
    const ids: string[] = [];
    const partOf = (url: string) => Number(new URL(url).searchParams.get('part'));
    page.on('requestfinished', (request) => {
      if (request.method() === 'PUT') sent.push(partOf(request.url()));
    });
    page.on('response', async (response) => {
      if (response.status() === 201) ids.push((await response.json()).upload_id);
    });
    let heldFrom = 3;
    // Holds a part back for as long as the page is there.
    await page.route(
      (url) => partOf(url.href) >= heldFrom,
      () => {},
    );
    await chooser(page).setInputFiles(path);
    await expect.poll(() => sent.length, SLOW).toBe(2);
    heldFrom = 7;
    await page.reload();
    await page.getByText(/Interrupted at \d\d %/).waitFor();
    sent.length = 0;
    await chooser(page).setInputFiles(path);
    await expect.poll(() => sent.toSorted(), SLOW).toEqual([3, 4, 5, 6]);
    expect(ids).toHaveLength(1);
    await page.getByRole('button', { name: 'Cancel large.wav' }).click();
    const upload = async () => {
      const item = (await (await fetch(`${server.url}/uploads/${ids[0]}`)).json()) as UploadItem;
      return item.state;
    };
    await expect.poll(upload).toBe('cancelled');
    await page.reload();
    await page.getByRole('heading', { name: 'Upload' }).waitFor();
    expect(await rowOf(page, 'large.wav').count()).toBe(0);
  });

  it('is not offered to those who may not upload, nor by a server without uploads', async () => {
    const { page } = await openPage();
    await page.route('**/session', (route) => route.fulfill({ json: { name: 'rita', scopes: ['read', 'write'] } }));
    await page.goto(`${server.url}/#/upload`);
    await page.getByText('You can’t upload recordings here').waitFor();
    expect(await page.getByRole('link', { name: 'Upload' }).count()).toBe(0);
    expect(await chooser(page).count()).toBe(0);
  });
});
