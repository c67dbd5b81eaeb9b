import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { earshot, type Serving, serving } from '../cli/earshot.js';
import { temporaryFolder } from '../results-on-disk.js';
import { closeBrowser, openPage } from './browser.js';
import { answerAgent } from './operations-answers.js';

/** Four calls of two agents, of which each has insights. */
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

const cards = (page: Page) => page.locator('.insight');

async function openCoaching(query = '') {
  const opened = await openPage();
  await opened.page.goto(`${server.url}/#/coaching${query}`);
  await cards(opened.page).first().waitFor();
  return opened;
}

describe('the coaching page', () => {
  it('narrows by agent, by category and by total, and Back restores what was shown', async () => {
    const { page } = await openCoaching();
    const all = await cards(page).count();
    const aside = page.getByRole('complementary');
    await aside.getByRole('link', { name: 'Zoe' }).click();
    await expect.poll(() => cards(page).count()).toBeLessThan(all);
    expect(page.url()).toContain('agent=Zoe');
    const ofZoe = await cards(page).count();
    expect(await cards(page).filter({ hasText: 'Mateo' }).count()).toBe(0);
    await aside.getByRole('link', { name: 'Empathy' }).click();
    await expect.poll(() => cards(page).count()).toBeLessThan(ofZoe);
    await page.goBack();
    await expect.poll(() => cards(page).count()).toBe(ofZoe);
    await aside.getByRole('link', { name: 'Zoe', exact: true }).click();
    await expect.poll(() => cards(page).count()).toBe(all);
    const high = page.getByRole('list', { name: 'Totals' }).getByRole('link', { name: /^\d+ High priority/ });
    const count = Number.parseInt((await high.textContent()) ?? '', 10);
    await high.click();
    await expect.poll(() => cards(page).count()).toBe(count);
    expect(await page.locator('.insight:not(.priority-high)').count()).toBe(0);
  });

  it('keeps a decision, undoes it, and counts what is left to do', async () => {
    const { page, faults } = await openCoaching('?status=pending');
    const toDo = page.getByRole('link', { name: /^\d+ To do$/ });
    await expect.poll(() => toDo.textContent()).toMatch(/\d/);
    const before = await toDo.textContent();
    const card = cards(page).first();
    const title = (await card.getByRole('heading').textContent()) ?? '';
    await card.getByRole('button', { name: 'Dismiss' }).click();
    await card.getByRole('button', { name: 'Dismiss', pressed: true }).waitFor();
    await expect.poll(() => toDo.textContent()).not.toBe(before);
    expect(await card.locator('.status').textContent()).toBe('Dismissed');
    await card.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => toDo.textContent()).toBe(before);
    await card.getByRole('button', { name: 'Done' }).click();
    await card.getByRole('button', { name: 'Undo' }).waitFor();
    const link = await card.locator('.call-name').getAttribute('href');
    await page.reload();
    await cards(page).first().waitFor();
    const same = cards(page)
      .filter({ hasText: title })
      .filter({ has: page.locator(`a[href="${link}"]`) });
    await expect.poll(() => same.count()).toBe(0);
    await page.goto(`${server.url}/#/coaching?status=completed`);
    await same.first().getByRole('button', { name: 'Done', pressed: true }).click();
    await expect.poll(() => toDo.textContent()).toBe(before);
    expect(faults).toEqual([]);
  });

  it('keeps comments with who wrote them', async () => {
    const { page } = await openCoaching();
    const card = cards(page).first();
    await card.getByText('Comment', { exact: true }).click();
    await card.getByRole('textbox').fill('Went through it <b>together</b>.');
    await card.getByRole('button', { name: 'Save comment' }).click();
    const comment = card.getByRole('list', { name: 'Comments' });
    await expect.poll(() => comment.textContent()).toContain('Went through it <b>together</b>. local,');
    expect(await card.getByRole('textbox').inputValue()).toBe('');
  });

  it('shows what somebody else has changed meanwhile before one decides', async () => {
    const { page } = await openCoaching('?status=pending');
    const card = cards(page).last();
    const id = (await card.getAttribute('aria-labelledby'))?.replace('insight-', '');
    const body = JSON.stringify({ comment: 'I was faster.' });
    const headers = { 'content-type': 'application/json' };
    await fetch(`${server.url}/insights/${id}`, { method: 'PATCH', headers, body });
    await card.getByRole('button', { name: 'Acknowledge' }).click();
    await card.getByRole('alert').waitFor();
    await card.getByText('I was faster.').waitFor();
    expect(await card.getByRole('button', { pressed: true }).count()).toBe(0);
    await card.getByRole('button', { name: 'Acknowledge' }).click();
    await card.getByRole('button', { name: 'Acknowledge', pressed: true }).waitFor();
    expect(await card.getByRole('alert').count()).toBe(0);
  });

  it('leads from an insight to the moment in the call', async () => {
    const { page } = await openCoaching();
    const moment = page.locator('.moment').first();
    const link = (await moment.getAttribute('href')) ?? '';
    expect(link).toMatch(/^#\/calls\/[0-9a-f]+\?t=[\d.]+$/);
    await moment.click();
    await page.locator('.segment').first().waitFor();
    expect(new URL(page.url()).hash).toBe(link);
  });

  it('offers nobody a decision who may not write', async () => {
    const { page } = await openPage();
    await page.route('**/session', (route) => route.fulfill({ json: { name: 'rita', scopes: ['read'] } }));
    await page.goto(`${server.url}/#/coaching`);
    await cards(page).first().waitFor();
    expect(await page.getByRole('button', { name: 'Dismiss' }).count()).toBe(0);
  });

  it('says so where nothing matches, and leads back', async () => {
    const { page } = await openPage();
    await page.goto(`${server.url}/#/coaching?agent=Nobody`);
    await page.getByRole('link', { name: 'See all insights' }).click();
    await cards(page).first().waitFor();
  });

  it('says that coaching is off where the server has none', async () => {
    const { page } = await openPage();
    const absent = { type: '/docs#no-such-route', title: 'No such route', status: 404 };
    await page.route(/\/(coaching-analytics|agents)/, (route) => route.fulfill({ status: 404, json: absent }));
    await page.goto(`${server.url}/#/coaching`);
    await page.getByText('Coaching is off on this server').waitFor();
    await page.goto(`${server.url}/#/coaching/agents/Zoe`);
    await page.getByText('Coaching is off on this server').waitFor();
  });

  it('says why insights can’t be loaded, and tries again', async () => {
    const { page } = await openPage();
    await page.route('**/coaching-analytics?*', (route) => route.abort());
    await page.goto(`${server.url}/#/coaching`);
    await page.getByRole('alert').waitFor();
    await page.unroute('**/coaching-analytics?*');
    await page.getByRole('button', { name: 'Try again' }).click();
    await cards(page).first().waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
  });
});

describe('the page of an agent', () => {
  it('shows medians with their number of calls, and no trend of few', async () => {
    const { page, faults } = await openCoaching();
    await cards(page).first().locator('a[href*="agents"]').click();
    const share = page.getByRole('region', { name: 'Agent talk share', exact: true });
    await share.getByText('n = 2', { exact: true }).waitFor();
    expect(await share.textContent()).toContain('No trend below n = 20');
    expect(faults).toEqual([]);
  });

  it.each([
    [19, 'No trend below n = 20'],
    [20, '−1 points per week'],
  ])('of %d calls says: %s', async (calls, said) => {
    const { page } = await openPage();
    await answerAgent(page, calls);
    await page.goto(`${server.url}/#/coaching/agents/Ana`);
    const share = page.getByRole('region', { name: 'Agent talk share' });
    await share.getByText(said).waitFor();
    const chart = share.getByRole('img');
    expect(await chart.getAttribute('aria-label')).toContain('week of Aug 31: 60 % (n = 5)');
    await expect.poll(() => chart.locator('.point').count()).toBe(4);
  });

  it('keeps the period in the address', async () => {
    const { page } = await openPage();
    await page.goto(`${server.url}/#/coaching/agents/Zoe`);
    await page.getByRole('region').first().waitFor();
    const asked = page.waitForRequest(/\/agents\/Zoe\?from=/);
    await page.getByLabel('Calls').selectOption('Last 12 weeks');
    await asked;
    expect(page.url()).toContain('weeks=12');
    await page.goBack();
    await expect.poll(() => page.getByLabel('Calls').inputValue()).toBe('');
  });
});
