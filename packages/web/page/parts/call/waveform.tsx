import { useEffect, useRef, useState } from 'preact/hooks';
import type { Call } from '../../data/calls.ts';
import { earshot } from '../../data/client.ts';
import { type Peaks, readPeaks } from '../../data/peaks.ts';
import type { Span } from '../../data/spans.ts';
import { labelOf, type Segment, speakersOf } from '../../data/speakers.ts';

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
  for (let x = 0; x < clientWidth; x++) {
    bar(x, row / 2, 0);
    bar(x, row * 1.5, 0);
  }
  const statedAt = statedLoudness(call);
  const speakers = speakersOf(call);
  const all = [...speakers.values()];
  const upper = (all.find(({ role }) => role === 'agent') ?? all[0])?.label;
  for (const segment of call.segments ?? []) {
    const speaker = speakers.get(labelOf(segment));
    const isUpper = speaker?.role === 'agent' || speaker?.label === upper;
    const channel = segment.channel === undefined ? undefined : Number(/\d+$/.exec(segment.channel)?.[0] ?? Number.NaN);
    context.fillStyle = colorOf(TONES[speaker?.tone ?? 'other']);
    for (let x = Math.floor(xOf(segment.start_ms)); x < xOf(segment.end_ms); x++) {
      const ms = (x / clientWidth) * durationMs;
      const loudness =
        peaks === undefined ? statedAt(segment, ms) : loudestBetween(peaks, ms, durationMs / clientWidth, channel);
      bar(x, isUpper ? row / 2 : row * 1.5, loudness);
    }
  }
}

function loudestBetween(peaks: Peaks, startMs: number, lengthMs: number, channel: number | undefined): number {
  const isKnown = channel !== undefined && channel < peaks.channelCount;
  const channels = isKnown ? [channel] : [...Array(peaks.channelCount).keys()];
  let loudest = 0;
  const first = Math.floor(startMs / peaks.pointMs);
  const end = Math.max((startMs + lengthMs) / peaks.pointMs, first + 1);
  for (let point = first; point < end && point < peaks.length; point++) {
    for (const each of channels) loudest = Math.max(loudest, peaks.loudness(point, each));
  }
  return loudest;
}

/** Of speech where nothing says how loud it is. */
const UNKNOWN_LOUDNESS = 0.4;

/** How loud a segment is at a time as its vendor says, 0-1: from the quietest second of the call to the loudest. */
function statedLoudness({ segments = [] }: Call): (segment: Segment, ms: number) => number {
  let [quietest, loudest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of segments.flatMap(({ loudness = [] }) => loudness)) {
    if (value === null) continue;
    quietest = Math.min(quietest, value);
    loudest = Math.max(loudest, value);
  }
  return ({ start_ms, loudness = [] }, ms) => {
    const value = loudness[Math.floor(ms / 1_000) - Math.floor(start_ms / 1_000)];
    if (typeof value !== 'number' || loudest === quietest) return UNKNOWN_LOUDNESS;
    return 0.1 + 0.9 * ((value - quietest) / (loudest - quietest));
  };
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
