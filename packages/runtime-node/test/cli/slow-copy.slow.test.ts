import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AnalyticsItem } from '@earshot/core';
import { expect, it, vi } from 'vitest';
import { temporaryFolder } from '../results-on-disk.js';
import { earshot, serving } from './earshot.js';

const RECORDING = join(import.meta.dirname, '../../../../examples/recordings/gym-charged-twice_20261104T1405Z.mp3');

it('an mp3 that is copied in three parts, with pauses in which it is analyzed, ends as one call on all of it', async () => {
  const [folder, data] = [await temporaryFolder(), await temporaryFolder()];
  // Without the encoder's tag in its first frame, nothing says how long it is.
  const bytes = Buffer.from(await readFile(RECORDING));
  for (const tag of ['Xing', 'Info']) {
    const at = bytes.indexOf(tag);
    if (at >= 0 && at < 4_096) bytes.fill(0, at, at + 4);
  }
  const path = join(folder, 'gym.mp3');
  const args = ['serve', '--port', '0', '--data', data, '--model', 'tiny', '--watch', folder, '--settle', '0.2'];
  const server = await serving(args);
  const calls = async () => {
    const answer = await fetch(`${server.url}/analytics`);
    return ((await answer.json()) as { items: AnalyticsItem[] }).items;
  };
  const third = Math.ceil(bytes.length / 3);
  const durations: number[] = [];
  try {
    await writeFile(path, '');
    for (let part = 0; part < 3; part++) {
      await appendFile(path, bytes.subarray(part * third, (part + 1) * third));
      await vi.waitFor(
        async () => {
          const found = await calls();
          expect(found).toMatchObject([{ call_id: 'gym', state: 'completed' }]);
          const durationMs = found[0]?.media?.duration_ms ?? 0;
          expect(durationMs).toBeGreaterThan(durations.at(-1) ?? 0);
          durations.push(durationMs);
        },
        { timeout: 120_000, interval: 200 },
      );
    }
    expect(durations.at(-1)).toBeGreaterThan(85_000);
    // The same path again, by hand.
    const again = await earshot(['ingest', path, '--data', data, '--json'], { EARSHOT_MODEL: 'tiny' });
    expect(JSON.parse(again.stdout)).toMatchObject({ stored: 0, duplicate: 1 });
    expect(await calls()).toHaveLength(1);
  } finally {
    await server.stop('SIGINT');
  }
});
