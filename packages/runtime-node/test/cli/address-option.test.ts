import { chmod, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { adminToken } from '@earshot/adapters-http';
import { describe, expect, it, vi } from 'vitest';
import { type Address, type AddressOptions, addressOf } from '../../src/cli/address-option.js';
import type { Context } from '../../src/cli/context.js';
import { readSettings } from '../../src/environment.js';
import { temporaryFolder } from '../results-on-disk.js';

const TOKEN = 'a token of the tests'.replaceAll(' ', '-');

function contextOf(environment: Readonly<Record<string, string>> = {}) {
  const write = vi.fn<(text: string) => boolean>(() => true);
  const stream = { write, isTTY: false } as unknown as Context['stderr'];
  const context: Context = {
    stdin: process.stdin,
    stdout: stream,
    stderr: stream,
    version: '1.0.0',
    settings: readSettings(environment),
    formats: [],
    environment,
    untilStopped: async () => {},
  };
  return { context, written: () => write.mock.calls.flat().join('') };
}

const address = (options: AddressOptions, environment?: Readonly<Record<string, string>>) =>
  addressOf(contextOf(environment).context, options);

const ADMIN = [adminToken(TOKEN)];
const known = ({ tokens }: Address) => tokens?.();

const refused = (field: string) => ({ code: 'EARSHOT_INVALID_INPUT', details: { field } });

async function tokenFile(content: string, mode = 0o600): Promise<string> {
  const file = join(await temporaryFolder(), 'token');
  await writeFile(file, content);
  await chmod(file, mode);
  return file;
}

describe('where to serve', () => {
  it.each(['0.0.0.0', '::', '0', '[::]', '192.0.2.1', '2001:db8::1', '::ffff:192.0.2.1', 'fe80::1'])(
    'is not %s without a token, unless everybody may ask',
    async (host) => {
      await expect(address({ host })).rejects.toMatchObject(refused('--host'));
      await expect(address({}, { EARSHOT_HOST: host })).rejects.toMatchObject(refused('--host'));
      expect(known(await address({ host }, { EARSHOT_TOKEN: TOKEN }))).toEqual(ADMIN);
      expect(known(await address({ host, tokenFile: await tokenFile(TOKEN) }))).toEqual(ADMIN);
      expect(await address({ host, allowUnauthenticated: true })).toMatchObject({ tokens: undefined });
    },
  );

  it.each(['127.0.0.1', '127.8.9.10', '127.1', '::1', '[::1]', '::ffff:127.0.0.1', 'localhost'])(
    'is %s without a token, which applies where there is one',
    async (host) => {
      expect((await address({ host })).tokens).toBeUndefined();
      expect(known(await address({ host }, { EARSHOT_TOKEN: TOKEN }))).toEqual(ADMIN);
    },
  );

  it('is decided by the address that a name stands for', async () => {
    const { host, allowedHosts } = await address({ host: 'localhost', allowedHost: ['calls.example'] });
    expect(['127.0.0.1', '::1']).toContain(host);
    expect(allowedHosts).toEqual(['calls.example', 'localhost']);
    const named = await address({ host: hostname(), allowUnauthenticated: true });
    expect(named.allowedHosts).toContain(hostname().toLowerCase());
  });

  it('is not an empty name, which would be everywhere, nor one that is unknown', async () => {
    await expect(address({ host: '' })).rejects.toMatchObject(refused('--host'));
    await expect(address({ host: 'nowhere.invalid' })).rejects.toMatchObject(refused('--host'));
  });
});

describe('the token', () => {
  it('is what is in its file, without the space around it, and goes before the environment', async () => {
    const options = { tokenFile: await tokenFile(`\n ${TOKEN}\r\n`) };
    expect(known(await address(options, { EARSHOT_TOKEN: `${TOKEN}-of-the-environment` }))).toEqual(ADMIN);
  });

  it.each(['', '\n', 'fifteen-letters', 'sixteen letters!', `${TOKEN}\n${TOKEN}`, 'größer-als-ASCII-zeichen'])(
    'is not read from a file that holds %j, and what it holds is not repeated',
    async (content) => {
      const error = await address({ tokenFile: await tokenFile(content) }).catch((thrown) => thrown);
      expect(error).toMatchObject(refused('--token-file'));
      if (content.trim() !== '') expect(JSON.stringify([error.message, error.details])).not.toContain(content.trim());
    },
  );

  it('is not read from a file that is not there', async () => {
    await expect(address({ tokenFile: join(await temporaryFolder(), 'none') })).rejects.toMatchObject(
      refused('--token-file'),
    );
  });

  it('is warned about when every user of the machine may read it', async () => {
    for (const [mode, warned] of [
      [0o600, false],
      [0o640, false],
      [0o644, true],
    ] as const) {
      const { context, written } = contextOf();
      await addressOf(context, { tokenFile: await tokenFile(TOKEN, mode) });
      expect(written() !== '').toBe(warned);
      expect(written()).not.toContain(TOKEN);
    }
  });

  it('is one of several with a file of tokens, which applies without it, too', async () => {
    const ana = { name: 'ana', sha256: 'a'.repeat(64), scopes: ['read'] };
    const tokensFile = await tokenFile(JSON.stringify([ana]));
    expect(known(await address({ host: '0.0.0.0', tokensFile }))).toEqual([ana]);
    expect(known(await address({ tokensFile }, { EARSHOT_TOKEN: TOKEN }))).toEqual([...ADMIN, ana]);
    const open = address({ tokensFile, allowUnauthenticated: true });
    await expect(open).rejects.toMatchObject(refused('--allow-unauthenticated'));
  });

  it('is not left aside by --allow-unauthenticated', async () => {
    const options = { allowUnauthenticated: true };
    await expect(address(options, { EARSHOT_TOKEN: TOKEN })).rejects.toMatchObject(refused('--allow-unauthenticated'));
  });
});

it('reads origins and hosts in the form that requests have them, and refuses what no request has', async () => {
  const options = { corsOrigin: ['https://x.example/'], allowedHost: ['X.example:8443', '[2001:DB8::1]'] };
  expect(await address(options)).toMatchObject({
    corsOrigins: ['https://x.example'],
    allowedHosts: ['x.example', '2001:db8::1'],
  });
  for (const wrong of ['https://x.example/path', 'x.example']) {
    await expect(address({ corsOrigin: [wrong] })).rejects.toMatchObject(refused('--cors-origin'));
  }
  for (const wrong of ['https://x.example', 'x.example/path', '*', '', 'a b']) {
    await expect(address({ allowedHost: [wrong] })).rejects.toMatchObject(refused('--allowed-host'));
  }
});
