import { readFile, stat } from 'node:fs/promises';
import { EarshotError } from '@earshot/core';

/** What a token has to be, in words. */
export const TOKEN_EXPECTED = 'at least 16 visible ASCII characters, such as `openssl rand -hex 32` prints';

const OTHERS_READ = 0o004;

/** Whether every user of this machine may read a file. */
export function othersMayRead({ mode }: { readonly mode: number }): boolean {
  return process.platform !== 'win32' && (mode & OTHERS_READ) !== 0;
}

/** A file that an option names, and what it has to hold. */
export interface SecretFile {
  readonly option: string;
  readonly path: string;
  readonly pattern: RegExp;
  readonly expected: string;
}

/**
 * Reads a secret from a file. Spaces and line ends around it don't count.
 * @param warn is called when every user of this machine may read the file
 * @throws EarshotError `EARSHOT_INVALID_INPUT` when the file can't be read or holds no such secret; it never says what it holds
 */
export async function readSecretFile(
  { option, path, pattern, expected }: SecretFile,
  warn: (message: string) => void,
): Promise<string> {
  const refuse = (found: string, cause?: unknown) =>
    new EarshotError('EARSHOT_INVALID_INPUT', `${option}: ${path} ${found}; expected ${expected}`, {
      cause,
      details: { field: option, expected, found },
    });
  let secret: string;
  try {
    secret = (await readFile(path, 'utf8')).trim();
  } catch (cause) {
    throw refuse(`can't be read (${(cause as NodeJS.ErrnoException).code})`, cause);
  }
  if (secret === '') throw refuse('is empty');
  if (!pattern.test(secret)) throw refuse(`holds something else (${secret.length} characters)`);
  if (othersMayRead(await stat(path))) {
    warn(`every user of this machine may read ${path}: chmod 600 it`);
  }
  return secret;
}
