import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FORMATS, ObjectUri } from '@earshot/core';
import { pcaDocument } from './foreign-documents.ts';
import { ingest } from './ingest.bench.ts';
import { type Effort, type Figure, figure, ratioOf, round } from './measure.ts';

/**
 * `read-pca-1h`: the bytes of a document to its call with words, to `JSON.parse` of the same bytes. `ingest-foreign`: calls per second
 * over a folder of documents of four and a half minutes, and `ingest-foreign-rss`, the most memory that takes.
 */
export async function* foreignBenchmarks(effort: Effort): AsyncGenerator<Figure> {
  const bytes = Buffer.from(pcaDocument(60, 'one'));
  const pca = FORMATS.find(({ name }) => name === 'pca');
  if (pca === undefined) throw new Error('no format pca');
  const uri = ObjectUri.parse('s3://b/parsedFiles/one.json');
  const bounds = { documents: 1, bytes: bytes.length, concurrency: 1 };
  // A copy each time: the same bytes are decoded once.
  const store = { get: async () => Uint8Array.from(bytes) };
  const read = () => pca.read(uri, { store, copies: 'original', bounds, words: true });
  const parse = () => JSON.parse(new TextDecoder().decode(Uint8Array.from(bytes)));
  yield figure('read-pca-1h', 1.25, await ratioOf(read, parse, effort, 400));

  const count = effort.smoke ? 100 : 10_000;
  const folder = await mkdtemp(join(tmpdir(), 'earshot-bench-'));
  try {
    for (let index = 0; index < count; index++) {
      await writeFile(join(folder, `call-${index}.json`), pcaDocument(4.5, `guid-${index}`));
    }
    const startedMs = performance.now();
    const { peakMb, stored } = await ingest(folder, join(folder, 'data'));
    const perSecond = count / ((performance.now() - startedMs) / 1_000);
    if (stored !== count) throw new Error(`${stored} of ${count} calls were stored`);
    const note = `calls/s over ${count} documents of Post Call Analytics`;
    yield { name: 'ingest-foreign', value: round(perSecond), limit: 100, better: 'higher', note };
    yield { name: 'ingest-foreign-rss', value: round(peakMb), limit: 300, better: 'lower', note: 'MB peak' };
  } finally {
    await rm(folder, { recursive: true });
  }
}
