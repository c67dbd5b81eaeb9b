import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll } from 'vitest';

/** A process that works on a database. */
export interface DatabaseProcess {
  /** The lines that it wrote, so far. */
  readonly lines: readonly string[];
  /** Resolves when it has written so many lines, or is gone. */
  writes(count: number): Promise<void>;
  /** Resolves with its exit code when it is gone and all that it wrote is read; `null` when it was killed. */
  ends(): Promise<number | null>;
  /** Ends it at once, whatever it is at. */
  kill(): Promise<void>;
}

/** What starts a program of this folder, in plain Node and in a process of its own, through a shell where one is given. */
export function processOf(program: string): (args: readonly string[], shell?: string) => DatabaseProcess {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-program-'));
  const file = join(folder, 'program.mjs');
  beforeAll(async () => {
    const entry = fileURLToPath(new URL(program, import.meta.url));
    const conditions = ['@earshot/source'];
    await build({ entryPoints: [entry], outfile: file, bundle: true, platform: 'node', format: 'esm', conditions });
  });
  afterAll(() => rm(folder, { recursive: true }));
  return (args, shell = 'exec "$@"') => {
    const command = ['-c', shell, 'sh', process.execPath, '--no-warnings', file, ...args];
    return running(spawn('/bin/sh', command, { env: {}, stdio: ['ignore', 'pipe', 'inherit'] }));
  };
}

/** Kills processes when one of them has written a few lines, at most 60. @returns what all of them had written */
export async function linesOfKilled(processes: readonly DatabaseProcess[]): Promise<string[]> {
  await Promise.race(processes.map((process) => process.writes(1 + Math.floor(Math.random() * 60))));
  await Promise.all(processes.map((process) => process.kill()));
  return processes.flatMap(({ lines }) => lines);
}

function running(child: ChildProcessByStdio<null, Readable, null>): DatabaseProcess {
  const lines: string[] = [];
  const reader = createInterface(child.stdout);
  reader.on('line', (line) => lines.push(line));
  let isOver = false;
  const over = Promise.all([once(child, 'exit'), once(reader, 'close')]).then(() => {
    isOver = true;
  });
  return {
    lines,
    async writes(count) {
      while (lines.length < count && !isOver) await Promise.race([once(reader, 'line'), over]);
    },
    async ends() {
      await over;
      return child.exitCode;
    },
    async kill() {
      child.kill('SIGKILL');
      await over;
    },
  };
}
