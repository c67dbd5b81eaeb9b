import type { BdaTurn } from '@earshot/core/testing/bda';
import type { Call } from './call.ts';
import { type MarkedText, mask, parseMarks } from './marked-text.ts';
import { between, randomFor } from './random.ts';
import { parseScript, type Script } from './script.ts';
import { layOut, type Segment } from './timeline.ts';

export const INPUT_BUCKET = 'earshot-recordings';

/** A call after it was spoken: when everything was said, and how long the file is. */
export interface RecordedCall {
  readonly call: Call;
  readonly script: Script;
  readonly segments: readonly Segment[];
  readonly durationMillis: number;
  readonly summary: MarkedText;
}

/** Speaks the call. The same call always gives the same times. */
export function record(call: Call): RecordedCall {
  const random = randomFor(`${call.id}:timeline`);
  const script = parseScript(call.script);
  const segments = layOut(script.turns, random);
  const lastWord = Math.max(...segments.map(({ end }) => end));
  const durationMillis = Math.round(lastWord + between(random, 600, 2800));
  return { call, script, segments, durationMillis, summary: parseMarks(call.summary) };
}

/** The key of a recording, in the style of Amazon Connect: contact, then the minute in which the call began. */
export function recordingKey(callId: string, recordedAt: string, extension: string): string {
  const [date = '', time = ''] = recordedAt.split('T');
  return `calls/${date.replaceAll('-', '/')}/${callId}_${date.replaceAll('-', '')}T${time}_UTC.${extension}`;
}

/** How a copy of the result words a text: as it is, or with masks. */
export type Wording = (text: MarkedText) => MarkedText;

export const UNREDACTED: Wording = (text) => text;
export const REDACTED: Wording = mask;

/** A segment as the turn of somebody. */
export function turnOf({ turn, start, end }: Segment, { labels }: Call, wording: Wording): BdaTurn {
  const { speaker, channel } = labels?.[turn.who] ?? {};
  return { text: wording(turn.said).text, startMs: start, endMs: end, speaker, channel };
}
