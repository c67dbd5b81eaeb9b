import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { serveHttp } from '../src/serve-http.js';

it('closes at once though a browser keeps a spare connection on which it never asked for anything', async () => {
  const server = await serveHttp(
    { handle: async () => ({ status: 200, headers: {}, body: '' }) },
    { graceMs: 600_000 },
  );
  const { hostname, port } = new URL(server.url);
  const spare = connect(Number(port), hostname);
  const ended = once(spare, 'close');
  await once(spare, 'connect');
  await server.close();
  await ended;
  expect(spare.destroyed).toBe(true);
});
