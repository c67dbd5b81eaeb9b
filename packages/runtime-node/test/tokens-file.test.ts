import { chmod, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { adminToken } from '@earshot/adapters-http';
import { describe, expect, it } from 'vitest';
import { digests } from '../src/container.js';
import { openTokensFile } from '../src/tokens-file.js';
import { temporaryFolder } from './results-on-disk.js';

const ANA = { name: 'ana', token: 'a-token-of-ana-only', scopes: ['read', 'write'] };
const BO = { name: 'Bo Müller', sha256: digests.sha256Hex('a-token-of-bo-only'), scopes: ['admin'] };
const ANA_KNOWN = { name: 'ana', sha256: digests.sha256Hex(ANA.token), scopes: ANA.scopes };

async function fileOf(content: unknown, mode = 0o600): Promise<string> {
  const path = join(await temporaryFolder(), 'tokens.json');
  await write(path, content, mode);
  return path;
}

async function write(path: string, content: unknown, mode = 0o600): Promise<void> {
  await writeFile(`${path}.new`, typeof content === 'string' ? content : JSON.stringify(content));
  await chmod(`${path}.new`, mode);
  await rename(`${path}.new`, path);
}

function open(path: string, others = [adminToken('a-token-of-the-server')]) {
  const warnings: string[] = [];
  const tokens = openTokensFile(path, others, (message) => void warnings.push(message));
  return { names: () => tokens().map(({ name }) => name), tokens, warnings };
}

describe('a file of tokens', () => {
  it('gives tokens by their digests, besides those of other places', async () => {
    const path = await fileOf([ANA, BO]);
    expect(open(path, []).tokens()).toEqual([ANA_KNOWN, BO]);
    expect(open(path)).toMatchObject({ warnings: [] });
    expect(open(path).names()).toEqual(['admin', 'ana', 'Bo Müller']);
  });

  it('is read again when it has changed', async () => {
    const path = await fileOf([ANA, BO]);
    const { names, warnings } = open(path, []);
    await write(path, [BO]);
    expect(names()).toEqual(['Bo Müller']);
    await write(path, []);
    expect(names()).toEqual([]);
    expect(warnings).toEqual([]);
  });

  it('changes nothing while it is invalid or gone, which is warned about once', async () => {
    const path = await fileOf([ANA]);
    const { names, warnings } = open(path, []);
    await write(path, '[{');
    expect([names(), names()]).toEqual([['ana'], ['ana']]);
    await rm(path);
    expect([names(), names()]).toEqual([['ana'], ['ana']]);
    expect(warnings).toEqual([expect.stringContaining('no JSON'), expect.stringContaining('ENOENT')]);
    await write(path, [BO]);
    expect(names()).toEqual(['Bo Müller']);
  });

  it.each([
    ['no JSON', `{"token": "${ANA.token}"`],
    ['no array', { tokens: [ANA] }],
    ['a short token', [{ ...ANA, token: 'fifteen-letters' }]],
    ['a token with a space', [{ ...ANA, token: `${ANA.token} ` }]],
    ['a digest in capitals', [{ ...BO, sha256: BO.sha256.toUpperCase() }]],
    ['a token and a digest', [{ ...BO, token: ANA.token }]],
    ['neither token nor digest', [{ name: 'ana', scopes: ['read'] }]],
    ['no scopes', [{ ...ANA, scopes: [] }]],
    ['another scope', [{ ...ANA, scopes: ['read', 'root'] }]],
    ['another field', [{ ...ANA, expires: '2030-01-01' }]],
    ['an empty name', [{ ...ANA, name: '' }]],
    ['a name with a line end', [{ ...ANA, name: 'an\na' }]],
    ['a name twice', [ANA, { ...BO, name: 'ana' }]],
    ['the name of the token of --token-file', [{ ...ANA, name: 'admin' }]],
    ['a token twice', [ANA, { ...ANA, name: 'bo' }]],
    ['the token of --token-file', [{ ...ANA, token: 'a-token-of-the-server' }]],
  ])('is not read when it has %s, and no token is repeated', async (_, content) => {
    const path = await fileOf(content);
    let error: unknown;
    try {
      open(path);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({ code: 'EARSHOT_INVALID_INPUT', details: { field: '--tokens-file' } });
    const { message, details, cause } = error as Error & { details: unknown };
    const said = JSON.stringify([message, details, cause]);
    for (const token of [ANA.token, 'fifteen-letters', BO.sha256]) expect(said).not.toContain(token);
  });

  it('is refused where it is not there', async () => {
    const path = join(await temporaryFolder(), 'none');
    expect(() => open(path)).toThrow(
      expect.objectContaining({ details: expect.objectContaining({ field: '--tokens-file' }) }),
    );
  });

  it('is warned about when every user of the machine may read it', async () => {
    const { warnings } = open(await fileOf([ANA], 0o644));
    expect(warnings).toEqual([expect.stringContaining('chmod 600')]);
  });
});
