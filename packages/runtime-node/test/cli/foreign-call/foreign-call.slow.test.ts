import { copyFile, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { AnalyticsItem } from '@earshot/core';
import { expect, it, vi } from 'vitest';
import { temporaryFolder } from '../../results-on-disk.js';
import { earshot, serving } from '../earshot.js';

const GERMAN = join(import.meta.dirname, 'german-call.mp3');

it('a German call dropped into the inbox is stored, can be played, and is marked as not understood', async () => {
  const data = await temporaryFolder();
  const server = await serving(['serve', '--port', '0', '--data', data, '--settle', '0.2']);
  const arriving = join(data, 'inbox', 'rechnung.mp3.part');
  await copyFile(GERMAN, arriving);
  await rename(arriving, join(data, 'inbox', 'rechnung.mp3'));
  const item = await vi.waitFor(
    async () => {
      const response = await fetch(`${server.url}/analytics/rechnung`);
      const { items } = (await response.json()) as { items: unknown[] };
      expect(items).toMatchObject([{ state: 'completed' }]);
      return AnalyticsItem.parse(items[0]);
    },
    { timeout: 120_000, interval: 500 },
  );
  expect(item).toMatchObject({ understood: false, not_understood_reason: 'another language, or too noisy' });
  expect(item.confidence).toBeLessThan(0.47);
  const { call_summary, call_categories, topics, language, segments = [], findings = [] } = item;
  expect({ call_summary, language }).toEqual({});
  expect([...call_categories, ...topics]).toEqual([]);
  expect(findings.map(({ kind }) => kind)).not.toContain('sentiment');
  expect(segments.length).toBeGreaterThan(1);
  for (const segment of segments) {
    expect(segment).toMatchObject({ understood: false, confidence: expect.any(Number) });
    expect(segment).not.toHaveProperty('sentiment');
    expect(segment).not.toHaveProperty('language');
  }
  const bases = findings.map(({ kind, basis }) => [kind, basis]);
  expect(Object.fromEntries(bases)).toMatchObject({ confidence: 'estimated', understanding: 'unavailable' });

  const shown = await earshot(['show', 'rechnung', '--server', server.url]);
  expect(shown.stdout).toContain('another language, or too noisy');
  expect(shown.stdout).toContain('[not understood]');
  expect(await server.stop('SIGINT')).toBe(0);

  const files = await readdir(join(data, 'files'), { recursive: true, withFileTypes: true });
  const kept = files.find((file) => file.isFile() && file.name.endsWith('.mp3'));
  expect(await readFile(join(kept?.parentPath ?? '', kept?.name ?? ''))).toEqual(await readFile(GERMAN));
});
