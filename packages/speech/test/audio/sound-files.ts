import { mkdtempSync, rmSync } from 'node:fs';
import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Recording } from '../../src/audio/recording.js';

/** The path of a recording that was made beforehand. */
export function fixture(name: string): string {
  return join(import.meta.dirname, 'fixtures', name);
}

/** A file that is gone after the test. */
export async function fileWith(bytes: Uint8Array, name = 'recording'): Promise<string> {
  const path = join(await emptyFolder(), name);
  await writeFile(path, bytes);
  return path;
}

/** A folder that is gone after the test. */
export async function emptyFolder(): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'earshot-audio-')));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A folder that stays until it is removed. */
export function lastingFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'earshot-audio-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** All of a recording's sound, one array per channel. */
export async function readAll(recording: Recording): Promise<Float32Array[]> {
  const blocks: (readonly Float32Array[])[] = [];
  for await (const block of recording.samples()) blocks.push(block);
  return joined(blocks, recording.channelCount);
}

/** Blocks one after the other. */
export function joined(blocks: readonly (readonly Float32Array[])[], channelCount: number): Float32Array[] {
  const length = blocks.reduce((sum, [first]) => sum + (first?.length ?? 0), 0);
  return Array.from({ length: channelCount }, (_, channel) => {
    const whole = new Float32Array(length);
    let at = 0;
    for (const block of blocks) {
      const part = block[channel] ?? new Float32Array(0);
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  });
}
