import type { Page } from 'playwright-core';

/** The browser reports interactions from here on; shorter ones count as this long. */
const GRAIN_MS = 16;

/** Milliseconds from each key and click of a session to the next picture. */
export async function interactionTimes(page: Page, url: string, long: string): Promise<number[]> {
  await page.addInitScript(`globalThis.interactions = new Map();
    globalThis.reports = new PerformanceObserver((list) => {
      for (const { interactionId, duration } of list.getEntries())
        if (interactionId > 0) interactions.set(interactionId, Math.max(duration, interactions.get(interactionId) ?? 0));
    });
    reports.observe({ type: 'event', durationThreshold: ${GRAIN_MS}, buffered: true });`);
  const done = await actAsPerson(page, url, long);
  // Reports come behind the picture that they are about.
  const reported = await page.evaluate<number[]>(`new Promise((resolve) =>
    requestAnimationFrame(() => requestAnimationFrame(() => requestIdleCallback(() => resolve([...interactions.values()])))))`);
  return [...reported, ...Array.from({ length: Math.max(0, done - reported.length) }, () => GRAIN_MS)];
}

/** @returns how many keys were pressed and things clicked */
async function actAsPerson(page: Page, url: string, long: string): Promise<number> {
  let done = 0;
  const press = async (...keys: readonly string[]) => {
    for (const key of keys) await page.keyboard.press(key);
    done += keys.length;
  };
  const click = async (selector: string) => {
    await page.locator(selector).first().click();
    done++;
  };
  const type = async (selector: string, text: string) => {
    await click(selector);
    await press(...text);
  };
  await page.goto(`${url}/#/calls`);
  await page.locator('tbody tr').first().waitFor();
  await press('j', 'j', 'j', 'k', '?');
  await page.locator('dialog[open]').waitFor();
  await press('Escape');
  await type('main [type=search]', 'lamp');
  await press('Enter');
  await page.locator('tbody tr').first().waitFor();
  await page.goto(`${url}/#/calls/${long}`);
  await page.locator('.segment').first().waitFor();
  await type('main [type=search]', 'lamp hums');
  await press('Enter', 'Enter', 'Enter');
  await click('.segment');
  await click('.play');
  await press(' ', ' ', 'ArrowRight', 'ArrowRight', 'ArrowLeft', '>', '<');
  await click('nav a[href="#/search"]');
  await type('main [type=search]', 'lamp');
  await press('Enter');
  await page.locator('mark').first().waitFor();
  for (const name of ['coaching', 'operations', 'calls']) await click(`nav a[href="#/${name}"]`);
  await page.locator('tbody tr').first().waitFor();
  return done;
}
