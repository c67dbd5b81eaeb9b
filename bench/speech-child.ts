/* Transcribes one recording and understands it, as the process of the local analyzer does, and reports what that took. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { understand } from '@earshot/language';
import { openRecording, type SpeechModel, Transcriber } from '@earshot/speech';

const [path = '', model = 'base'] = process.argv.slice(2);

const transcriber = await Transcriber.open({
  model: model as SpeechModel,
  cacheFolder: join(tmpdir(), 'earshot-bench-models'),
});
await understand([]);
const before = process.cpuUsage();
const { segments, durationMs } = await transcriber.transcribe(await openRecording(path));
await understand(segments);
const { user, system } = process.cpuUsage(before);
process.send?.({ segments, durationMs, cpuMs: (user + system) / 1000, peakKb: process.resourceUsage().maxRSS });
