/* Listens to one recording and understands it, as the process of the local analyzer does, and tells what that took. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Recording } from '../packages/adapters-local/src/audio/recording.ts';
import type { Listener } from '../packages/adapters-local/src/speech/listener.ts';
import type { SpokenSegment } from '../packages/adapters-local/src/speech/transcription.ts';
import { builtPart } from './speech/built-part.ts';

const [path = '', model = 'base'] = process.argv.slice(2);
const { openRecording } = await builtPart<{ openRecording(path: string): Promise<Recording> }>('audio/open-recording');
const { Listener: Built } = await builtPart<{
  Listener: { open(options: { model: string; cacheFolder: string }): Promise<Listener> };
}>('speech/listener');
const { understand } = await builtPart<{ understand(segments: readonly SpokenSegment[]): Promise<unknown> }>(
  'language/understand',
);

const listener = await Built.open({ model, cacheFolder: join(tmpdir(), 'earshot-bench-models') });
await understand([]);
const beganMs = performance.now();
const { segments, durationMs } = await listener.transcribe(await openRecording(path));
await understand(segments);
process.send?.({ segments, durationMs, wallMs: performance.now() - beganMs, peakKb: process.resourceUsage().maxRSS });
