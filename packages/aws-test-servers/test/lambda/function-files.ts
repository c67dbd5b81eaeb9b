import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Folder for modules that tests run as functions. */
export function functionFiles() {
  const folder = mkdtempSync(join(tmpdir(), 'functions-'));
  let count = 0;
  return {
    write(source: string): string {
      const file = join(folder, `function-${++count}.cjs`);
      writeFileSync(file, source);
      return file;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
