import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Serving, serving } from '../cli/earshot.js';
import { temporaryFolder } from '../results-on-disk.js';
import { closeBrowser, openPage } from './browser.js';
import { answerCalls, coachingOf, insightOf, longCall } from './call-answers.js';

let server: Serving;

beforeAll(async () => {
  server = await serving(['serve', '--port', '0'], { EARSHOT_DATA: await temporaryFolder(afterAll) });
});
afterAll(async () => {
  await closeBrowser();
  await server?.stop('SIGTERM');
});

const CURRENT = '.segment a[aria-current]';
const HASH = '1'.repeat(32);
const ONE = longCall(HASH, 40);

async function openCall(call = ONE, prepare: (page: Page) => Promise<unknown> = async () => undefined) {
  const opened = await openPage();
  await answerCalls(opened.page, [call]);
  await prepare(opened.page);
  await opened.page.goto(`${server.url}/#/calls/${call.hash}`);
  await opened.page.getByRole('heading', { level: 1, name: call.call_id }).waitFor();
  return opened;
}

const readOnly = (page: Page) =>
  page.route('**/session', (route) => route.fulfill({ json: { name: 'reader', scopes: ['read'] } }));

describe('what a call says besides its words', () => {
  it('shows findings with how they are known, and plays what they rest on', async () => {
    const call = longCall(HASH, 40, {
      findings: [
        {
          kind: 'resolution',
          value: 'The violin is sent.',
          basis: 'estimated',
          evidence: [{ segment_index: 9, quote: '' }],
        },
        { kind: 'next_step', basis: 'unavailable', evidence: [] },
        { kind: 'sentiment', value: 'mixed', basis: 'estimated', evidence: [] },
        {
          kind: 'warning',
          value: 'recording_cut_off',
          basis: 'measured',
          explanation: 'The recording is cut off.',
          evidence: [],
        },
      ],
    });
    const { page } = await openCall(call);
    const about = page.getByRole('complementary', { name: 'About the call' });
    expect(await about.locator('.facts').first().textContent()).toMatch(/SentimentMixed \(estimated\)Resolution/);
    expect(await about.getByText('Next step').count()).toBe(0);
    await page.getByText('The recording is cut off.').waitFor();
    await about.locator('.facts').getByRole('link', { name: '0:18' }).click();
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    expect(await page.locator(CURRENT).textContent()).toContain('(9)');
  });

  it('says who talked more', async () => {
    const call = longCall(HASH, 40);
    call.segments = call.segments.map((segment, at) => ({
      ...segment,
      end_ms: segment.start_ms + (at % 2 ? 1_500 : 500),
    }));
    const { page } = await openCall(call);
    const talk = page.getByRole('region', { name: 'Talk time' });
    expect(await talk.locator('li').allInnerTexts()).toEqual(['Customer 25% 0:10', 'Agent · Ada 75% 0:30']);
  });

  it('marks topics and insights on the timeline, and plays from both', async () => {
    const { page } = await openCall();
    await page.getByRole('list', { name: 'Insights on the timeline' }).getByRole('link').click();
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    expect(await page.locator(CURRENT).textContent()).toContain('(20)');
    const topic = page
      .getByRole('list', { name: 'Topics on the timeline' })
      .getByRole('link', { name: '1 The violin' });
    expect(await topic.getAttribute('aria-current')).toBe('true');
    await topic.click();
    await expect.poll(() => page.locator(CURRENT).textContent()).toContain('(5)');
  });

  it('draws how loud the vendor says it is where there is no outline of the sound', async () => {
    const call = longCall(HASH, 40, { topic_segments: [] });
    call.segments = call.segments.map((segment, at) => ({ ...segment, loudness: at < 20 ? [40, 40] : [80, 80] }));
    const { page } = await openCall(call, (given) =>
      given.route(`**/calls/${HASH}/peaks`, (route) => route.fulfill({ status: 404, json: { title: 'No peaks' } })),
    );
    const heightAt = (ms: number) =>
      page.evaluate<number>(`(() => {
        const { width, height } = document.querySelector('canvas');
        const context = document.querySelector('canvas').getContext('2d');
        const column = context.getImageData(Math.round((width * ${ms}) / 80000), 0, 1, height).data;
        return column.filter((value, at) => at % 4 === 3 && value > 0).length;
      })()`);
    await expect.poll(() => heightAt(60_500)).toBeGreaterThan(20);
    expect(await heightAt(20_500)).toBeLessThan(12);
  });

  it('shows the picture, the chapters and the texts of a video', async () => {
    const call = longCall(HASH, 40, {
      media: { kind: 'video', duration_ms: 80_000 },
      screen_texts: [{ start_ms: 30_000, end_ms: 31_000, text: 'Order 17' }],
    });
    const { page } = await openCall(call);
    expect(await page.locator('video track').getAttribute('src')).toContain('format=vtt');
    await page.getByRole('heading', { name: 'Chapters' }).waitFor();
    await page.getByRole('listitem').filter({ hasText: 'Order 17' }).getByRole('link').click();
    await expect.poll(() => page.locator(CURRENT).textContent()).toContain('(15)');
  });
});

describe('coaching of a call', () => {
  it('shows each number with its basis, why others are missing, and how it compares', async () => {
    const { page } = await openCall();
    const panel = page.getByRole('region', { name: 'Coaching' });
    await panel.locator('.metric').first().waitFor();
    const rows = await panel.locator('.metric summary').allInnerTexts();
    expect(rows.slice(0, 3).map((row) => row.replace(/\s+/g, ' '))).toEqual([
      'Agent talk share 42 % estimated',
      'Silence total 4 s measured',
      'Agent pace 180 words/min estimated',
    ]);
    await panel.getByText('Agent pace').click();
    await panel.getByText('over 34 earlier calls: 150 words/min, higher here than in 80% of them').waitFor();
    await panel.getByText('Not available (1)').click();
    await panel.getByText('The agent says too little.').waitFor();
    await page.getByRole('img', { name: /customer: −2, −1, \+0.5, none/ }).waitFor();
    await page.getByText('Customer −1.5, rising').waitFor();
  });

  it('plays the evidence of an insight, and keeps what a person decides', async () => {
    const sent: unknown[] = [];
    const { page } = await openCall(ONE, (given) =>
      given.route('**/insights/*', (route) => {
        sent.push(route.request().postDataJSON());
        return route.fulfill({ json: insightOf(HASH, { status: 'completed', version: 2 }) });
      }),
    );
    const insight = page.getByRole('article', { name: 'A long silence' });
    await insight.getByRole('link', { name: '0:40–0:44' }).click();
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    await insight.getByRole('button', { name: 'Done' }).click();
    await expect.poll(() => insight.getByRole('button', { name: 'Done' }).getAttribute('aria-pressed')).toBe('true');
    expect(sent).toEqual([{ status: 'completed', version: 1 }]);
  });

  it('is left out where the server has none', async () => {
    const { page } = await openCall(ONE, (given) =>
      given.route(`**/calls/${HASH}/coaching`, (route) =>
        route.fulfill({ status: 404, json: { type: '/docs#no-such-route', title: 'No such route' } }),
      ),
    );
    await page.locator('.segment').first().waitFor();
    await expect.poll(() => page.getByRole('heading', { name: 'Coaching' }).count()).toBe(0);
  });
});

describe('who speaks in a call', () => {
  it('swaps the roles, everywhere on the page', async () => {
    let call = ONE;
    const sent: unknown[] = [];
    const { page } = await openCall(ONE, async (given) => {
      await given.route(`**/analytics/${HASH}*`, (route) =>
        route.fulfill({ json: { message: '', count: 1, items: [call] } }),
      );
      await given.route(`**/calls/${HASH}/participants`, (route) => {
        sent.push(route.request().postDataJSON());
        const [one, other] = ONE.participants;
        call = {
          ...ONE,
          updated_at: '2026-09-14T11:00:00.000Z',
          participants: [
            { ...one, role: 'agent', role_source: 'correction' },
            { ...other, role: 'customer', role_source: 'correction' },
          ] as typeof ONE.participants,
        };
        return route.fulfill({ json: { message: '', hash: HASH, call_id: ONE.call_id, participants: [] } });
      });
    });
    const rescored = page.waitForRequest(async (request) => sent.length > 0 && request.url().endsWith('/coaching'));
    await page.getByRole('button', { name: 'Correct who speaks …' }).click();
    await page.getByRole('button', { name: 'Swap the roles' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await expect.poll(() => page.locator('[data-index="0"] .who').textContent()).toBe('Agent');
    expect(await page.getByRole('region', { name: 'Speakers' }).getByText('corrected').count()).toBe(2);
    expect(sent).toEqual([
      {
        participants: [
          { label: 'spk_0', role: 'agent' },
          { label: 'spk_1', role: 'customer' },
        ],
      },
    ]);
    await rescored;
  });

  it('keeps what was corrected earlier, sends names only where a person gives them, and withdraws all', async () => {
    const sent: unknown[] = [];
    const corrected = longCall(HASH, 4, {
      correction: { participants: [{ label: 'spk_1', role: 'agent' }], actor: 'Bo', at: '2026-09-15T10:00:00.000Z' },
    });
    const { page } = await openCall(corrected, (given) =>
      given.route(`**/calls/${HASH}/participants`, (route) => {
        sent.push(route.request().postDataJSON());
        return route.fulfill({ json: { message: '', hash: HASH, call_id: '', participants: [] } });
      }),
    );
    await page.getByText('Corrected by Bo').waitFor();
    const open = page.getByRole('button', { name: 'Correct who speaks …' });
    await open.click();
    await page.getByLabel('Name of speaker 1').fill(' Grace ');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect
      .poll(() => sent)
      .toEqual([
        {
          participants: [
            { label: 'spk_0', name: 'Grace' },
            { label: 'spk_1', role: 'agent' },
          ],
        },
      ]);
    await open.click();
    await page.getByRole('button', { name: 'Withdraw the correction' }).click();
    await expect.poll(() => sent[1]).toEqual({ participants: [] });
  });

  it('says why a correction was refused', async () => {
    const { page } = await openCall(ONE, (given) =>
      given.route(`**/calls/${HASH}/participants`, (route) =>
        route.fulfill({ status: 409, json: { title: 'Conflict', detail: 'It has no transcript.' } }),
      ),
    );
    await page.getByRole('button', { name: 'Correct who speaks …' }).click();
    await page.getByRole('button', { name: 'Swap the roles' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('dialog').getByRole('alert').getByText('It has no transcript.').waitFor();
  });
});

describe('notes on a call', () => {
  const note = { id: '7', text: 'Listen at 0:20, then at 0:01:02.', actor: 'Bo', at: '2026-09-15T10:00:00.000Z' };

  it('adds and deletes them, and plays the times in them', async () => {
    const sent: unknown[] = [];
    const { page } = await openCall(longCall(HASH, 40, { notes: [note] }), (given) =>
      given.route(/\/notes(\/|$)/, (route) => {
        const request = route.request();
        const isAdded = request.method() === 'POST';
        sent.push(isAdded ? request.postDataJSON() : new URL(request.url()).pathname);
        const notes = isAdded ? [note, { ...note, id: '8', text: request.postDataJSON().text }] : [note];
        return route.fulfill({ json: { message: '', hash: HASH, call_id: '', notes } });
      }),
    );
    const notes = page.getByRole('region', { name: 'Notes' });
    await notes.getByRole('link', { name: '0:01:02' }).click();
    await expect.poll(() => page.locator(CURRENT).textContent()).toContain('(31)');
    await page.keyboard.press('Space');
    await page.keyboard.press('n');
    await page.getByRole('button', { name: 'Insert the time' }).click();
    await page.keyboard.type('is kind');
    await notes.getByRole('button', { name: 'Add' }).click();
    await notes.getByText(/^1:0\d is kind$/).waitFor();
    expect(await notes.getByLabel('Add a note').inputValue()).toBe('');
    await notes
      .getByRole('button', { name: /^Delete the note of Bo/ })
      .last()
      .click();
    await expect.poll(() => notes.getByRole('listitem').count()).toBe(1);
    expect(sent).toEqual([{ text: expect.stringMatching(/^1:0\d is kind$/) }, `/calls/${HASH}/notes/8`]);
  });

  it('keeps a note in its field when the server refuses it, and says why', async () => {
    const { page } = await openCall(ONE, (given) =>
      given.route(`**/calls/${HASH}/notes`, (route) =>
        route.fulfill({ status: 409, json: { title: 'Conflict', detail: 'It has 200 notes.' } }),
      ),
    );
    const notes = page.getByRole('region', { name: 'Notes' });
    await notes.getByLabel('Add a note').fill('Well done.');
    await notes.getByRole('button', { name: 'Add' }).click();
    await notes.getByRole('alert').getByText('It has 200 notes.').waitFor();
    expect(await notes.getByLabel('Add a note').inputValue()).toBe('Well done.');
  });
});

describe('a call that has no result', () => {
  const changing =
    (state: 'analyzing' | 'failed', answered: () => ReturnType<typeof longCall>) => async (page: Page) => {
      await page.route(`**/analytics/${HASH}*`, (route) =>
        route.fulfill({ json: { message: '', count: 1, items: [answered()] } }),
      );
      await page.route(`**/jobs/${HASH}`, (route) =>
        route.fulfill({
          json: { id: `${HASH}.1`, hash: HASH, call_state: state, stage: 'transcribing', progress: 0.4 },
        }),
      );
    };

  it('shows how far its analysis is, and the result without a reload', async () => {
    let isDone = false;
    const waiting = longCall(HASH, 0, { state: 'analyzing', call_summary: undefined });
    const { page } = await openCall(
      waiting,
      changing('analyzing', () => (isDone ? ONE : waiting)),
    );
    expect(await page.getByText('Transcribing 40 %').getByRole('progressbar').getAttribute('value')).toBe('0.4');
    isDone = true;
    await page.locator('.segment').first().waitFor();
    await expect.poll(() => page.getByRole('progressbar').count()).toBe(0);
  });

  it('says why it failed, and starts it again', async () => {
    let state = 'failed';
    const failed = longCall(HASH, 0, { state: 'failed', failure: { code: 'X', reason: 'It is a picture.' } });
    const waiting = longCall(HASH, 0, { state: 'analyzing' });
    const { page } = await openCall(failed, async (given) => {
      await changing('failed', () => (state === 'failed' ? failed : waiting))(given);
      await given.route(`**/calls/${HASH}/restart`, (route) => {
        state = 'analyzing';
        return route.fulfill({ json: { message: '', status: 'started', hash: HASH, call_id: '', state } });
      });
    });
    await page.getByText('It is a picture.').waitFor();
    await page.getByRole('button', { name: 'Analyze it again' }).click();
    await page.getByRole('progressbar').waitFor();
  });
});

it('hides from readers what they may not change', async () => {
  const failed = longCall(HASH, 2, { state: 'failed', failure: { code: 'X', reason: 'It is a picture.' } });
  const { page } = await openCall(failed, readOnly);
  await page.getByRole('article', { name: 'A long silence' }).waitFor();
  const names = await page.locator('article.call').getByRole('button').allInnerTexts();
  expect(names.filter((name) => /Correct|Done|Erase|again/.test(name))).toEqual([]);
  expect(await page.getByText('Comment').count()).toBe(0);
  expect(await page.getByRole('heading', { name: 'Notes' }).count()).toBe(0);
});

it('answers for numbers of a call that was not understood by saying so', async () => {
  const unclear = longCall(HASH, 4, { understood: false, not_understood_reason: 'Too much noise.' });
  const { page } = await openCall(unclear, (given) =>
    given.route(`**/calls/${HASH}/coaching`, (route) =>
      route.fulfill({ json: coachingOf(HASH, { understood: false, metrics: [], insights: [] }) }),
    ),
  );
  await page.getByText('This call wasn’t understood. Too much noise. You can still play it.').waitFor();
  await page.getByText('Nothing is computed from a call that wasn’t understood.').waitFor();
  await page.getByRole('button', { name: 'Play' }).click();
  await page.getByRole('button', { name: 'Pause' }).waitFor();
});
