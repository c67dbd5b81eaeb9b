import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { buildPage } from '../../packages/web/build/page-builder.ts';
import { pcaDocument } from '../foreign-documents.ts';

const BIN = fileURLToPath(new URL('../../packages/runtime-node/bin/earshot.js', import.meta.url));
const EMPTY_PAGE = fileURLToPath(new URL('../../packages/web/empty-page', import.meta.url));
const RATE_HZ = 8_000;
/** So that the minutes below make 3,000 segments of 90. */
const SECONDS_PER_TURN = 1.8;

/** A server of a page. */
export interface PageServer {
  readonly url: string;
  readonly stop: () => void;
}

/** Earshot itself, over calls that it has imported: short ones, and a long one with its recording. */
export async function serveCalls(folder: string, shortCalls: number, longMinutes: number): Promise<PageServer> {
  const [documents, data] = [join(folder, 'documents'), join(folder, 'data')];
  mkdirSync(documents, { recursive: true });
  for (let index = 0; index < shortCalls; index++)
    writeFileSync(join(documents, `call-${index}.json`), pcaDocument(1, `call-${index}`));
  writeFileSync(join(documents, 'long.json'), pcaDocument(longMinutes, 'long', SECONDS_PER_TURN));
  writeFileSync(join(documents, 'long.wav'), silence(longMinutes * 60));
  const env = { ...process.env, EARSHOT_DATA: data };
  await promisify(execFile)(process.execPath, [BIN, 'ingest', documents], { env });
  // What a server would do beside its work until it is done.
  await promisify(execFile)(process.execPath, [BIN, 'index'], { env });
  const child = spawn(process.execPath, [BIN, 'serve', '--port', '0'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((resolve, reject) => {
    let greeting = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      greeting += text;
      const url = /(http:\S+)\/analytics/.exec(greeting)?.[1];
      if (url !== undefined && greeting.includes('Ctrl-C')) resolve({ url, stop: () => child.kill() });
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`earshot serve ended with ${code}`)));
  });
}

/** An empty page of Preact, built as ours is. */
export async function serveEmptyPage(folder: string): Promise<PageServer> {
  await buildPage(EMPTY_PAGE, folder);
  const server = createServer((request, response) => {
    const path = join(folder, request.url === '/' ? 'index.html' : (request.url ?? ''));
    if (!existsSync(path)) return response.writeHead(404).end();
    const type = path.endsWith('.js') ? 'text/javascript' : 'text/html';
    response.writeHead(200, { 'content-type': type, 'content-encoding': 'br' });
    return response.end(readFileSync(`${path}.br`));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, stop: () => server.close() };
}

/** A WAV file of 8 bits, in which 128 is silence. */
function silence(seconds: number): Buffer {
  const samples = Buffer.alloc(seconds * RATE_HZ, 128);
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + samples.length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(RATE_HZ, 24);
  header.writeUInt32LE(RATE_HZ, 28);
  header.writeUInt16LE(1, 32);
  header.writeUInt16LE(8, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples.length, 40);
  return Buffer.concat([header, samples]);
}
