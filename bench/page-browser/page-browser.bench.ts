import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { type Effort, type Figure, median, round } from '../measure.ts';
import { interactionTimes } from './interactions.ts';
import { scriptFigures } from './page-scripts.ts';
import { type PageServer, serveCalls, serveEmptyPage } from './serve-calls.ts';

const CHROMIUM = process.env['EARSHOT_CHROMIUM'] ?? '/usr/bin/chromium';
const PAGE = fileURLToPath(new URL('../../packages/web/dist/page', import.meta.url));
const SLOWDOWN = 4;
const LIST = 50;

/** Debian's Chromium, if it isn't there. The short run counts the scripts without it. */
export function missingForPages({ smoke }: Effort): readonly string[] {
  return smoke || existsSync(CHROMIUM) ? [] : ['chromium'];
}

/**
 * `page-js-first`, `page-js`: JavaScript. `page-first`: time until 50 calls are painted, to an empty page of Preact.
 * `page-call`: time until a call of 90 minutes with 3,000 segments can be read and played, to the list. `page-inp`: how
 * long the page takes to answer somebody. `page-memory`: the heap after 50 calls, to that after 5.
 */
export async function* pageBrowserBenchmarks({ smoke }: Effort): AsyncGenerator<Figure> {
  yield* scriptFigures(PAGE);
  if (!existsSync(CHROMIUM)) return;
  const folder = mkdtempSync(join(tmpdir(), 'earshot-page-browser-'));
  const servers: PageServer[] = [];
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  try {
    const empty = await serveEmptyPage(join(folder, 'empty'));
    servers.push(empty);
    const ours = await serveCalls(folder, LIST, smoke ? 5 : 90);
    servers.push(ours);
    const list = await callsOf(ours.url);
    const long = list.find(({ name }) => name === 'long')?.hash ?? '';
    yield* await timesToShow(browser, empty.url, ours.url, long, smoke ? 1 : 9);
    yield await latency(browser, ours.url, long, smoke ? 1 : 9);
    const short = list.filter(({ hash }) => hash !== long).map(({ hash }) => hash);
    yield await memory(browser, ours.url, smoke ? short.slice(0, 10) : short, smoke ? 1 : 9);
  } finally {
    await browser.close();
    for (const { stop } of servers) stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function callsOf(url: string): Promise<{ readonly hash: string; readonly name: string }[]> {
  const answer = await fetch(`${url}/analytics?pageSize=${LIST + 1}`);
  const { items } = (await answer.json()) as { items: { hash: string; call_id: string }[] };
  return items.map(({ hash, call_id }) => ({ hash, name: call_id }));
}

async function timesToShow(browser: Browser, empty: string, ours: string, long: string, rounds: number) {
  const rows = `document.querySelectorAll('tbody tr').length >= ${LIST}`;
  const heard = "document.querySelector('.segment') && document.querySelector('audio')?.readyState > 0";
  const times = { empty: [] as number[], list: [] as number[], call: [] as number[] };
  for (let round = -1; round < rounds; round++) {
    const shown = {
      empty: await timeToShow(browser, `${empty}/`, "document.querySelector('p')"),
      list: await timeToShow(browser, `${ours}/#/calls`, rows),
      call: await timeToShow(browser, `${ours}/#/calls/${long}`, heard),
    };
    if (round < 0) continue;
    for (const name of ['empty', 'list', 'call'] as const) times[name].push(shown[name]);
  }
  return [ratio('page-first', 2.5, times.list, times.empty), ratio('page-call', 1.5, times.call, times.list)];
}

/** Of the rounds, each of which measured both. */
function ratio(name: string, limit: number, subject: readonly number[], baseline: readonly number[]): Figure {
  const value = round(median(subject.map((ms, index) => ms / (baseline[index] ?? Number.NaN))));
  const note = `${Math.round(median(subject))} ms to ${Math.round(median(baseline))} ms, ${subject.length} rounds, CPU slowed down ${SLOWDOWN} times`;
  return { name, value, limit, better: 'lower', note };
}

/** Milliseconds from opening an address, with nothing in the cache, to the first picture for which the condition holds. */
async function timeToShow(browser: Browser, url: string, condition: string): Promise<number> {
  const page = await newPage(browser);
  try {
    const debug = await page.context().newCDPSession(page);
    await debug.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN });
    await page.addInitScript(`globalThis.shown = new Promise((resolve) => {
      const painted = new MessageChannel();
      painted.port1.onmessage = () => resolve(performance.now());
      const look = () => requestAnimationFrame(() => {
        if (${condition}) painted.port2.postMessage(undefined);
        else look();
      });
      look();
    })`);
    await page.goto(url, { waitUntil: 'commit' });
    return await page.evaluate<number>('shown');
  } finally {
    await page.context().close();
  }
}

async function latency(browser: Browser, url: string, long: string, sessions: number): Promise<Figure> {
  const values: number[] = [];
  let count = 0;
  for (let session = 0; session < sessions; session++) {
    const page = await newPage(browser);
    const times = (await interactionTimes(page, url, long)).toSorted((a, b) => a - b);
    values.push(times[Math.ceil(times.length * 0.95) - 1] ?? Number.NaN);
    count = times.length;
    await page.context().close();
  }
  const note = `ms, p95 of ${count} interactions, median of ${sessions} sessions`;
  return { name: 'page-inp', value: round(median(values)), limit: 100, better: 'lower', note };
}

async function memory(browser: Browser, url: string, hashes: readonly string[], rounds: number): Promise<Figure> {
  const ratios: number[] = [];
  let megabytes = 0;
  for (let round = 0; round < rounds; round++) {
    const page = await newPage(browser);
    const debug = await page.context().newCDPSession(page);
    const heap = async () => {
      await debug.send('HeapProfiler.collectGarbage');
      return (await debug.send('Runtime.getHeapUsage')).usedSize;
    };
    let after5 = Number.NaN;
    for (const [index, hash] of hashes.entries()) {
      await page.goto(`${url}/#/calls/${hash}`);
      await page.locator(`a[href*="${hash}"], [src*="${hash}"]`).first().waitFor({ state: 'attached' });
      await page.locator('.segment').first().waitFor();
      if (index === 4) after5 = await heap();
    }
    const last = await heap();
    megabytes = last / 1_000_000;
    ratios.push(last / after5);
    await page.context().close();
  }
  const note = `${megabytes.toFixed(1)} MB after ${hashes.length} calls, to that after 5, ${rounds} rounds`;
  return { name: 'page-memory', value: round(median(ratios)), limit: 1.3, better: 'lower', note };
}

async function newPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1_280, height: 800 } });
  return context.newPage();
}
