import type { Page } from 'playwright-core';
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

/** Whether the current segment can be seen in the transcript. */
const isInView = (page: Page) =>
  page.evaluate<boolean>(`(() => {
    const pane = document.querySelector('.segments').getBoundingClientRect();
    const row = document.querySelector('${CURRENT}').getBoundingClientRect();
    return row.bottom > pane.top && row.top < pane.bottom;
  })()`);

describe('the page of a call', () => {
  it('marks personal data, and the word that is spoken, from words that are loaded when it plays', async () => {
    const { page, faults } = await openPage();
    const spoken = ['Hello,', 'is', 'anyone', 'there?', '(0)'].map((text, at) => ({ text, start_ms: at * 300 }));
    const asked: string[] = [];
    await answerCalls(page, [ONE]);
    await page.route(`**/analytics/${ONE.hash}?include=words`, (route) => {
      asked.push(route.request().url());
      const segments = ONE.segments.map((segment) => ({ ...segment, words: segment.index === 0 ? spoken : [] }));
      return route.fulfill({ json: { message: '', count: 1, items: [{ ...ONE, segments }] } });
    });
    await page.goto(`${server.url}/#/calls/${ONE.hash}`);
    expect(await page.locator('.personal').first().textContent()).toBe('4111 1111');
    expect(asked).toEqual([]);
    await page.getByLabel('Speed').selectOption('0.5');
    await page.getByRole('button', { name: 'Play' }).click();
    await expect.poll(() => page.locator('.spoken').allTextContents()).toEqual(['anyone']);
    await page.locator('[data-index="1"] a').click();
    await expect.poll(() => page.locator('.spoken').count()).toBe(0);
    expect(asked).toHaveLength(1);
    expect(faults).toEqual([]);
  });

  it('goes from call to call in the list that it was opened from, and back to it', async () => {
    const { page } = await openPage();
    await answerCalls(page, [ONE, TWO, LONG]);
    const asked: string[] = [];
    await page.route('**/analytics?*', (route) => {
      asked.push(new URL(route.request().url()).searchParams.get('category') ?? 'all');
      const pagination = { pageSize: 50, nextToken: 'more', hasMore: true };
      return route.fulfill({ json: { message: '', count: 3, items: [ONE, TWO, LONG], pagination } });
    });
    const heading = page.getByRole('heading', { level: 1 });
    await page.goto(`${server.url}/#/calls?category=Orders`);
    await page.setViewportSize({ width: 360, height: 300 });
    await page.getByRole('link', { name: TWO.call_id }).click();
    await expect.poll(() => heading.textContent()).toBe(TWO.call_id);
    expect(await page.title()).toBe(`${TWO.call_id} · Earshot`);
    expect(await page.evaluate('scrollY')).toBe(0);
    await page.getByRole('link', { name: 'Markdown' }).scrollIntoViewIfNeeded();
    expect(await page.evaluate('scrollY')).toBeGreaterThan(0);
    await page.keyboard.press('k');
    await expect.poll(() => heading.textContent()).toBe(ONE.call_id);
    expect(await page.evaluate('scrollY')).toBe(0);
    expect(await page.getByRole('link', { name: 'Previous' }).count()).toBe(0);
    await page.getByRole('link', { name: 'Next' }).click();
    await expect.poll(() => heading.textContent()).toBe(TWO.call_id);
    await page.keyboard.press('j');
    await expect.poll(() => heading.textContent()).toBe(LONG.call_id);
    await page.getByText('3 of 3+').waitFor();
    const more = await page.getByRole('link', { name: 'Next' }).getAttribute('href');
    expect(more).toContain('category=Orders&nextToken=more');
    await page.getByRole('link', { name: 'All calls' }).click();
    await page.locator('tbody tr').first().waitFor();
    expect(page.url()).toContain('category=Orders');
    expect(await page.title()).toBe('Calls · Earshot');
    expect(asked).not.toContain('all');
  });

  it('finds neighbors among the newest calls for somebody who comes by a link', async () => {
    const { page } = await openPage();
    await answerCalls(page, [TWO]);
    await page.route('**/analytics?*', (route) =>
      route.fulfill({ json: { items: [ONE, TWO], pagination: { pageSize: 50, nextToken: null, hasMore: false } } }),
    );
    await page.goto(`${server.url}/#/calls/${TWO.hash}`);
    await page.getByText('2 of 2').waitFor();
    expect(await page.getByRole('link', { name: 'Previous' }).getAttribute('href')).toBe(`#/calls/${ONE.hash}`);
  });

  it('shows a hostile transcript as it is, and runs nothing of it', async () => {
    const { page, faults } = await openPage();
    const hostile = '<img src=x onerror="document.title=1"><script>document.title=2</script> \u202Eevil\u0007 {{y}}';
    const call = longCall('6'.repeat(32), 4, {
      call_id: hostile,
      call_summary: hostile,
      call_categories: [hostile],
      topics: [hostile],
      custom_fields: { [hostile]: hostile },
      screen_texts: [{ start_ms: 0, end_ms: 1, text: hostile }],
      entities: [{ type: hostile, text: hostile, start_ms: 0 }],
      topic_segments: [{ index: 0, start_ms: 0, end_ms: 8_000, summary: hostile }],
      participants: [{ label: 'spk_0', role: 'agent', name: hostile, role_source: 'vendor', evidence: [] }],
    });
    call.segments[0] = { ...call.segments[0], text: hostile } as (typeof call.segments)[number];
    await answerCalls(page, [call]);
    await page.goto(`${server.url}/#/calls/${call.hash}`);
    await page.locator('.segment').first().waitFor();
    expect(await page.locator('[data-index="0"] .said').textContent()).toBe(hostile);
    await page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true");
    expect(await page.locator('#page img, #page script').count()).toBe(0);
    expect(await page.title()).toContain('<img');
    expect(await page.locator('[data-index="0"] .said').getAttribute('dir')).toBe('auto');
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

  it('plays on with another URL when the one it has stops working while it is paused', async () => {
    const { page } = await openPage();
    await page.clock.install();
    let isOver = false;
    const urls = await answerCalls(page, [LONG]);
    await page.route(`**/files/${LONG.hash}?n=1`, (route) =>
      isOver ? route.fulfill({ status: 403 }) : route.fallback(),
    );
    await page.goto(`${server.url}/#/calls/${LONG.hash}?t=10`);
    await page.getByRole('button', { name: 'Play' }).click();
    await page.getByRole('button', { name: 'Pause' }).click();
    isOver = true;
    await page.clock.setSystemTime(new Date(Date.now() + 1_800_000));
    await page.evaluate(`location.hash = '#/calls/${LONG.hash}?t=4000'`);
    await page.getByRole('button', { name: 'Play' }).click();
    await expect.poll(() => page.evaluate("document.querySelector('audio').currentTime")).toBeGreaterThan(4_000);
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

  it.each([
    {
      by: 'wheel',
      scroll: (page: Page) =>
        page
          .locator('.segments')
          .hover()
          .then(() => page.mouse.wheel(0, 200)),
    },
    { by: 'keys', scroll: (page: Page) => page.locator('[data-index="0"] a').press('PageDown') },
  ])('pauses following when somebody scrolls by $by, with a way back', async ({ scroll }) => {
    const { page } = await openPage();
    await answerCalls(page, [ONE]);
    await page.goto(`${server.url}/#/calls/${ONE.hash}?t=2`);
    await page.locator(CURRENT).waitFor();
    await scroll(page);
    const follow = page.getByRole('button', { name: 'Follow the recording' });
    await follow.waitFor();
    await page.evaluate(`location.hash = '#/calls/${ONE.hash}?t=70'`);
    await expect.poll(() => page.locator(CURRENT).textContent()).toContain('(35)');
    expect(await isInView(page)).toBe(false);
    await follow.click();
    await follow.waitFor({ state: 'detached' });
    await expect.poll(() => isInView(page)).toBe(true);
  });

  it.each(['reduce', 'no-preference'] as const)(
    'follows the recording at once or smoothly, as a person prefers: %s',
    async (reducedMotion) => {
      const { page } = await openPage({ reducedMotion });
      await answerCalls(page, [ONE]);
      await page.goto(`${server.url}/#/calls/${ONE.hash}?t=2`);
      await page.locator(CURRENT).waitFor();
      await page.evaluate(`{
      const { scrollBy } = Element.prototype;
      Element.prototype.scrollBy = function (to) { window.moved = to.behavior; scrollBy.call(this, to); };
      location.hash = '#/calls/${ONE.hash}?t=24';
    }`);
      await expect.poll(() => page.evaluate('window.moved')).toBe(reducedMotion === 'reduce' ? 'instant' : 'smooth');
    },
  );

  it('is read, played and corrected by keys alone', async () => {
    const { page } = await openPage();
    await answerCalls(page, [ONE]);
    await page.route('**/analytics?*', (route) =>
      route.fulfill({ json: { items: [ONE], pagination: { pageSize: 50, nextToken: null, hasMore: false } } }),
    );
    await page.goto(`${server.url}/#/calls`);
    await page.locator('tbody tr').first().waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.locator('.segment').first().waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('4111');
    await page.keyboard.press('Enter');
    await page.getByText('1 of 10').waitFor();
    const reach = async (name: string | RegExp) => {
      for (let presses = 0; presses < 200; presses++) {
        await page.keyboard.press('Tab');
        const focused = await page.evaluate<string>('document.activeElement.innerText');
        if (typeof name === 'string' ? focused.trim() === name : name.test(focused)) return;
      }
      throw new Error(`Tab never reaches ${name}`);
    };
    await reach(/\(6\)/);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    expect(await page.locator(CURRENT).textContent()).toContain('(6)');
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Play' }).waitFor();
    await reach('Correct who speaks …');
    await page.keyboard.press('Enter');
    await reach('Swap the roles');
    await page.keyboard.press('Enter');
    expect(await page.getByLabel('Role of speaker 1').inputValue()).toBe('agent');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.locator('dialog[open]').count()).toBe(0);
    expect(await page.evaluate('document.activeElement.innerText')).toBe('Correct who speaks …');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByLabel('Role of speaker 1').inputValue()).toBe('customer');
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
    await page.getByRole('heading', { name: 'Calls', exact: true }).waitFor();
    expect(erased).toEqual(['DELETE']);
    await page.route('**/session', (route) => route.fulfill({ json: { name: 'reader', scopes: ['read'] } }));
    await page.goto('about:blank');
    await page.goto(`${server.url}/#/calls/${ONE.hash}`);
    await page.getByRole('link', { name: 'Markdown' }).waitFor();
    expect(await page.getByRole('button', { name: 'Erase …' }).count()).toBe(0);
  });
});
