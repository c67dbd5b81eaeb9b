import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApi } from '@earshot/adapters-http';
import { memoryModule } from '@earshot/adapters-memory/inversify';
import { overviewOf, toAnalyticsItem } from '@earshot/core';
import { composeApp, serveHttp } from '@earshot/runtime-node';
import { finishedCall } from './pages.bench.ts';

const COUNT = 50;

/** Node's own server, which makes JSON of the same 50 calls from an array each time. */
function bare(): Promise<number> {
  const items = Array.from({ length: COUNT }, (_, index) => toAnalyticsItem(overviewOf(finishedCall(index))));
  const server = createServer((_request, response) => {
    const body = JSON.stringify({
      message: 'ok',
      count: COUNT,
      items,
      pagination: { pageSize: COUNT, nextToken: null, hasMore: false },
    });
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
    response.end(body);
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

async function ours(): Promise<number> {
  const app = composeApp([memoryModule()]);
  for (let index = 0; index < COUNT; index++) await app.repository.save(finishedCall(index));
  const { url } = await serveHttp(createApi(app, {}), { host: '127.0.0.1', port: 0 });
  return Number(new URL(url).port);
}

process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.((user + system) / 1000);
});
process.on('disconnect', () => process.exit());
process.send?.(await (process.argv[2] === 'bare' ? bare() : ours()));
