import { openLocal } from '@earshot/adapters-local';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Serving, serving } from '../cli/earshot.js';
import { temporaryFolder } from '../results-on-disk.js';
import { closeBrowser, openPage } from './browser.js';
import { aJob, answerJobs } from './operations-answers.js';

let data: string;
let server: Serving;

beforeAll(async () => {
  data = await temporaryFolder(afterAll);
  server = await serving(['serve', '--port', '0'], { EARSHOT_DATA: data });
});
afterAll(async () => {
  await closeBrowser();
  await server?.stop('SIGTERM');
});

async function openOperations(prepare?: (page: Page) => Promise<unknown>) {
  const opened = await openPage();
  await prepare?.(opened.page);
  await opened.page.goto(`${server.url}/#/operations`);
  await opened.page.getByRole('heading', { name: 'Doctor' }).waitFor();
  return opened;
}

/** Has the server give up on messages with these bodies, which are none that it knows. */
async function sendNonsense(...bodies: readonly string[]): Promise<void> {
  const local = await openLocal({ folder: data });
  for (const body of bodies) await local.source.send(body);
  await local.close();
}

const letters = (page: Page) => page.locator('.letters > li');

describe('dead letters', () => {
  it('appear by themselves, go back, come again while the cause remains, and are deleted', async () => {
    const { page, faults } = await openOperations();
    await page.getByText('No dead-lettered messages.').waitFor();
    await sendNonsense('<b>first</b>', 'second');
    await expect.poll(() => letters(page).count()).toBe(2);
    const first = letters(page).filter({ hasText: '<b>first</b>' });
    await first.getByText('Message', { exact: true }).click();
    await first.locator('pre').waitFor();
    expect((await first.locator('.reason').first().textContent())?.length).toBeGreaterThan(0);

    await page.getByRole('button', { name: 'Send all back …' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    expect(await letters(page).count()).toBe(2);
    await page.getByRole('button', { name: 'Send all back …' }).click();
    await page.getByRole('button', { name: 'Send back' }).click();
    await page.getByRole('status').getByText('2 messages sent back.').waitFor();
    await expect.poll(() => letters(page).count()).toBe(2);

    await first.getByRole('button', { name: 'Delete …' }).click();
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByRole('status').getByText('one message deleted.').waitFor();
    await expect.poll(() => letters(page).count()).toBe(1);
    expect(await letters(page).textContent()).toContain('second');
    await page.getByRole('button', { name: 'Delete all …' }).click();
    await page.getByRole('button', { name: 'Delete all', exact: true }).click();
    await page.getByText('No dead-lettered messages.').waitFor();
    expect(faults).toEqual([]);
  });

  it.each([
    ['read', [0, 0]],
    ['write', [1, 0]],
    ['admin', [1, 1]],
  ] as const)('are for those with %s to send back and to delete: %j', async (scope, buttons) => {
    const scopes = ['read', 'write', 'admin'].slice(0, ['read', 'write', 'admin'].indexOf(scope) + 1);
    const letter = { queue: 'messages', id: 'a', sent_at: '2026-09-14T10:00:00.000Z', receive_count: 5, reason: 'no' };
    const { page } = await openOperations(async (opened) => {
      await opened.route('**/session', (route) => route.fulfill({ json: { name: 'ana', scopes } }));
      const json = { count: 1, items: [letter], queues: [{ name: 'messages', dead_lettered: 1 }] };
      await opened.route('**/dead-letters', (route) => route.fulfill({ json }));
    });
    await letters(page).first().waitFor();
    const count = (name: string) => page.getByRole('button', { name }).count();
    expect([await count('Send all back …'), await count('Delete all …')]).toEqual(buttons);
  });

  it('that can’t be moved say why, and the question stays', async () => {
    await sendNonsense('third');
    const { page } = await openOperations();
    await letters(page).first().waitFor();
    const json = { title: 'Conflict', detail: 'Another redrive is under way.', status: 409 };
    await page.route('**/redrive', (route) => route.fulfill({ status: 409, json }));
    await page.getByRole('button', { name: 'Send all back …' }).click();
    await page.getByRole('button', { name: 'Send back' }).click();
    await page.getByRole('dialog').getByText('Another redrive is under way.').waitFor();
    expect(await letters(page).count()).toBe(1);
  });
});

describe('jobs', () => {
  it('show how far they are, and are cancelled and retried', async () => {
    let job = aJob('one', { stage: 'transcribing', progress: 0.42 });
    const { page, faults } = await openOperations(async (opened) => {
      await answerJobs(opened, () => [job]);
      await opened.route('**/jobs/one.1/*', (route) => {
        job = aJob('one', { state: route.request().url().endsWith('cancel') ? 'cancelled' : 'queued' });
        return route.fulfill({ json: job });
      });
    });
    const row = page.locator('.jobs tbody tr');
    await row.getByText('42 %').waitFor();
    expect(await row.getByRole('progressbar').getAttribute('value')).toBe('0.42');
    job = aJob('one', { stage: 'transcribing', progress: 0.85 });
    await row.getByText('85 %').waitFor();
    await row.getByRole('button', { name: 'Cancel one' }).click();
    await row.getByText('Cancelled').waitFor();
    await row.getByRole('button', { name: 'Retry one' }).click();
    await row.getByText('Waiting').waitFor();
    expect(faults).toEqual([]);
  });

  it('stay in place when the server is gone for a moment', async () => {
    const { page } = await openOperations((opened) => answerJobs(opened, () => [aJob('one', { state: 'failed' })]));
    const row = page.locator('.jobs tbody tr');
    await row.waitFor();
    await page.route(/\/jobs/, (route) => route.abort());
    await page.getByRole('alert').waitFor();
    expect(await row.count()).toBe(1);
    await page.unroute(/\/jobs/);
    await answerJobs(page, () => []);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('No jobs.').waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  it('are looked for by a state that is part of the address', async () => {
    const { page } = await openOperations();
    const asked = page.waitForRequest(/\/jobs\?state=failed/);
    await page.getByRole('navigation', { name: 'Jobs by state' }).getByRole('link', { name: 'Failed' }).click();
    await asked;
    await page.getByText('No jobs in this state.').waitFor();
    expect(page.url()).toContain('state=failed');
  });

  it('offer nothing to those who may only read', async () => {
    const { page } = await openOperations(async (opened) => {
      await opened.route('**/session', (route) => route.fulfill({ json: { name: 'rita', scopes: ['read'] } }));
      await answerJobs(opened, () => [aJob('one')]);
    });
    await page.locator('.jobs tbody tr').waitFor();
    expect(await page.getByRole('button', { name: /^(Cancel|Retry)/ }).count()).toBe(0);
  });
});

describe('the doctor', () => {
  it('says what the server’s machine has, and looks again', async () => {
    const { page } = await openOperations();
    const row = page.locator('.doctor tbody tr').filter({ hasText: 'Records' });
    await row.getByText('every call can be read').waitFor();
    const again = page.waitForResponse('**/doctor');
    await page.getByRole('button', { name: 'Examine again' }).click();
    expect((await again).status()).toBe(200);
  });
});

it('says what a server lacks that is not on one machine', async () => {
  const absent = { type: '/docs#no-such-route', title: 'No such route', status: 404 };
  const { page } = await openOperations(async (opened) => {
    await opened.route(/\/(doctor|dead-letters)$/, (route) => route.fulfill({ status: 404, json: absent }));
  });
  await page.getByText('This server shows no dead-letter queue.').waitFor();
  await page.getByText('Only a server that transcribes on its own machine is examined.').waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);
});
