import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { earshot, type Serving, serving } from '../cli/earshot.js';
import { temporaryFolder } from '../results-on-disk.js';
import { closeBrowser, openPage } from './browser.js';
import { longCall } from './call-answers.js';

const EXAMPLES = join(import.meta.dirname, '../../../../examples/pca-bucket');
let server: Serving;

beforeAll(async () => {
  const data = await temporaryFolder(afterAll);
  expect(await earshot(['ingest', EXAMPLES], { EARSHOT_DATA: data })).toMatchObject({ code: 0 });
  server = await serving(['serve', '--port', '0'], { EARSHOT_DATA: data });
});
afterAll(async () => {
  await closeBrowser();
  await server?.stop('SIGTERM');
});

const rows = (page: Page) => page.locator('tbody tr');

async function openCalls(query = '', options: Parameters<typeof openPage>[0] = {}) {
  const opened = await openPage(options);
  await opened.page.goto(`${server.url}/#/calls${query}`);
  await rows(opened.page).first().waitFor();
  return opened;
}

const pageOf = (items: readonly unknown[], nextToken: string | null = null) => ({
  json: {
    message: '',
    count: items.length,
    items,
    pagination: { pageSize: 50, nextToken, hasMore: nextToken !== null },
  },
});

const jobsOf = (jobs: readonly Readonly<Record<string, unknown>>[]) => ({
  json: { count: jobs.length, items: jobs, pagination: { pageSize: 100, nextToken: null, hasMore: false } },
});

describe('the list of calls', () => {
  it('counts what the calls have, and each value narrows the list and the totals', async () => {
    const { page, faults } = await openCalls();
    const all = await rows(page).count();
    const totals = page.locator('.list-totals');
    await expect.poll(() => totals.textContent()).toContain(`${all} calls`);
    const facets = page.getByRole('complementary', { name: 'What these calls have' });
    await facets.getByRole('link', { name: 'Zoe' }).click();
    await expect.poll(() => rows(page).count()).toBeLessThan(all);
    const ofZoe = await rows(page).count();
    await expect.poll(() => totals.textContent()).toContain(`${ofZoe} call`);
    expect(await rows(page).filter({ hasText: 'Zoe' }).count()).toBe(ofZoe);
    await facets.getByRole('link', { name: 'Zoe' }).click();
    await expect.poll(() => rows(page).count()).toBe(all);
    expect(faults).toEqual([]);
  });

  it('is gone through by keys', async () => {
    const { page } = await openCalls();
    const names = await page.locator('tbody .call-name').allTextContents();
    for (const key of ['j', 'j', 'k', 'j']) await page.keyboard.press(key);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: names[1] ?? '' }).waitFor();
  });

  it('keeps filters by name in this browser', async () => {
    const { page } = await openCalls('?agent=Zoe');
    const ofZoe = await rows(page).count();
    await page.getByText('Save these filters').click();
    await page.getByLabel('Name of the filters').fill('<i>Zoe</i>');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('link', { name: 'Clear' }).click();
    await expect.poll(() => rows(page).count()).toBeGreaterThan(ofZoe);
    await page.reload();
    await page.getByRole('link', { name: '<i>Zoe</i>' }).click();
    await expect.poll(() => rows(page).count()).toBe(ofZoe);
    await page.getByRole('button', { name: 'Forget <i>Zoe</i>' }).click();
    await page.reload();
    await rows(page).first().waitFor();
    expect(await page.getByRole('link', { name: '<i>Zoe</i>' }).count()).toBe(0);
  });

  it('takes days as those of the person', async () => {
    const { page } = await openPage({ timezoneId: 'America/Los_Angeles' });
    const asked = page.waitForRequest((request) => request.url().includes('/analytics?'));
    await page.goto(`${server.url}/#/calls?from=2026-09-14&to=2026-09-15&length=60000-300000`);
    const { searchParams } = new URL((await asked).url());
    expect(Object.fromEntries(searchParams)).toMatchObject({
      from: '2026-09-14T07:00:00.000Z',
      to: '2026-09-15T07:00:00.000Z',
      minDurationMs: '60000',
      maxDurationMs: '300000',
    });
  });

  it('is written as CSV with the same filters, page by page, and no cell is a formula', async () => {
    const { page } = await openPage();
    const calls = ['=1+1', '-2', '@x'].map((call_id, at) =>
      longCall(String(at).repeat(32), 2, { call_id, agent: 'Zoe' }),
    );
    const asked: string[] = [];
    await page.route('**/analytics?*', (route) => {
      const { searchParams } = new URL(route.request().url());
      asked.push(`${searchParams.get('agent')} ${searchParams.get('pageSize')}`);
      return route.fulfill(searchParams.has('nextToken') ? pageOf(calls.slice(2)) : pageOf(calls.slice(0, 2), 'more'));
    });
    await page.goto(`${server.url}/#/calls?agent=Zoe`);
    await rows(page).first().waitFor();
    asked.length = 0;
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download CSV' }).click(),
    ]);
    const text = await readFile(await download.path(), 'utf8');
    const [head = '', ...lines] = text.slice(1).trimEnd().split('\r\n');
    expect(text.startsWith('\ufeffcall_id,hash,recorded_at,state,duration_ms,')).toBe(true);
    expect(lines.map((line) => line.split(',')[0])).toEqual(["'=1+1", "'-2", "'@x"]);
    expect(lines[0]?.split(',')[head.split(',').indexOf('agent')]).toBe('Zoe');
    expect(download.suggestedFilename()).toMatch(/^calls-\d{4}-\d\d-\d\d\.csv$/);
    expect(asked).toEqual(['Zoe 100', 'Zoe 100']);
  });

  it('shows what is analyzed, and loads itself again when that has ended', async () => {
    const { page } = await openPage();
    const hash = '7'.repeat(32);
    let running = [{ id: `${hash}.1`, hash, call_id: 'a call', state: 'running', progress: 0.42 }];
    await page.route('**/jobs?state=running*', (route) => route.fulfill(jobsOf(running)));
    await page.route('**/jobs?state=queued*', (route) =>
      route.fulfill(jobsOf([{ id: 'x.1', hash: 'x', call_id: 'next', state: 'queued', progress: null }])),
    );
    await page.goto(`${server.url}/#/calls`);
    const strip = page.getByRole('region', { name: 'Being analyzed' });
    await strip.getByText('42 %').waitFor();
    await strip.getByText('1 waits').waitFor();
    await rows(page).first().waitFor();
    const again = page.waitForRequest('**/analytics?*');
    running = [];
    await again;
    await strip.getByText('42 %').waitFor({ state: 'detached' });
  });

  it('explains what to do where there are no calls', async () => {
    const { page } = await openPage();
    await page.route('**/analytics?*', (route) => route.fulfill(pageOf([])));
    await page.goto(`${server.url}/#/calls`);
    await page.getByRole('heading', { name: 'No calls yet' }).waitFor();
    await page.getByText('inbox').waitFor();
    await page.getByRole('link', { name: 'Upload recordings' }).click();
    await page.getByRole('heading', { name: 'Upload' }).waitFor();
  });

  it('leaves out what the store of the server can not do', async () => {
    const { page } = await openPage();
    await page.route('**/calls/summary*', (route) =>
      route.fulfill({ status: 501, json: { type: '/docs#not-supported', title: 'Not supported', status: 501 } }),
    );
    await page.goto(`${server.url}/#/calls`);
    await rows(page).first().waitFor();
    await page.getByLabel('Words').waitFor({ state: 'detached' });
    expect(await page.getByLabel('Order').count()).toBe(0);
    expect(await page.getByRole('complementary').count()).toBe(0);
  });
});
