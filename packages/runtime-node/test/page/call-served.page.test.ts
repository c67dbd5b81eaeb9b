import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { earshot, type Serving, serving } from '../cli/earshot.js';
import { temporaryFolder } from '../results-on-disk.js';
import { closeBrowser, openPage } from './browser.js';

const CALL = 'billing-double-charge';
const FOLDER = join(import.meta.dirname, '../../../../examples/bucket/transcription-outputs', CALL);
let server: Serving;

beforeAll(async () => {
  const data = await temporaryFolder(afterAll);
  expect(await earshot(['ingest', FOLDER], { EARSHOT_DATA: data })).toMatchObject({ code: 0 });
  server = await serving(['serve', '--port', '0'], { EARSHOT_DATA: data });
});
afterAll(async () => {
  await closeBrowser();
  await server?.stop('SIGTERM');
});

it('keeps what a person corrects, notes and decides, and downloads all of it', async () => {
  const { page } = await openPage({ acceptDownloads: true });
  await page.goto(server.url);
  await page.getByRole('link', { name: CALL }).click();
  const speakers = page.getByRole('region', { name: 'Speakers' });
  await expect.poll(() => page.locator('[data-index="0"] .who').textContent()).toContain('Agent');
  await speakers.getByRole('button', { name: 'Correct who speaks …' }).click();
  await page.getByRole('button', { name: 'Swap the roles' }).click();
  await page.getByLabel('Name of speaker 2').fill('Dana Whitlock');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect.poll(() => page.locator('[data-index="0"] .who').textContent()).toContain('Customer');
  await page.getByLabel('Add a note').fill('Swapped at 0:01.');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('region', { name: 'Notes' }).getByText('local').waitFor();
  const insight = page.getByRole('article', { name: 'A long silence' });
  await insight.getByRole('button', { name: 'Dismiss' }).click();
  await expect.poll(() => insight.getByRole('button', { name: 'Dismiss' }).getAttribute('aria-pressed')).toBe('true');

  await page.reload();
  await speakers.getByText('Corrected by local').waitFor();
  expect(await page.locator('[data-index="1"] .who').textContent()).toContain('Agent · Dana Whitlock');
  await page.getByRole('region', { name: 'Coaching' }).getByText('Dismissed').waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Markdown' }).click(),
  ]);
  const markdown = await readFile(await download.path(), 'utf8');
  expect(download.suggestedFilename()).toBe(`${CALL}.md`);
  expect(markdown).toContain('Dana Whitlock');
  expect(markdown).toContain('Swapped at 0:01.');

  await page.getByRole('button', { name: /^Delete the note/ }).click();
  await expect.poll(() => page.getByText('Swapped at').count()).toBe(0);
  await speakers.getByRole('button', { name: 'Correct who speaks …' }).click();
  await page.getByRole('button', { name: 'Withdraw the correction' }).click();
  await expect.poll(() => page.locator('[data-index="0"] .who').textContent()).toContain('Agent');
});
