import { readFile } from 'node:fs/promises';
import { readResultDocument } from '@earshot/core';
import { understand } from '@earshot/language';

const job = 'examples/bucket/transcription-outputs/parcel-missing/9e9f6ef8-dcab-49d6-935f-061ddc06f407';
const result = readResultDocument(await readFile(`${job}/0/standard_output/0/result.json`));

if (result.kind === 'standard') {
  const { original, redacted } = await understand(result.analysis.transcript?.segments ?? []);
  console.log(original.categories.join(), original.topics.join());
  console.log(original.summary);
  for (const { kind, value, basis } of original.findings.slice(0, 3)) console.log(`${kind}, ${basis}: ${value}`);
  console.log(redacted.texts[0]);
}
