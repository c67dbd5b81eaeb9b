import { createApi } from '@earshot/adapters-http';
import { CallHash, CallId, type CallRecord } from '@earshot/core';
import { readPage } from '@earshot/web';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLocalApp } from '../../src/local/local-app.js';
import { serveHttp } from '../../src/serve-http.js';
import { serving } from '../cli/earshot.js';
import { temporaryFolder } from '../results-on-disk.js';
import { closeBrowser, openPage, overflowOf } from './browser.js';

const MANY = 10_000;
const RARE = 70;
const ended: (() => Promise<void>)[] = [];

/** Every so many of them is about a violin. */
function callOf(number: number): CallRecord {
  const atMs = 1_790_000_000_000 + number * 1_000;
  const isRare = number % Math.ceil(MANY / RARE) === 0;
  return {
    hash: CallHash.parse(number.toString(16).padStart(32, '0')),
    callId: CallId.parse(`call-${number}`),
    revision: 1,
    recordedAt: { ms: atMs, source: 'message' },
    state: 'completed',
    history: [{ state: 'completed', atMs }],
    jobs: [],
    analysis: {
      callSummary: isRare ? 'A violin is lost.' : 'A caller asks for money back.',
      categories: isRare ? ['Lost things'] : ['Refunds'],
      topics: [],
      topicSummaries: [],
      moderation: [],
      sensitiveData: [],
      customFields: {},
      sources: [],
    },
    createdAtMs: atMs,
    updatedAtMs: atMs,
  };
}

afterAll(async () => {
  await closeBrowser();
  for (const end of ended) await end();
});

describe('10,000 calls', () => {
  let url: string;
  beforeAll(async () => {
    const { app, close } = await openLocalApp({ folder: await temporaryFolder(afterAll) });
    await Promise.all(Array.from({ length: MANY }, (_, number) => app.repository.save(callOf(number))));
    const server = await serveHttp(createApi(app, { page: await readPage() }), { host: '127.0.0.1', port: 0 });
    ended.push(() => server.close(), close);
    url = server.url;
  });

  it('come a page at a time, and each page is another one', async () => {
    const { page, faults } = await openPage();
    await page.goto(url);
    const names = page.locator('tbody .call-name');
    await names.first().waitFor();
    const first = await names.allTextContents();
    expect(first.length).toBe(50);
    await page.getByRole('link', { name: /^Further/ }).click();
    await expect.poll(async () => (await names.allTextContents()).some((name) => first.includes(name))).toBe(false);
    expect(await names.count()).toBe(50);
    await page.goBack();
    await expect.poll(() => names.allTextContents()).toEqual(first);
    expect(faults).toEqual([]);
  });

  it('are narrowed by words to the few that have them, over more than one page', async () => {
    const { page } = await openPage();
    await page.goto(url);
    const names = page.locator('tbody .call-name');
    await names.first().waitFor();
    await page.locator('main [type=search]').first().fill('violin');
    await page.keyboard.press('Enter');
    await page.getByText('Lost things').first().waitFor();
    await expect.poll(() => page.getByText('Refunds').count()).toBe(0);
    expect(await names.count()).toBe(50);
    await page.getByRole('link', { name: /^Further/ }).click();
    await expect.poll(() => names.count()).toBe(RARE - 50);
    expect(await page.getByRole('link', { name: /^Further/ }).count()).toBe(0);
  });
});

it('no calls at all leave every screen in order, and the list says what to do', async () => {
  const server = await serving(['serve', '--port', '0']);
  ended.push(async () => void (await server.stop('SIGTERM')));
  const { page, faults } = await openPage({ viewport: { width: 360, height: 800 } });
  await page.goto(server.url);
  await page.getByText(/No calls yet/).waitFor();
  const links = await page.getByRole('navigation', { name: 'Pages', exact: true }).getByRole('link').all();
  expect(links.length).toBeGreaterThan(3);
  for (const link of links) {
    const title = (await link.textContent()) ?? '';
    await link.click();
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    await expect.poll(() => page.getByText('Loading …').count()).toBe(0);
    expect({ title, overflow: await overflowOf(page) }).toEqual({ title, overflow: 0 });
    expect({ title, alerts: await page.getByRole('alert').allTextContents() }).toEqual({ title, alerts: [] });
  }
  expect(faults).toEqual([]);
});
