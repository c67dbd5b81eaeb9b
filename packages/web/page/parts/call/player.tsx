import type { Call } from '../../data/calls.ts';
import { type Playback, SPEEDS } from '../../data/playback.ts';
import { clock } from '../../data/text.ts';
import { useKeys } from '../keys.tsx';
import { Waveform } from './waveform.tsx';

const SKIP_MS = 5_000;

/** Plays a call: the picture of a video, the outline of its sound to seek in, and keys. */
export function Player({ call, playback }: { readonly call: Call; readonly playback: Playback }) {
  const { attach, isPlaying, positionMs, problem, seek, setSpeed, speed, toggle } = playback;
  const durationMs = call.media?.duration_ms ?? Math.max(0, ...(call.segments ?? []).map(({ end_ms }) => end_ms));
  const skip = (ms: number) => seek(Math.min(positionMs.peek() + ms, durationMs));
  const isVideo = call.media?.kind === 'video';
  usePlayerKeys(playback, skip);
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
      </div>
      {problem.value !== undefined && (
        <p class="quiet" role="status">
          {problem.value}
        </p>
      )}
    </section>
  );
}

function usePlayerKeys({ setSpeed, speed, toggle }: Playback, skip: (ms: number) => void): void {
  const faster = (by: number) => {
    const at = SPEEDS.indexOf(speed.peek() as (typeof SPEEDS)[number]);
    setSpeed(SPEEDS[Math.min(Math.max(at + by, 0), SPEEDS.length - 1)] ?? 1);
  };
  useKeys('Recording', [
    { keys: [' '], does: 'Play or pause', run: toggle },
    { keys: ['ArrowLeft'], does: 'Back 5 seconds', run: () => skip(-SKIP_MS) },
    { keys: ['ArrowRight'], does: 'Ahead 5 seconds', run: () => skip(SKIP_MS) },
    { keys: ['<'], does: 'Slower', run: () => faster(-1) },
    { keys: ['>'], does: 'Faster', run: () => faster(1) },
  ]);
}
