import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Serving, serving } from '../cli/earshot.js';
import { temporaryFolder } from '../results-on-disk.js';
import { closeBrowser, openPage } from './browser.js';
import { mondaysUntilNow, summaryOf } from './summary-answers.js';

let server: Serving;

beforeAll(async () => {
  server = await serving(['serve', '--port', '0'], { EARSHOT_DATA: await temporaryFolder(afterAll) });
});
afterAll(async () => {
  await closeBrowser();
  await server?.stop('SIGTERM');
});

const [before = '', lastWeek = '', thisWeek = ''] = mondaysUntilNow(3);
const WEEKS = [
  { day: before, count: 2, sentiment: { positive: 2 }, category: { Billing: 2 } },
  { day: lastWeek, count: 4, sentiment: { negative: 1, neutral: 3 }, category: { Billing: 1, Delivery: 3 } },
  { day: thisWeek, count: 3, sentiment: { negative: 2, positive: 1 }, category: { Delivery: 2 } },
];

/** Opens the page with these weeks in place of the API's, and tells what it asks for. */
async function openTrends(query = '', answer: unknown = summaryOf(WEEKS)) {
  const opened = await openPage({ timezoneId: 'Europe/Berlin', locale: 'en-US' });
  const asked: URLSearchParams[] = [];
  await opened.page.route('**/calls/summary*', (route) => {
    asked.push(new URL(route.request().url()).searchParams);
    return route.fulfill({ json: answer });
  });
  await opened.page.goto(`${server.url}/#/trends${query}`);
  return { ...opened, asked };
}

const chart = (page: Page, name: string) => page.getByRole('group', { name });

describe('the page of trends', () => {
  it('shows each week as a bar that leads to its calls', async () => {
    const { page, faults, asked } = await openTrends('?agent=Zoe');
    await chart(page, 'Calls per week').waitFor();
    expect(await chart(page, 'Calls per week').getByRole('link').count()).toBe(12);
    expect(Object.fromEntries(asked[0] ?? [])).toMatchObject({ by: 'week', timeZone: 'Europe/Berlin', agent: 'Zoe' });
    const bar = chart(page, 'Calls per week').getByRole('link', { name: /: 4 calls$/ });
    await bar.focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.url()).toContain(`from=${lastWeek}&to=${thisWeek}`);
    expect(page.url()).toContain('agent=Zoe');
    expect(faults).toEqual([]);
  });

  it('compares this week with last week', async () => {
    const { page } = await openTrends();
    const tiles = page.getByRole('list', { name: 'This week and last week' }).getByRole('listitem');
    await tiles.first().waitFor();
    expect(await tiles.allTextContents()).toEqual([
      '3 calls this week last week: 4',
      '2:00 mean length last week: 2:00',
      '10 % silence last week: 10 %',
      '67 % negative last week: 25 %',
    ]);
    await tiles
      .last()
      .getByRole('link', { name: /last week/ })
      .click();
    await expect.poll(() => page.url()).toContain(`sentiment=negative&from=${lastWeek}&to=${thisWeek}`);
  });

  it('shows days, and categories and agents alone, and Back restores what was shown', async () => {
    const { page, asked } = await openTrends();
    await chart(page, 'Calls per week').waitFor();
    await page.getByRole('combobox', { name: 'Time' }).selectOption('By day');
    await chart(page, 'Calls per day').waitFor();
    expect(await chart(page, 'Calls per day').getByRole('link').count()).toBe(14);
    await page.getByRole('combobox', { name: 'Length' }).selectOption('30 days');
    await expect.poll(() => chart(page, 'Calls per day').getByRole('link').count()).toBe(30);
    await page.getByRole('combobox', { name: 'Category' }).selectOption('Delivery');
    await expect.poll(() => asked.at(-1)?.get('category')).toBe('Delivery');
    await page.goBack();
    await expect.poll(() => asked.at(-1)?.get('category')).toBe(null);
    expect(await page.getByRole('combobox', { name: 'Time' }).inputValue()).toBe('day');
    expect(await chart(page, 'Calls per day').getByRole('link').count()).toBe(30);
  });

  it('has the same numbers as a table', async () => {
    const { page } = await openTrends();
    await page.getByText('As a table').click();
    const row = page.getByRole('row').nth(2);
    await row.waitFor();
    expect((await row.textContent())?.replace(/\s+/g, ' ')).toMatch(/^Week of .*4.*2:00.*10 %.*1.*3/);
  });

  it('says so where there are no calls, or nobody counts them', async () => {
    const { page } = await openTrends('', summaryOf([]));
    await page.getByText('No calls in this time.').waitFor();
    await page.unroute('**/calls/summary*');
    await page.route('**/calls/summary*', (route) =>
      route.fulfill({ status: 404, json: { type: 'docs#no-such-route', title: 'No such route' } }),
    );
    await page.getByRole('combobox', { name: 'Time' }).selectOption('By day');
    await page.getByText('does not count them').waitFor();
  });
});
