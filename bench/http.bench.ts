import { type ChildProcess, fork } from 'node:child_process';
import { connect } from 'node:net';
import { type Effort, type Figure, median, round } from './measure.ts';

const CONNECTIONS = 10;

/** `list-http`: by the CPU time that each server spends on the same requests, since one that spends half serves twice. */
export async function* httpBenchmarks(effort: Effort): AsyncGenerator<Figure> {
  const servers = { ours: await start('ours'), bare: await start('bare') };
  const pairs = effort.smoke ? 3 : 21;
  const requests = effort.smoke ? 200 : 3_000;
  try {
    for (const server of Object.values(servers)) await cpuMsPerRequest(server, effort.smoke ? 200 : 10_000);
    const ratios: number[] = [];
    for (let pair = 0; pair < pairs; pair++) {
      const order = pair % 2 === 0 ? (['ours', 'bare'] as const) : (['bare', 'ours'] as const);
      const spent = { ours: 0, bare: 0 };
      for (const name of order) spent[name] = await cpuMsPerRequest(servers[name], requests);
      ratios.push(spent.bare / spent.ours);
    }
    const note = `${pairs} pairs of ${requests} requests over ${CONNECTIONS} connections`;
    yield { name: 'list-http', value: round(median(ratios)), limit: 0.9, better: 'higher', note };
  } finally {
    for (const { child } of Object.values(servers)) child.kill();
  }
}

interface Server {
  readonly child: ChildProcess;
  readonly port: number;
}

function start(kind: 'ours' | 'bare'): Promise<Server> {
  return new Promise((resolve, reject) => {
    const child = fork(new URL('./http-child.ts', import.meta.url), [kind], { env: {} });
    child.once('message', (port: number) => resolve({ child, port }));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the ${kind} server ended with ${code}`)));
  });
}

async function cpuMsPerRequest(server: Server, requests: number): Promise<number> {
  const before = await cpuMsOf(server);
  await Promise.all(Array.from({ length: CONNECTIONS }, () => ask(server.port, Math.ceil(requests / CONNECTIONS))));
  return ((await cpuMsOf(server)) - before) / requests;
}

function cpuMsOf({ child }: Server): Promise<number> {
  return new Promise((resolve) => {
    child.once('message', (ms: number) => resolve(ms));
    child.send('cpu');
  });
}

/** Sends requests one after the other on one connection, and reads each answer by its length. */
function ask(port: number, requests: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    const request = 'GET /analytics?pageSize=50 HTTP/1.1\r\nHost: localhost\r\n\r\n';
    let left = requests;
    let received = Buffer.alloc(0);
    socket.on('connect', () => socket.write(request));
    socket.on('error', reject);
    socket.on('data', (data) => {
      received = received.length === 0 ? data : Buffer.concat([received, data]);
      const headEnd = received.indexOf('\r\n\r\n');
      if (headEnd === -1) return;
      const head = received.toString('latin1', 0, headEnd);
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1]);
      if (!head.startsWith('HTTP/1.1 200') || Number.isNaN(length)) return reject(new Error(head));
      if (received.length < headEnd + 4 + length) return;
      received = Buffer.alloc(0);
      left--;
      if (left > 0) socket.write(request);
      else {
        socket.end();
        resolve();
      }
    });
  });
}
