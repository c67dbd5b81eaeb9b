import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { earshot, type Serving, serving } from '../cli/earshot.js';
import { temporaryFolder } from '../results-on-disk.js';
import { closeBrowser, openPage } from './browser.js';

const EXAMPLES = join(import.meta.dirname, '../../../../examples/bucket');
let data: string;
let server: Serving;

beforeAll(async () => {
  data = await temporaryFolder(afterAll);
  expect(await earshot(['ingest', EXAMPLES], { EARSHOT_DATA: data })).toMatchObject({ code: 0 });
  server = await serving(['serve', '--port', '0'], { EARSHOT_DATA: data });
});
afterAll(async () => {
  await closeBrowser();
  await server?.stop('SIGTERM');
});

describe('the list of calls', () => {
  it.each(['light', 'dark'] as const)(
    'shows every call without a fault, wide and narrow, in %s',
    async (colorScheme) => {
      const { page, faults } = await openPage({ colorScheme });
      await page.goto(server.url);
      await page.getByRole('heading', { name: 'Calls' }).waitFor();
      await page.locator('tbody tr').nth(5).waitFor();
      for (const width of [1_440, 360]) {
        await page.setViewportSize({ width, height: 800 });
        const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
        expect({ width, overflow }).toEqual({ width, overflow: 0 });
      }
      expect(faults).toEqual([]);
    },
  );

  it('keeps filters in the address, where Back and a reload find them', async () => {
    const { page, faults } = await openPage();
    await page.goto(`${server.url}/#/calls`);
    const rows = page.locator('tbody tr');
    await rows.first().waitFor();
    const all = await rows.count();
    await page.getByLabel('Category').fill('billing');
    await page.getByRole('button', { name: 'Filter' }).click();
    await expect.poll(() => rows.count()).toBeLessThan(all);
    expect(page.url()).toContain('category=billing');
    const some = await rows.count();
    await page.reload();
    await expect.poll(() => rows.count()).toBe(some);
    await page.goBack();
    await expect.poll(() => rows.count()).toBe(all);
    expect(await page.getByLabel('Category').inputValue()).toBe('');
    expect(faults).toEqual([]);
  });

  it('leads to each call, and what the server answers is shown there', async () => {
    const { page } = await openPage();
    await page.goto(`${server.url}/#/calls?state=completed`);
    const link = page.locator('tbody a').first();
    const name = await link.textContent();
    await link.click();
    await page.getByRole('heading', { level: 1, name: name ?? '' }).waitFor();
    await page.locator('.segment').first().waitFor();
  });

  it('says so where no call matches, and leads back', async () => {
    const { page } = await openPage();
    await page.goto(`${server.url}/#/calls?text=nobody+ever+said+this`);
    await page.getByRole('link', { name: 'See all calls' }).click();
    await page.locator('tbody tr').first().waitFor();
  });
});

describe('the search', () => {
  it('leads from a found word to its moment', async () => {
    const { page, faults } = await openPage({ viewport: { width: 360, height: 800 } });
    await page.goto(`${server.url}/#/search`);
    await page.getByRole('searchbox').fill('the');
    await page.getByRole('button', { name: 'Search' }).click();
    await page.locator('mark').first().waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
    await page.locator('li a[href*="t="]').first().click();
    await page.locator('.segment').first().waitFor();
    expect(faults.filter((fault) => !fault.includes('404'))).toEqual([]);
  });
});

describe('a server that wants a token', () => {
  it('lets a person sign in and out, and keeps the token from scripts', async () => {
    const token = 'a-token-for-the-browser';
    const guarded = await serving(['serve', '--port', '0'], { EARSHOT_DATA: data, EARSHOT_TOKEN: token });
    try {
      const { page } = await openPage();
      await page.goto(guarded.url);
      await page.getByLabel('Access token').fill('a-token-of-nobody-here');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await expect.poll(() => page.getByRole('alert').textContent()).not.toBe('');
      await page.getByLabel('Access token').fill(token);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.locator('tbody tr').first().waitFor();
      expect(await page.evaluate('document.cookie')).toBe('');
      await page.getByRole('button', { name: /Sign out/ }).click();
      await page.getByLabel('Access token').waitFor();
    } finally {
      await guarded.stop('SIGTERM');
    }
  });
});
