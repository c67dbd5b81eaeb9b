import type { AnalyticsItem } from '@earshot/core';
import { markedText, notUnderstood } from '../call-warnings.js';
import { vttText } from '../safe-text.js';

/** A call's transcript as WebVTT subtitles, a cue per segment with its speaker as the voice. */
export function toVtt(call: AnalyticsItem): string {
  const cues = (call.segments ?? []).map(({ index, start_ms, end_ms, speaker_name, speaker, ...segment }) => {
    const voice = speaker_name ?? speaker;
    const text = vttText(markedText(segment));
    const said = voice === undefined ? text : `<v ${vttText(voice)}>${text}`;
    return `${index + 1}\n${timestamp(start_ms)} --> ${timestamp(Math.max(end_ms, start_ms + 1))}\n${said}\n`;
  });
  const why = notUnderstood(call);
  const notes = why === undefined ? [] : [`NOTE not understood: ${vttText(why)}\n`];
  return ['WEBVTT\n', ...notes, ...cues].join('\n');
}

function timestamp(ms: number): string {
  return new Date(ms)
    .toISOString()
    .slice(11, 23)
    .replace(/^\d+/, () => String(Math.floor(ms / 3_600_000)).padStart(2, '0'));
}
