import type { AnalyticsItem } from '@earshot/core';
import { vttText } from '../safe-text.js';

/** A call's transcript as WebVTT subtitles, a cue per segment with its speaker as the voice. */
export function toVtt(call: AnalyticsItem): string {
  const cues = (call.segments ?? []).map(({ index, start_ms, end_ms, speaker_name, speaker, text }) => {
    const voice = speaker_name ?? speaker;
    const said = voice === undefined ? vttText(text) : `<v ${vttText(voice)}>${vttText(text)}`;
    return `${index + 1}\n${timestamp(start_ms)} --> ${timestamp(Math.max(end_ms, start_ms + 1))}\n${said}\n`;
  });
  return ['WEBVTT\n', ...cues].join('\n');
}

function timestamp(ms: number): string {
  return new Date(ms)
    .toISOString()
    .slice(11, 23)
    .replace(/^\d+/, () => String(Math.floor(ms / 3_600_000)).padStart(2, '0'));
}
