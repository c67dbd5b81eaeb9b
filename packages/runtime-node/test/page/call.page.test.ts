import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Serving, serving } from '../cli/earshot.js';
import { temporaryFolder } from '../results-on-disk.js';
import { closeBrowser, openPage } from './browser.js';
import { answerCalls, longCall } from './call-answers.js';

let server: Serving;

beforeAll(async () => {
  server = await serving(['serve', '--port', '0'], { EARSHOT_DATA: await temporaryFolder(afterAll) });
});
afterAll(async () => {
  await closeBrowser();
  await server?.stop('SIGTERM');
});

const CURRENT = '.segment a[aria-current]';
const ONE = longCall('1'.repeat(32), 40);
const TWO = longCall('2'.repeat(32), 40);
const LONG = longCall('3'.repeat(32), 3_000);

describe('the page of a call', () => {
  it.each(['light', 'dark'] as const)('shows a call without a fault, wide and narrow, in %s', async (colorScheme) => {
    const { page, faults } = await openPage({ colorScheme });
    await answerCalls(page, [ONE]);
    await page.goto(`${server.url}/#/calls/${ONE.hash}`);
    await page.getByText('you reach the violin shop. (1)').waitFor();
    for (const width of [1_440, 768, 360]) {
      await page.setViewportSize({ width, height: 800 });
      const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
      expect({ width, overflow }).toEqual({ width, overflow: 0 });
    }
    expect(await page.locator('.personal').first().textContent()).toBe('4111 1111');
    expect(faults).toEqual([]);
  });

  it('cues the moment of a link, also while another call is open', async () => {
    const { page } = await openPage();
    await answerCalls(page, [ONE, TWO]);
    await page.goto(`${server.url}/#/calls/${ONE.hash}?t=60`);
    await expect.poll(() => page.locator(CURRENT).textContent()).toContain('(30)');
    await page.evaluate(`location.hash = '#/calls/${TWO.hash}?t=20'`);
    await expect.poll(() => page.locator('h1').textContent()).toContain(TWO.call_id);
    await expect.poll(() => page.locator(CURRENT).textContent()).toContain('(10)');
    await page.evaluate(`location.hash = '#/calls/${TWO.hash}?t=30'`);
    await expect.poll(() => page.locator(CURRENT).textContent()).toContain('(15)');
  });

  it('plays a segment from its exact start, by Enter, and highlights this one', async () => {
    const { page } = await openPage();
    await answerCalls(page, [ONE]);
    await page.goto(`${server.url}/#/calls/${ONE.hash}`);
    await page.locator('[data-index="7"] a').press('Enter');
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    expect(await page.locator(CURRENT).textContent()).toContain('(7)');
    await expect.poll(() => page.evaluate("document.querySelector('audio').currentTime")).toBeGreaterThan(14);
    await page.keyboard.press(' ');
    await page.getByRole('button', { name: 'Play' }).waitFor();
  });

  it('skips and slows down by keys, and remembers the speed and the position', async () => {
    const { page } = await openPage();
    await answerCalls(page, [ONE]);
    await page.goto(`${server.url}/#/calls/${ONE.hash}?t=30`);
    await page.locator(CURRENT).waitFor();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('<');
    await page.goto(`${server.url}/#/calls`);
    await page.goto(`${server.url}/#/calls/${ONE.hash}`);
    await expect.poll(() => page.locator(CURRENT).textContent()).toContain('(12)');
    expect(await page.getByLabel('Speed').inputValue()).toBe('0.75');
  });

  it('lists the keys of the page that is open, and leaves keys alone in fields', async () => {
    const { page } = await openPage();
    await answerCalls(page, [ONE]);
    await page.goto(`${server.url}/#/calls/${ONE.hash}`);
    await page.locator('.segment').first().waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('? <');
    expect(await page.getByLabel('Find in this call').inputValue()).toBe('? <');
    await page.getByLabel('Find in this call').blur();
    await page.keyboard.press('?');
    const help = page.getByRole('dialog', { name: 'Keys' });
    await help.getByText('Play or pause').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'All calls' }).click();
    await page.getByRole('button', { name: 'Keys' }).click();
    await help.getByText('Next call').waitFor();
    expect(await help.getByText('Play or pause').count()).toBe(0);
  });

  it('asks for another URL when the one it has ran out', async () => {
    const { page } = await openPage();
    const urls = await answerCalls(page, [ONE], -1);
    await page.goto(`${server.url}/#/calls/${ONE.hash}`);
    await expect.poll(urls).toBe(1);
    await page.getByRole('button', { name: 'Play' }).click();
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    expect(urls()).toBe(2);
  });

  it('finds words of one speaker', async () => {
    const { page } = await openPage();
    await answerCalls(page, [ONE]);
    await page.goto(`${server.url}/#/calls/${ONE.hash}`);
    await page.getByLabel('Find in this call').fill('VIOLIN');
    await expect.poll(() => page.getByText('10 found').count()).toBe(1);
    expect(await page.locator('mark').count()).toBe(10);
    await page.getByRole('combobox', { name: 'Speaker' }).selectOption('spk_0');
    await expect.poll(() => page.getByText('0 found', { exact: true }).count()).toBe(1);
  });

  it('keeps few of 3,000 segments in the document, and reaches the last by a link', async () => {
    const { page } = await openPage();
    await answerCalls(page, [LONG]);
    await page.goto(`${server.url}/#/calls/${LONG.hash}?t=5990`);
    await expect.poll(() => page.locator(CURRENT).textContent()).toContain('(2995)');
    await page.locator(CURRENT).click({ trial: true });
    expect(await page.locator('.segment').count()).toBeLessThan(400);
  });

  it('pauses following when somebody scrolls, with a way back', async () => {
    const { page } = await openPage();
    await answerCalls(page, [ONE]);
    await page.goto(`${server.url}/#/calls/${ONE.hash}`);
    await page.locator('.segments').hover();
    await page.mouse.wheel(0, 200);
    const follow = page.getByRole('button', { name: 'Follow the recording' });
    await follow.click();
    await follow.waitFor({ state: 'detached' });
  });

  it('says why a call failed or was not understood', async () => {
    const failed = longCall('4'.repeat(32), 0, { state: 'failed', failure: { code: 'X', reason: 'It is a picture.' } });
    const unclear = longCall('5'.repeat(32), 2, { understood: false, not_understood_reason: 'Too much noise.' });
    const { page } = await openPage();
    await answerCalls(page, [failed, unclear]);
    await page.goto(`${server.url}/#/calls/${failed.hash}`);
    await page.getByText('It is a picture.').waitFor();
    await page.goto(`${server.url}/#/calls/${unclear.hash}`);
    await page.getByText('Too much noise.').waitFor();
    await page.getByRole('button', { name: 'Play' }).waitFor();
  });

  it('erases a call after a question, and hides this from people without the scope', async () => {
    const { page } = await openPage();
    await answerCalls(page, [ONE]);
    const erased: string[] = [];
    await page.route(`**/calls/${ONE.hash}`, (route) => {
      erased.push(route.request().method());
      return route.fulfill({ json: {} });
    });
    await page.goto(`${server.url}/#/calls/${ONE.hash}`);
    await page.getByRole('button', { name: 'Erase …' }).click();
    await page.getByRole('button', { name: 'Keep it' }).click();
    await page.getByRole('button', { name: 'Erase …' }).click();
    await page.getByRole('button', { name: 'Erase it' }).click();
    await page.getByRole('heading', { name: 'Calls' }).waitFor();
    expect(erased).toEqual(['DELETE']);
    await page.route('**/session', (route) => route.fulfill({ json: { name: 'reader', scopes: ['read'] } }));
    await page.goto('about:blank');
    await page.goto(`${server.url}/#/calls/${ONE.hash}`);
    await page.getByRole('link', { name: 'Markdown' }).waitFor();
    expect(await page.getByRole('button', { name: 'Erase …' }).count()).toBe(0);
  });
});
