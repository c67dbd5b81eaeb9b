import { readFile } from 'node:fs/promises';
import { readResultDocument } from '@earshot/core';

const job = 'examples/bucket/transcription-outputs/vuelo-cambio-fecha/c780fa64-5412-46dc-a826-e4dd5cdd75cb';
const result = readResultDocument(await readFile(`${job}/0/standard_output/0/result.json`));

if (result.kind === 'standard') {
  const { transcript, language, mediaFacts } = result.analysis;
  console.log(`${mediaFacts?.durationMs} ms, ${language?.dominant}, ${transcript?.segments.length} segments`);
  console.log(transcript?.segments[0]?.text);
}
