import { readFile, stat } from 'node:fs/promises';
import { BEARER_TOKEN } from '@earshot/adapters-http';
import { EarshotError } from '@earshot/core';

/** What a token has to be, in words. */
export const TOKEN_EXPECTED = 'at least 16 visible ASCII characters, such as `openssl rand -hex 32` prints';

const OTHERS_READ = 0o004;

/**
 * Reads a token from a file. Spaces and line ends around it don't count.
 * @param warn is called when every user of this machine may read the file
 * @throws EarshotError `EARSHOT_INVALID_INPUT` when the file can't be read or holds no token; it never says what it holds
 */
export async function readTokenFile(path: string, warn: (message: string) => void): Promise<string> {
  const refuse = (found: string, cause?: unknown) =>
    new EarshotError('EARSHOT_INVALID_INPUT', `--token-file: ${path} ${found}; expected ${TOKEN_EXPECTED}`, {
      cause,
      details: { field: '--token-file', expected: TOKEN_EXPECTED, found },
    });
  let token: string;
  try {
    token = (await readFile(path, 'utf8')).trim();
  } catch (cause) {
    throw refuse(`can't be read (${(cause as NodeJS.ErrnoException).code})`, cause);
  }
  if (token === '') throw refuse('is empty');
  if (!BEARER_TOKEN.test(token)) throw refuse(`holds something else (${token.length} characters)`);
  const { mode } = await stat(path);
  if (process.platform !== 'win32' && (mode & OTHERS_READ) !== 0) {
    warn(`every user of this machine may read ${path}: chmod 600 it`);
  }
  return token;
}
