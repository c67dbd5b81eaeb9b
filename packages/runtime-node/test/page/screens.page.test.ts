import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { earshot, type Serving, serving } from '../cli/earshot.js';
import { temporaryFolder } from '../results-on-disk.js';
import { closeBrowser, openPage, overflowOf, violationsOf } from './browser.js';
import { answerCalls, longCall } from './call-answers.js';
import { answerAgent, answerOperations } from './operations-answers.js';
import { mondaysUntilNow, summaryOf } from './summary-answers.js';

const EXAMPLES = ['bucket', 'pca-bucket'].map((name) => join(import.meta.dirname, '../../../../examples', name));
const CALL = longCall('1'.repeat(32), 40);
const LONG = longCall('3'.repeat(32), 3_000);
const VIDEO = longCall('5'.repeat(32), 40, {
  media: { kind: 'video', duration_ms: 80_000 },
  screen_texts: [{ start_ms: 30_000, end_ms: 31_000, text: 'Order 17' }],
  entities: [{ type: 'PRODUCT', text: 'violin', segment_index: 1 }],
  custom_fields: { caller_mood: 'calm' },
  notes: [{ id: '7', text: 'Listen at 0:20.', actor: 'Bo', at: '2026-09-15T10:00:00.000Z' }],
  participants: [],
});
const FAILED = longCall('4'.repeat(32), 0, { state: 'failed', failure: { code: 'X', reason: 'It is a picture.' } });

/** A screen in one of its states. */
interface Screen {
  readonly name: string;
  /** Behind `#/`. */
  readonly at: string;
  /** What has to be there before anybody looks. */
  readonly shows: string;
  /** Answers in place of the API. */
  readonly answers?: (page: Page) => Promise<unknown>;
  /** Leads from the screen to its state. */
  readonly reach?: (page: Page) => Promise<unknown>;
  /** The status of the answers that are errors here. A browser reports them, whatever the page makes of them. */
  readonly status?: number;
}

const calls = (...all: ReturnType<typeof longCall>[]) => ({ answers: (page: Page) => answerCalls(page, all) });
const trends = (weeks: number) => {
  const sentiment = { negative: 2, mixed: 1, neutral: 4, positive: 3 };
  const category = { Billing: 4, Delivery: 3, 'Technical support': 2, Returns: 1, Complaints: 1 };
  const summary = summaryOf(mondaysUntilNow(weeks).map((day) => ({ day, count: 10, sentiment, category })));
  return { answers: (page: Page) => page.route('**/calls/summary*', (route) => route.fulfill({ json: summary })) };
};
const press = (page: Page, name: string) => page.getByRole('button', { name }).first().click();
const refused = (url: string | RegExp, status = 500) => ({
  status,
  answers: (page: Page) =>
    page.route(url, (route) => route.fulfill({ status, json: { title: 'Broken', detail: 'The disk is full.' } })),
});

/** Every screen of the page, empty, full, failing, playing, and with its dialogs open. A new one adds its rows. */
const SCREENS: readonly Screen[] = [
  { name: 'sign-in', at: '', shows: 'text=Access token', ...refused('**/session', 401) },
  { name: 'calls', at: 'calls', shows: 'tbody tr' },
  {
    name: 'the help about keys',
    at: 'calls',
    shows: 'tbody tr',
    reach: (page) => page.keyboard.press('?').then(() => page.locator('dialog[open]').waitFor()),
  },
  { name: 'calls without a match', at: 'calls?text=nobody+said+this', shows: 'text=See all calls' },
  {
    name: 'calls with every filter, saved',
    at: 'calls?sentiment=negative&length=60000-300000&agent=Zoe',
    shows: 'text=Save these filters',
    reach: async (page) => {
      await page.getByText('Save these filters').click();
      await page.getByLabel('Name of the filters').fill('Zoe’s unhappy customers, from one minute to five minutes');
      await page.getByRole('button', { name: 'Save', exact: true }).click();
    },
  },
  {
    name: 'calls where there are none',
    at: 'calls',
    shows: 'text=No calls yet',
    answers: (page) =>
      page.route('**/analytics?*', (route) =>
        route.fulfill({ json: { items: [], count: 0, pagination: { pageSize: 50, nextToken: null, hasMore: false } } }),
      ),
  },
  { name: 'calls of a broken server', at: 'calls', shows: '[role=alert]', ...refused('**/analytics*') },
  { name: 'search', at: 'search', shows: '[type=search]' },
  { name: 'search with hits', at: 'search?q=the', shows: 'mark' },
  { name: 'call', at: `calls/${CALL.hash}`, shows: '.segment', ...calls(CALL) },
  {
    name: 'call while it plays',
    at: `calls/${CALL.hash}?t=8`,
    shows: '[aria-current=true]',
    ...calls(CALL),
    reach: (page) => press(page, 'Play').then(() => page.getByRole('button', { name: 'Pause' }).waitFor()),
  },
  {
    name: 'call to be erased',
    at: `calls/${CALL.hash}`,
    shows: '.segment',
    ...calls(CALL),
    reach: (page) => press(page, 'Erase …').then(() => page.locator('dialog[open]').waitFor()),
  },
  {
    name: 'call whose speakers are corrected',
    at: `calls/${CALL.hash}`,
    shows: '.segment',
    ...calls(CALL),
    reach: (page) => press(page, 'Correct who speaks …').then(() => page.locator('dialog[open]').waitFor()),
  },
  {
    name: 'call with everything unfolded',
    at: `calls/${VIDEO.hash}`,
    shows: '.metric',
    ...calls(VIDEO),
    reach: (page) => page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true"),
  },
  { name: 'call that failed', at: `calls/${FAILED.hash}`, shows: 'text=It is a picture.', ...calls(FAILED) },
  { name: 'call of 3,000 segments', at: `calls/${LONG.hash}?t=3000`, shows: '[aria-current=true]', ...calls(LONG) },
  { name: 'call of a broken server', at: 'calls/x', shows: '[role=alert]', ...refused(/\/x(\/|\?|$)/) },
  { name: 'coaching', at: 'coaching', shows: '.insight' },
  {
    name: 'coaching while somebody comments',
    at: 'coaching',
    shows: '.insight',
    reach: (page) => page.locator('.comment summary').first().click(),
  },
  { name: 'coaching without a match', at: 'coaching?agent=Nobody', shows: 'text=See all insights' },
  { name: 'coaching of a broken server', at: 'coaching', shows: '[role=alert]', ...refused('**/coaching-analytics*') },
  { name: 'agent', at: 'coaching/agents/Zoe', shows: '.weekly-metric' },
  { name: 'agent with 20 calls and more', at: 'coaching/agents/Ana', shows: '.point', answers: answerAgent },
  { name: 'agent of a broken server', at: 'coaching/agents/Zoe', shows: '[role=alert]', ...refused('**/agents/*') },
  { name: 'operations', at: 'operations', shows: '.doctor' },
  { name: 'operations with jobs and dead letters', at: 'operations', shows: '.letters', answers: answerOperations },
  {
    name: 'operations about to delete',
    at: 'operations',
    shows: '.letters',
    answers: answerOperations,
    reach: (page) => press(page, 'Delete all …').then(() => page.locator('dialog[open]').waitFor()),
  },
  { name: 'operations of a broken server', at: 'operations', shows: '[role=alert]', ...refused('**/jobs*') },
  { name: 'upload', at: 'upload', shows: 'text=Drop recordings here' },
  {
    name: 'upload with files: underway, waiting, refused',
    at: 'upload',
    shows: 'input[type=file]',
    status: 400,
    answers: (page) => page.route('**/files/**', () => {}),
    reach: async (page) => {
      const names = [
        'note.txt',
        ...[1, 2, 3].map((at) => `2026-09-14T10-00-00_AGENT_Zoe_a-long-name_of_call-${at}.wav`),
      ];
      const files = names.map((name) => ({ name, mimeType: '', buffer: Buffer.alloc(5_000) }));
      await page.locator('input[type=file]').setInputFiles(files);
      await page.getByRole('alert').waitFor();
      await page.locator('progress').nth(2).waitFor();
    },
  },
  {
    name: 'upload by somebody who may not',
    at: 'upload',
    shows: 'text=You can’t upload',
    answers: (page) => page.route('**/session', (route) => route.fulfill({ json: { name: 'rita', scopes: ['read'] } })),
  },
  { name: 'trends', at: 'trends', shows: '.bars a', ...trends(26) },
  {
    name: 'trends as a table',
    at: 'trends?count=52',
    shows: '.bars a',
    ...trends(26),
    reach: (page) => page.getByText('As a table').click(),
  },
  { name: 'trends without calls', at: 'trends', shows: 'text=No calls in this time.', ...trends(0) },
  { name: 'trends of a broken server', at: 'trends', shows: '[role=alert]', ...refused('**/calls/summary*') },
  { name: 'an address of nothing', at: 'nothing', shows: 'text=There is no such page' },
];

let server: Serving;

beforeAll(async () => {
  const data = await temporaryFolder(afterAll);
  expect(await earshot(['ingest', ...EXAMPLES], { EARSHOT_DATA: data })).toMatchObject({ code: 0 });
  server = await serving(['serve', '--port', '0'], { EARSHOT_DATA: data });
});
afterAll(async () => {
  await closeBrowser();
  await server?.stop('SIGTERM');
});

describe.each(['light', 'dark'] as const)('in %s, no console error, overflow or axe violation', (colorScheme) => {
  it.each(SCREENS)('$name', async ({ at, shows, answers, reach, status }) => {
    const { page, faults } = await openPage({ colorScheme, viewport: { width: 1_440, height: 900 } });
    await answers?.(page);
    await page.goto(`${server.url}/#/${at}`);
    await page.locator(shows).first().waitFor();
    await reach?.(page);
    for (const width of [1_440, 360]) {
      await page.setViewportSize({ width, height: 900 });
      const seen = { overflow: await overflowOf(page), violations: await violationsOf(page) };
      expect({ width, ...seen }).toEqual({ width, overflow: 0, violations: [] });
    }
    expect(faults.filter((fault) => status === undefined || !fault.includes(`status of ${status}`))).toEqual([]);
  });
});
