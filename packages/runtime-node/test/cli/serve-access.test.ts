import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { job, temporaryFolder, writeFiles } from '../results-on-disk.js';
import { earshot, serving } from './earshot.js';

const TOKEN = 'a-token-of-the-tests';

describe('earshot serve', () => {
  it.each([
    ['local', ['serve', '--ingest', '.']],
    ['aws', ['serve', '--adapters', 'aws']],
    ['ingest', ['ingest', '.', '--serve']],
  ])('does not start for other machines without a token, and takes in nothing (%s)', async (_, args) => {
    const { code, stdout, stderr } = await earshot([...args, '--host', '0.0.0.0', '--port', '0']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^EARSHOT_INVALID_INPUT: .*--token-file.*--allow-unauthenticated/);
  });

  it('asks for the token that it was given, which the other commands send', async () => {
    const folder = await temporaryFolder();
    await writeFiles(folder, job('milk-1'));
    const tokenFile = join(folder, 'token');
    await writeFile(tokenFile, `${TOKEN}\n`);
    await chmod(tokenFile, 0o600);
    const server = await serving(['serve', '--host', '0.0.0.0', '--port', '0', '--token-file', tokenFile]);
    const { port } = new URL(server.url);
    expect(server.greeting).toContain(`0.0.0.0:${port}`);
    expect(server.greeting).not.toContain(TOKEN);
    expect((await fetch(`${server.url}/analytics`)).status).toBe(401);
    expect((await fetch(`${server.url}/health`)).status).toBe(200);
    const query = ['query', '--json', '--server', server.url];
    const [without, wrong, named, set] = await Promise.all([
      earshot(query),
      earshot(query, { EARSHOT_TOKEN: `${TOKEN}-2` }),
      earshot([...query, '--token-file', tokenFile]),
      earshot(query, { EARSHOT_TOKEN: TOKEN }),
    ]);
    for (const { code, stderr } of [without, wrong]) {
      expect(code).toBe(1);
      expect(stderr).toMatch(/^EARSHOT_DENIED: .*--token-file/);
    }
    for (const run of [named, set]) expect(run).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(await server.stop('SIGTERM')).toBe(0);
  });

  it('takes tokens with scopes from a file, and forgets one that is removed while it runs', async () => {
    const folder = await temporaryFolder();
    const tokensFile = join(folder, 'tokens.json');
    const ana = { name: 'ana', token: `${TOKEN}-of-ana`, scopes: ['read'] };
    await writeFile(tokensFile, JSON.stringify([ana]), { mode: 0o600 });
    const args = ['serve', '--host', '0.0.0.0', '--port', '0', '--tokens-file', tokensFile];
    const environment = { EARSHOT_DATA: folder };
    const first = await serving(args, environment);
    const body = JSON.stringify({ token: ana.token });
    const headers = { 'content-type': 'application/json' };
    const signedIn = await fetch(`${first.url}/session`, { method: 'POST', headers, body });
    const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
    expect(await first.stop('SIGTERM')).toBe(0);

    const second = await serving(args, environment);
    const who = await fetch(`${second.url}/session`, { headers: { cookie } });
    expect(await who.json()).toMatchObject({ name: 'ana', scopes: ['read'] });
    const authorization = `Bearer ${ana.token}`;
    const erased = await fetch(`${second.url}/calls/one`, { method: 'DELETE', headers: { authorization } });
    expect([erased.status, await erased.json()]).toEqual([403, expect.objectContaining({ required_scope: 'admin' })]);
    await writeFile(tokensFile, '[]');
    for (const sent of [{ cookie }, { authorization }] as Record<string, string>[]) {
      expect((await fetch(`${second.url}/analytics`, { headers: sent })).status).toBe(401);
    }
    expect(await second.stop('SIGTERM')).toBe(0);
    expect(first.log() + second.log()).not.toContain(ana.token);
  });

  it('logs what it is at fault for under the id in the answer, and nothing of the call', async () => {
    const folder = await temporaryFolder();
    const server = await serving(['serve', '--port', '0'], { EARSHOT_DATA: folder });
    const database = new DatabaseSync(join(folder, 'earshot.db'));
    database.exec('DROP TABLE call');
    database.close();
    const response = await fetch(`${server.url}/analytics/jane-doe-555-0100`);
    expect(response.status).toBeGreaterThanOrEqual(500);
    const requestId = response.headers.get('x-request-id') ?? '';
    expect(await response.json()).toMatchObject({ request_id: requestId });
    await fetch(`${server.url}/analytics?pageSize=0`);
    await server.stop('SIGTERM');
    const lines = server
      .log()
      .split('\n')
      .filter((line) => line.includes('/analytics'));
    expect(lines).toEqual([
      expect.stringMatching(`^\\S+Z GET /analytics/{hash} ${response.status} request ${requestId}: \\S+`),
    ]);
    expect(server.log()).not.toContain('jane');
  });
});
