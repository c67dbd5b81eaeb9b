import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { earshot, type Serving, serving } from '../cli/earshot.js';
import { temporaryFolder } from '../results-on-disk.js';
import { closeBrowser, openPage, violationsOf } from './browser.js';

const CALL = 'billing-double-charge';
const FOLDER = join(import.meta.dirname, '../../../../examples/bucket/transcription-outputs', CALL);
const TOKEN = 'a-token-for-the-browser';
const OFFLINE = /can’t be reached/;
let server: Serving;

beforeAll(async () => {
  const data = await temporaryFolder(afterAll);
  expect(await earshot(['ingest', FOLDER], { EARSHOT_DATA: data })).toMatchObject({ code: 0 });
  server = await serving(['serve', '--port', '0'], { EARSHOT_DATA: data, EARSHOT_TOKEN: TOKEN });
});
afterAll(async () => {
  await closeBrowser();
  await server?.stop('SIGTERM');
});

/** Opens the only call, as somebody who is signed in. */
async function openCall(): Promise<Page> {
  const { page } = await openPage();
  await page.goto(server.url);
  await signIn(page);
  await page.getByRole('link', { name: CALL }).click();
  await page.locator('.segment').first().waitFor();
  return page;
}

async function signIn(page: Page): Promise<void> {
  await page.getByLabel('Access token').fill(TOKEN);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

const noteOn = (page: Page) => page.getByLabel('Add a note');
const add = (page: Page) => page.getByRole('button', { name: 'Add', exact: true }).click();
const keptNote = (page: Page, text: string) => page.locator('.notes').getByText(text).waitFor();

describe('a sign-in that runs out', () => {
  it('is asked for over what one works at, and nothing typed is lost', async () => {
    const page = await openCall();
    await noteOn(page).fill('Typed before it ran out.');
    await page.context().clearCookies();
    await add(page);
    await page.getByRole('dialog', { name: 'Sign in again' }).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.getByLabel('Access token').fill('a-token-of-nobody-here');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect.poll(() => page.getByRole('dialog').getByRole('alert').textContent()).not.toBe('');
    await signIn(page);
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    expect(await noteOn(page).inputValue()).toBe('Typed before it ran out.');
    await add(page);
    await keptNote(page, 'Typed before it ran out.');
  });

  it('shows what was asked for without it, once somebody signs in', async () => {
    const { page } = await openPage();
    await page.goto(server.url);
    await signIn(page);
    await page.locator('.list-totals').waitFor();
    await page.context().clearCookies();
    await page.getByRole('link', { name: 'Coaching' }).click();
    await page.getByRole('dialog', { name: 'Sign in again' }).waitFor();
    await signIn(page);
    await page.locator('.insight').first().waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
  });
});

it.each([403, 500])(
  'a change that is refused with %d says why, keeps what is typed, and can be made again',
  async (status) => {
    const page = await openCall();
    await page.route('**/notes', (route) =>
      route.fulfill({ status, json: { title: 'No', detail: `Not with ${status}.` } }),
    );
    await noteOn(page).fill(`Typed for ${status}.`);
    await add(page);
    await page.getByRole('alert').getByText(`Not with ${status}.`).waitFor();
    await page.unroute('**/notes');
    expect(await noteOn(page).inputValue()).toBe(`Typed for ${status}.`);
    await add(page);
    await keptNote(page, `Typed for ${status}.`);
  },
);

it.each([
  ['the list of calls', '**/analytics?*', 'calls', 'tbody tr'],
  ['a call', '**/analytics/*', 'calls/', '.segment'],
  ['the insights', '**/coaching-analytics?*', 'coaching', '.insight'],
  ['the search', '**/search?*', 'search?q=charged', 'mark'],
])('%s can be asked for again when the server failed', async (_, url, at, shows) => {
  const page = await openCall();
  const hash = /calls\/(\w+)/.exec(page.url())?.[1] ?? '';
  await page.goto('about:blank');
  await page.route(url, (route) =>
    route.fulfill({ status: 500, json: { title: 'Broken', detail: 'The disk is full.' } }),
  );
  await page.goto(`${server.url}/#/${at === 'calls/' ? at + hash : at}`);
  await page.getByRole('alert').getByText('The disk is full.').waitFor();
  await page.unroute(url);
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.locator(shows).first().waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);
});

describe('without a connection', () => {
  it('keeps what is shown and typed, and goes on when it is back', async () => {
    const page = await openCall();
    await noteOn(page).fill('Typed in a tunnel.');
    await page.context().setOffline(true);
    await add(page);
    await page.getByRole('alert').getByText(OFFLINE).waitFor();
    expect(await page.locator('.segment').count()).toBeGreaterThan(0);
    await page.context().setOffline(false);
    expect(await noteOn(page).inputValue()).toBe('Typed in a tunnel.');
    await add(page);
    await keptNote(page, 'Typed in a tunnel.');
  });

  it('says that a page can’t be loaded, and loads it when it is back', async () => {
    const page = await openCall();
    await page.context().setOffline(true);
    await page.getByRole('link', { name: 'Coaching' }).click();
    await page.getByRole('alert').getByText(OFFLINE).waitFor();
    await page.context().setOffline(false);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.locator('.insight').first().waitFor();
  });

  it('asks nobody for a token who only can’t reach the server', async () => {
    const { page } = await openPage();
    await page.route('**/session', (route) => route.abort());
    await page.goto(server.url);
    await page.getByRole('alert').getByText(OFFLINE).waitFor();
    await page.unroute('**/session');
    await page.getByRole('button', { name: 'Try again' }).click();
    await signIn(page);
    await page.locator('tbody tr').first().waitFor();
  });
});
