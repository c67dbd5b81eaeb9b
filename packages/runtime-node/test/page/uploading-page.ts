import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTableInput } from '@earshot/adapters-aws';
import { type AwsStack, STACK_BUCKETS, startAwsStack, startCommand } from '@earshot/aws-test-servers';
import type { Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { BIN, type Serving, serving } from '../cli/earshot.js';
import { openPage } from './browser.js';

/** What a person signs in with. */
export const TOKEN = 'a-token-for-the-browser';
const SCRIPT = join(import.meta.dirname, 'uploading.js');
const DOCS = join(import.meta.dirname, '../../../../docs/deploying.md');

/** The outcome of sent parts. */
export interface Sent {
  readonly answered: readonly { readonly number: number; readonly etag: string }[];
  readonly failed: number;
}

/** What was played, and how far. */
export interface Played {
  readonly kind: string;
  readonly content_type: string;
  readonly duration: number;
  readonly at: number;
  readonly heardUntil: number;
  readonly height?: number;
}

/** Calls a function of the script in the page. */
export async function inPage<T>(page: Page, name: string, ...args: readonly unknown[]): Promise<T> {
  return page.evaluate<T>(`uploading.${name}(...${JSON.stringify(args)})`);
}

/** Opens the server's page afresh, and chooses a file in it. */
export async function choose(page: Page, url: string, path: string): Promise<void> {
  // An address that differs in its fragment alone would leave the scripts of the page as they are.
  await page.goto('about:blank');
  await page.goto(url);
  const field = "{ type: 'file', id: 'recording' }";
  await page.evaluate(`document.body.append(Object.assign(document.createElement('input'), ${field}))`);
  await page.locator('#recording').setInputFiles(path);
}

/** A page with the script, signed in, and each PUT that it sends, by the number of its part. */
export async function uploadingPage(server: Serving, onSent: (bytes: number) => void = () => {}) {
  const { page, faults } = await openPage();
  const puts: number[] = [];
  page.on('request', (request) => {
    const { searchParams } = new URL(request.url());
    if (request.method() === 'PUT') puts.push(Number(searchParams.get('part') ?? searchParams.get('partNumber') ?? 1));
  });
  await page.addInitScript({ path: SCRIPT });
  await page.exposeFunction('onSent', onSent);
  await page.goto(server.url);
  await page.getByLabel('Access token').waitFor();
  await inPage(page, 'ask', '/session', 'POST', { token: TOKEN });
  // The page's own question, before somebody signed in.
  faults.length = 0;
  return { page, faults, puts };
}

/** Earshot over AWS, with a worker: how to start its server, at a port. */
export async function deployed() {
  const stack: AwsStack = await startAwsStack({
    table: { ...createTableInput('calls'), TableName: 'calls' },
    bedrock: { workMs: 10 },
    shortVisibilitySeconds: 2,
  });
  onTestFinished(() => stack.close());
  const environment = { ...stack.environment, EARSHOT_UPLOADS_BUCKET: STACK_BUCKETS.media, EARSHOT_TOKEN: TOKEN };
  const worker = startCommand(BIN, ['worker'], environment);
  onTestFinished(async () => void (await worker.end('SIGKILL')));
  const start = async (port: string) => {
    const server = await serving(['serve', '--adapters', 'aws', '--port', port], environment);
    await allowPages(stack, server.url);
    return server;
  };
  return { stack, start };
}

/** Gives the bucket the rule of the documentation, for the pages of an origin. */
async function allowPages(stack: AwsStack, origin: string): Promise<void> {
  const [rules = ''] = /\{\s*"CORSRules"[^`]*/.exec(await readFile(DOCS, 'utf8')) ?? [];
  const [rule] = JSON.parse(rules).CORSRules;
  await stack.allowPages([{ ...rule, AllowedOrigins: [origin] }]);
}
