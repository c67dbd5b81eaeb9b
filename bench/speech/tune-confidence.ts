/*
 * Prints the confidence in each piece of the tuning part, lowest first. The limits in
 * packages/speech/src/transcription/confidence.ts were chosen by it. Never run it on the test part.
 * `npm run build && node bench/speech/tune-confidence.ts`
 */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { judgedPieces } from './pieces-understood.ts';

const pieces = await judgedPieces(join(tmpdir(), 'earshot-speech-pieces'), 'tuning');
for (const { confidence, understood, language, seconds, name } of pieces.sort((a, b) => a.confidence - b.confidence)) {
  const marked = language === 'en' ? 'EN' : '  ';
  console.log(
    marked,
    confidence.toFixed(2),
    understood ? 'understood' : '-'.padEnd(10),
    String(seconds).padStart(3),
    name,
  );
}
