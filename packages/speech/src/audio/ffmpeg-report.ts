import type { MediaFacts } from '@earshot/core';

/** Named layouts of loudspeakers with more than two channels, where the name has no numbers in it. */
const CHANNELS_OF_LAYOUT: Readonly<Record<string, number>> = {
  mono: 1,
  stereo: 2,
  downmix: 2,
  quad: 4,
  hexagonal: 6,
  octagonal: 8,
  hexadecagonal: 16,
};

/** Reads what ffmpeg tells people of a file; `undefined` when it could make nothing of it. */
export function readFfmpegReport(report: string): MediaFacts | undefined {
  const lines = report.split('\n');
  const streams = lines.filter((line) => /^\s*Stream #0:\d+/.test(line));
  if (streams.length === 0) return undefined;
  const video = streams.find((line) => /: Video: /.test(line) && !line.includes('(attached pic)'));
  const sound = streams.find((line) => /: Audio: /.test(line))?.match(/: Audio: (\w+).*?, (\d+) Hz, ([^,]+)/);
  const size = video?.match(/, (\d+)x(\d+)/);
  const framesPerSecond = video?.match(/, ([\d.]+) fps/)?.[1];
  const duration = lines.find((line) => /^\s*Duration: /.test(line))?.match(/(\d+):(\d+):(\d+\.\d+)/);
  const kilobits = lines.find((line) => /^\s*Duration: /.test(line))?.match(/bitrate: (\d+) kb\/s/)?.[1];
  return {
    kind: video ? 'video' : 'audio',
    ...(duration && { durationMs: milliseconds(duration.slice(1)) }),
    ...(kilobits && { bitrateBps: Number(kilobits) * 1_000 }),
    ...(sound?.[1] && { codec: sound[1] }),
    ...(sound && { sampleRateHz: Number(sound[2]), channelCount: channels(sound[3] ?? '') }),
    ...(size && { frameWidthPx: Number(size[1]), frameHeightPx: Number(size[2]) }),
    ...(framesPerSecond && { frameRateFps: Number(framesPerSecond) }),
  };
}

function milliseconds([hours = '0', minutes = '0', seconds = '0']: readonly string[]): number {
  return Math.round(((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1_000);
}

/** `5.1(side)` are six. */
function channels(layout: string): number {
  const name = layout.trim().replace(/\(.*/, '').trim();
  const counted = name.match(/^(\d+) channels/)?.[1];
  if (counted) return Number(counted);
  const sum = name
    .match(/^(\d+(?:\.\d+)*)$/)?.[1]
    ?.split('.')
    .reduce((total, part) => total + Number(part), 0);
  return CHANNELS_OF_LAYOUT[name] ?? sum ?? 0;
}
