import { type Signal, signal } from '@preact/signals';
import { earshot } from './client.ts';
import { OFFLINE, problemOf } from './loaded.ts';
import { keep, kept } from './preferences.ts';

/** Times that a media element reports can be a little before the time that was asked for. */
const TOLERANCE_MS = 50;
const SETTLED_AFTER_MS = 3_000;
const REMEMBER_EVERY_MS = 5_000;
const UNPLAYABLE = 'The recording can’t be played: it isn’t on this server, or this browser doesn’t know its format.';
/** A fresh URL that fails within this time is no better than the one before. */
const RETRY_AFTER_MS = 10_000;
export const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2] as const;

/** Plays the recording of one call. */
export interface Playback {
  readonly positionMs: Signal<number>;
  readonly isPlaying: Signal<boolean>;
  readonly speed: Signal<number>;
  readonly problem: Signal<string | undefined>;
  /** Ends when the recording can be played, or can't, or makes everything else wait too long. */
  readonly settled: Promise<void>;
  /** Takes the media element; `null` when it goes away. */
  readonly attach: (element: HTMLMediaElement | null) => void;
  readonly seek: (ms: number) => void;
  readonly playAt: (ms: number) => void;
  readonly toggle: () => void;
  readonly setSpeed: (speed: number) => void;
}

/** @param startMs where to begin; without one, where the person left the call */
export function createPlayback(hash: string, startMs: number | undefined): Playback {
  const remembered = Number(kept(`position.${hash}`) ?? 0);
  const positionMs = signal(startMs ?? remembered);
  const isPlaying = signal(false);
  const speed = signal(Number(kept('speed') ?? 1));
  const problem = signal<string | undefined>(undefined);
  const settling = Promise.withResolvers<void>();
  setTimeout(settling.resolve, SETTLED_AFTER_MS);
  let media: HTMLMediaElement | undefined;
  let expiresAtMs = 0;
  let fetchedAtMs = 0;
  let rememberedMs = remembered;

  const remember = () => {
    rememberedMs = positionMs.peek();
    keep(`position.${hash}`, String(Math.round(rememberedMs)));
  };
  const askForUrl = () => {
    fetchedAtMs = Date.now();
    return earshot.GET('/calls/{hash}/recording-url', { params: { path: { hash } } });
  };
  // While the call itself is on its way.
  let first: ReturnType<typeof askForUrl> | undefined = askForUrl();
  first.catch(() => undefined);
  const fetchUrl = async () => {
    const asked = first ?? askForUrl();
    first = undefined;
    const answer = await asked;
    const { data } = answer;
    problem.value = data === undefined ? problemOf(answer) : undefined;
    if (data === undefined) settling.resolve();
    if (data === undefined || media === undefined) return;
    expiresAtMs = Date.parse(data.expires_at);
    media.src = new URL(data.url.replace(/^\//, ''), document.baseURI).href;
    media.currentTime = positionMs.peek() / 1_000;
    media.playbackRate = speed.peek();
  };
  const unreachable = () => {
    problem.value = OFFLINE;
    settling.resolve();
  };
  const play = async () => {
    if (Date.now() > expiresAtMs) await fetchUrl();
    await media?.play();
  };
  const startPlaying = () => {
    play().catch((error: unknown) => {
      // Another seek or pause took over.
      if (!(error instanceof DOMException && error.name === 'AbortError')) {
        problem.value ??= UNPLAYABLE;
      }
    });
  };
  const seek = (ms: number) => {
    positionMs.value = Math.max(0, ms);
    if (media?.src) media.currentTime = positionMs.value / 1_000;
    remember();
  };
  const look = () => {
    if (media === undefined || media.seeking || media.readyState === 0) return;
    const heardMs = media.currentTime * 1_000;
    // Keeps the exact time of a seek, which the element may round down.
    if (Math.abs(heardMs - positionMs.peek()) > TOLERANCE_MS) positionMs.value = heardMs;
    if (Math.abs(heardMs - rememberedMs) > REMEMBER_EVERY_MS) remember();
  };
  // The element reports its time four times a second, which is less often than words begin.
  let frame = 0;
  const lookAtEachFrame = () => {
    cancelAnimationFrame(frame);
    if (!isPlaying.peek() || media === undefined) return;
    look();
    frame = requestAnimationFrame(lookAtEachFrame);
  };
  const listeners = {
    loadedmetadata: () => settling.resolve(),
    timeupdate: look,
    play: () => {
      isPlaying.value = true;
      lookAtEachFrame();
    },
    pause: () => {
      isPlaying.value = false;
      remember();
    },
    error: () => {
      const goesOn = isPlaying.peek();
      isPlaying.value = false;
      if (Date.now() - fetchedAtMs < RETRY_AFTER_MS) {
        problem.value = UNPLAYABLE;
        settling.resolve();
        return;
      }
      fetchUrl().then(() => {
        if (goesOn) startPlaying();
      }, unreachable);
    },
  };
  return {
    positionMs,
    isPlaying,
    speed,
    problem,
    settled: settling.promise,
    attach: (element) => {
      for (const [name, listener] of Object.entries(listeners)) media?.removeEventListener(name, listener);
      if (element === null) media?.pause();
      media = element ?? undefined;
      for (const [name, listener] of Object.entries(listeners)) media?.addEventListener(name, listener);
      if (media !== undefined) fetchUrl().catch(unreachable);
    },
    seek,
    playAt: (ms) => {
      seek(ms);
      startPlaying();
    },
    toggle: () => {
      if (isPlaying.peek()) media?.pause();
      else startPlaying();
    },
    setSpeed: (value) => {
      speed.value = value;
      keep('speed', String(value));
      if (media !== undefined) media.playbackRate = value;
    },
  };
}
