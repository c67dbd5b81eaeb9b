import { type ReadonlySignal, useComputed } from '@preact/signals';
import type { Call } from '../../data/calls.ts';
import type { Insight } from '../../data/insights.ts';
import { type Playback, SPEEDS } from '../../data/playback.ts';
import { durationOf } from '../../data/spans.ts';
import { clock } from '../../data/text.ts';
import { useKeys } from '../keys.tsx';
import { Timeline } from './timeline.tsx';

const SKIP_MS = 5_000;

interface PlayerProps {
  readonly call: Call;
  readonly insights: readonly Insight[];
  readonly playback: Playback;
}

/** Plays a call: the picture of a video, its timeline to seek in, and keys. */
export function Player({ call, insights, playback }: PlayerProps) {
  const { attach, isPlaying, positionMs, problem, seek, setSpeed, speed, toggle } = playback;
  const durationMs = durationOf(call);
  const skip = (ms: number) => seek(Math.min(positionMs.peek() + ms, durationMs));
  usePlayerKeys(playback, skip);
  const Media = call.media?.kind === 'video' ? 'video' : 'audio';
  return (
    <section class="player" aria-label="Player">
      <Media ref={attach} preload="metadata" playsInline hidden={problem.value !== undefined}>
        <track kind="captions" src={`calls/${call.hash}?format=vtt`} label="Transcript" />
      </Media>
      {durationMs > 0 && <Timeline call={call} insights={insights} durationMs={durationMs} playback={playback} />}
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
        {durationMs > 0 && <Position positionMs={positionMs} durationMs={durationMs} />}
        <label class="speed">
          Speed
          <select value={speed.value} onChange={(event) => setSpeed(Number(event.currentTarget.value))}>
            {SPEEDS.map((each) => (
              <option key={each} value={each}>
                {each}×
              </option>
            ))}
          </select>
        </label>
      </div>
      {problem.value !== undefined && (
        <p class="quiet" role="status">
          {problem.value}
        </p>
      )}
    </section>
  );
}

interface PositionProps {
  readonly positionMs: ReadonlySignal<number>;
  readonly durationMs: number;
}

function Position({ positionMs, durationMs }: PositionProps) {
  const now = useComputed(() => clock(positionMs.value));
  return (
    <span class="time">
      {now} / {clock(durationMs)}
    </span>
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
