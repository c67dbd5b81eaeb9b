import { useEffect, useRef, useState } from 'preact/hooks';
import type { Call } from '../../data/calls.ts';
import { earshot } from '../../data/client.ts';
import { type Peaks, readPeaks } from '../../data/peaks.ts';
import { labelOf, speakersOf } from '../../data/speakers.ts';

/** The sound of a call: the agent in the upper row, everybody else below, gray where nobody speaks, lines where topics start. */
export function Waveform({ call, durationMs }: { readonly call: Call; readonly durationMs: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [peaks, setPeaks] = useState<Peaks | undefined>(undefined);
  useEffect(() => {
    const stop = new AbortController();
    earshot
      .GET('/calls/{hash}/peaks', {
        params: { path: { hash: call.hash } },
        parseAs: 'arrayBuffer',
        signal: stop.signal,
      })
      .then(
        ({ data }) => setPeaks(data === undefined ? undefined : readPeaks(data)),
        () => setPeaks(undefined),
      );
    return () => stop.abort();
  }, [call.hash]);
  useEffect(() => {
    const element = canvas.current;
    if (element === null || durationMs === 0) return undefined;
    const redraw = () => draw(element, call, peaks, durationMs);
    const resized = new ResizeObserver(redraw);
    resized.observe(element);
    const dark = matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', redraw);
    return () => {
      resized.disconnect();
      dark.removeEventListener('change', redraw);
    };
  }, [call, peaks, durationMs]);
  return <canvas ref={canvas} class="waveform" />;
}

function draw(canvas: HTMLCanvasElement, call: Call, peaks: Peaks | undefined, durationMs: number): void {
  const context = canvas.getContext('2d');
  if (context === null) return;
  const scale = devicePixelRatio;
  const { clientWidth, clientHeight } = canvas;
  canvas.width = clientWidth * scale;
  canvas.height = clientHeight * scale;
  context.scale(scale, scale);
  const colorOf = colorsOf(canvas);
  const xOf = (ms: number) => (ms / durationMs) * clientWidth;
  const row = clientHeight / 2;
  context.fillStyle = colorOf('--line');
  for (const { start_ms, end_ms } of call.non_talk ?? []) {
    context.globalAlpha = 0.4;
    context.fillRect(xOf(start_ms), 0, xOf(end_ms - start_ms), clientHeight);
  }
  context.globalAlpha = 1;
  const bar = (x: number, middle: number, loudness: number) => {
    const height = Math.max(1, loudness * (row - 4));
    context.fillRect(x, middle - height / 2, 1, height);
  };
  const loudnessAt = (x: number, channel?: number) => loudestBetween(peaks, x, durationMs / clientWidth, channel);
  for (let x = 0; x < clientWidth; x++) {
    bar(x, row / 2, 0);
    bar(x, row * 1.5, 0);
  }
  const speakers = speakersOf(call);
  for (const segment of call.segments ?? []) {
    const isAgent = speakers.get(labelOf(segment))?.role === 'agent';
    const channel = segment.channel === undefined ? undefined : Number(/\d+$/.exec(segment.channel)?.[0] ?? Number.NaN);
    context.fillStyle = colorOf(isAgent ? '--agent' : '--customer');
    for (let x = Math.floor(xOf(segment.start_ms)); x < xOf(segment.end_ms); x++) {
      bar(x, isAgent ? row / 2 : row * 1.5, loudnessAt(x, channel));
    }
  }
  context.fillStyle = colorOf('--quiet');
  for (const { start_ms } of call.topic_segments ?? []) {
    if (start_ms !== undefined) context.fillRect(xOf(start_ms), 0, 1, clientHeight);
  }
}

/** Without peaks, speech is shown as bars of one height. */
function loudestBetween(peaks: Peaks | undefined, x: number, pixelMs: number, channel: number | undefined): number {
  if (peaks === undefined) return 0.4;
  const isKnown = channel !== undefined && channel < peaks.channelCount;
  const channels = isKnown ? [channel] : [...Array(peaks.channelCount).keys()];
  let loudest = 0;
  const end = Math.max(((x + 1) * pixelMs) / peaks.pointMs, Math.floor((x * pixelMs) / peaks.pointMs) + 1);
  for (let point = Math.floor((x * pixelMs) / peaks.pointMs); point < end && point < peaks.length; point++) {
    for (const each of channels) loudest = Math.max(loudest, peaks.loudness(point, each));
  }
  return loudest;
}

/** Canvases don't know custom properties: reads what each looks like in the current scheme. */
function colorsOf(canvas: HTMLCanvasElement): (name: string) => string {
  const known = new Map<string, string>();
  return (name) => {
    let color = known.get(name);
    if (color === undefined) {
      canvas.style.color = `var(${name})`;
      color = getComputedStyle(canvas).color;
      known.set(name, color);
    }
    return color;
  };
}
