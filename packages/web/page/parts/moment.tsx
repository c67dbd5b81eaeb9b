import type { ComponentChildren } from 'preact';
import { linkTo } from '../data/address.ts';
import { clock } from '../data/text.ts';

interface MomentProps {
  readonly hash: string;
  readonly startMs: number;
  readonly endMs?: number | undefined;
  /** Plays the call from a time. Without it, the link only leads to the moment. */
  readonly playAt?: ((ms: number) => void) | undefined;
  readonly class?: string;
  readonly title?: string;
  readonly current?: boolean;
  /** @defaultValue the time */
  readonly children?: ComponentChildren;
}

/** A moment of a call: a link to it, which can be copied, and which plays it where the call is open. */
export function Moment({ hash, startMs, endMs, playAt, current = false, children, ...rest }: MomentProps) {
  return (
    <a
      class="moment"
      {...rest}
      href={linkTo(['calls', hash], { t: String(startMs / 1_000) })}
      aria-current={current ? 'true' : undefined}
      onClick={(event) => {
        if (playAt === undefined || event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        playAt(startMs);
      }}
    >
      {children ?? `${clock(startMs)}${endMs === undefined ? '' : `–${clock(endMs)}`}`}
    </a>
  );
}
