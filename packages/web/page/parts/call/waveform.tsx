import { useEffect, useRef, useState } from 'preact/hooks';
import type { Call } from '../../data/calls.ts';
import { earshot } from '../../data/client.ts';
import { type Peaks, readPeaks } from '../../data/peaks.ts';
import type { Span } from '../../data/spans.ts';
import { labelOf, speakersOf } from '../../data/speakers.ts';

const TONES = { agent: '--agent', customer: '--customer', other: '--quiet', another: '--another' } as const;
const BAND_OPACITY = 0.25;
/** So that short ones are seen in long calls. */
const MIN_BAND_PX = 2;

interface WaveformProps {
  readonly call: Call;
  readonly durationMs: number;
  readonly silences: readonly Span[];
  readonly overlaps: readonly Span[];
}

/**
 * The sound of a call: the agent, or else who speaks first, in the upper row, and everybody else below. Bands show where
 * nobody speaks, and where one speaks into another's words.
 */
export function Waveform({ call, durationMs, silences, overlaps }: WaveformProps) {
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
    const redraw = () => draw(element, { call, durationMs, silences, overlaps }, peaks);
    const resized = new ResizeObserver(redraw);
    resized.observe(element);
    const dark = matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', redraw);
    return () => {
      resized.disconnect();
      dark.removeEventListener('change', redraw);
    };
  }, [call, peaks, durationMs, silences, overlaps]);
  return <canvas ref={canvas} class="waveform" />;
}

function draw(canvas: HTMLCanvasElement, props: WaveformProps, peaks: Peaks | undefined): void {
  const { call, durationMs, silences, overlaps } = props;
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
  const bands = (spans: readonly Span[], color: string) => {
    context.fillStyle = colorOf(color);
    context.globalAlpha = BAND_OPACITY;
    for (const { start_ms, end_ms } of spans) {
      context.fillRect(xOf(start_ms), 0, Math.max(MIN_BAND_PX, xOf(end_ms - start_ms)), clientHeight);
    }
    context.globalAlpha = 1;
  };
  bands(silences, '--quiet');
  bands(overlaps, '--bad');
  context.fillStyle = colorOf('--line');
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
  const all = [...speakers.values()];
  const upper = (all.find(({ role }) => role === 'agent') ?? all[0])?.label;
  for (const segment of call.segments ?? []) {
    const speaker = speakers.get(labelOf(segment));
    const isUpper = speaker?.role === 'agent' || speaker?.label === upper;
    const channel = segment.channel === undefined ? undefined : Number(/\d+$/.exec(segment.channel)?.[0] ?? Number.NaN);
    context.fillStyle = colorOf(TONES[speaker?.tone ?? 'other']);
    for (let x = Math.floor(xOf(segment.start_ms)); x < xOf(segment.end_ms); x++) {
      bar(x, isUpper ? row / 2 : row * 1.5, loudnessAt(x, channel));
    }
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
