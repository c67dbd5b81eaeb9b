import { useEffect } from 'preact/hooks';
import type { Call } from '../../data/calls.ts';
import { type Playback, SPEEDS } from '../../data/playback.ts';
import { clock } from '../../data/text.ts';
import { Waveform } from './waveform.tsx';

const SKIP_MS = 5_000;

/** Plays a call: the picture of a video, the outline of its sound to seek in, and keys. */
export function Player({ call, playback }: { readonly call: Call; readonly playback: Playback }) {
  const { attach, isPlaying, positionMs, problem, seek, setSpeed, speed, toggle } = playback;
  const durationMs = call.media?.duration_ms ?? Math.max(0, ...(call.segments ?? []).map(({ end_ms }) => end_ms));
  const skip = (ms: number) => seek(Math.min(positionMs.peek() + ms, durationMs));
  const isVideo = call.media?.kind === 'video';
  useKeys(playback, skip);
  const captions = `calls/${call.hash}?format=vtt`;
  return (
    <section class="player" aria-label="Player">
      {isVideo ? (
        <video ref={attach} preload="metadata" playsInline>
          <track kind="captions" src={captions} label="Transcript" />
        </video>
      ) : (
        <audio ref={attach} preload="metadata">
          <track kind="captions" src={captions} label="Transcript" />
        </audio>
      )}
      <div class="seek">
        <Waveform call={call} durationMs={durationMs} />
        <input
          type="range"
          aria-label="Position"
          aria-valuetext={`${clock(positionMs.value)} of ${clock(durationMs)}`}
          min={0}
          max={durationMs}
          step={10}
          value={positionMs.value}
          onInput={(event) => seek(event.currentTarget.valueAsNumber)}
        />
      </div>
      <div class="controls">
        <button type="button" class="play" onClick={toggle}>
          {isPlaying.value ? 'Pause' : 'Play'}
        </button>
        <button type="button" onClick={() => skip(-SKIP_MS)}>
          Back 5 s
        </button>
        <button type="button" onClick={() => skip(SKIP_MS)}>
          Ahead 5 s
        </button>
        <span class="time">
          {clock(positionMs.value)} / {clock(durationMs)}
        </span>
        <select
          aria-label="Speed"
          value={speed.value}
          onChange={(event) => setSpeed(Number(event.currentTarget.value))}
        >
          {SPEEDS.map((each) => (
            <option key={each} value={each}>
              {each}×
            </option>
          ))}
        </select>
        <details class="keys">
          <summary>Keys</summary>
          <p>
            <kbd>Space</kbd> play or pause · <kbd>←</kbd> <kbd>→</kbd> skip 5 s · <kbd>&lt;</kbd> <kbd>&gt;</kbd>{' '}
            slower, faster · <kbd>/</kbd> find
          </p>
        </details>
      </div>
      {problem.value !== undefined && (
        <p class="quiet" role="status">
          {problem.value}
        </p>
      )}
    </section>
  );
}

function useKeys({ setSpeed, speed, toggle }: Playback, skip: (ms: number) => void): void {
  useEffect(() => {
    const faster = (by: number) => {
      const at = SPEEDS.indexOf(speed.peek() as (typeof SPEEDS)[number]);
      setSpeed(SPEEDS[Math.min(Math.max(at + by, 0), SPEEDS.length - 1)] ?? 1);
    };
    const keys: Readonly<Record<string, () => void>> = {
      ' ': toggle,
      ArrowLeft: () => skip(-SKIP_MS),
      ArrowRight: () => skip(SKIP_MS),
      '<': () => faster(-1),
      '>': () => faster(1),
      '/': () => document.querySelector<HTMLInputElement>('.find input')?.focus(),
    };
    const press = (event: KeyboardEvent) => {
      const { target, key } = event;
      if (event.ctrlKey || event.metaKey || event.altKey || !(target instanceof Element)) return;
      if (target.matches('input:not([type="range"]), select, textarea') || target.closest('dialog') !== null) return;
      if (key === ' ' && target.matches('button, summary')) return;
      const action = keys[key];
      if (action === undefined) return;
      event.preventDefault();
      action();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  });
}
