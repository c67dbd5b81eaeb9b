import { existsSync } from 'node:fs';
import axe from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { onTestFinished } from 'vitest';

/** Debian's; another one by its path in `EARSHOT_CHROMIUM`. */
const CHROMIUM = process.env['EARSHOT_CHROMIUM'] ?? '/usr/bin/chromium';

let launched: Browser | undefined;

/** A page of a browser, and what went wrong in it. */
export interface OpenPage {
  readonly page: Page;
  /** Errors on the console, thrown by scripts, and reports of what the page's policy forbids. */
  readonly faults: string[];
}

/** Opens a page in a browser profile of its own, until the test is over. */
export async function openPage(options: BrowserContextOptions = {}): Promise<OpenPage> {
  if (!existsSync(CHROMIUM))
    throw new Error(`there is no ${CHROMIUM}: apt-get install chromium, or set EARSHOT_CHROMIUM`);
  // A browser that has crashed fails the test that it crashed in, and no other.
  if (!launched?.isConnected()) {
    launched = await chromium.launch({
      executablePath: CHROMIUM,
      args: ['--no-sandbox', '--autoplay-policy=no-user-gesture-required'],
    });
  }
  const context = await launched.newContext({ viewport: { width: 1_280, height: 800 }, ...options });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(String(error)));
  return { page, faults };
}

/** Ends the browser: once per file of tests, after all of them. */
export async function closeBrowser(): Promise<void> {
  await launched?.close();
  launched = undefined;
}

/** How far the page is wider than the window, in pixels. */
export const overflowOf = (page: Page): Promise<number> =>
  page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');

/** What axe says of the page as it is now, such as `color-contrast: .quiet, .tag`. */
export async function violationsOf(page: Page): Promise<string[]> {
  // By the debugger, which the page's policy doesn't stop.
  await page.evaluate(axe.source);
  return page.evaluate<string[]>(
    "axe.run().then((r) => r.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.target).join(', ')))",
  );
}
