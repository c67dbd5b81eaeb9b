import type { Failure } from '@earshot/core';

/** A message that was parked, as far as a person is told of it. */
export interface ParkedMessage {
  readonly messageId: string;
  readonly body: string;
  readonly sentAtMs: number;
  readonly receiveCount: number;
  /** Absent when the queue put it away by itself. */
  readonly failure?: Failure;
  /** What it was before it was parked, where that has other facts. */
  readonly origin?: {
    readonly messageId: string | undefined;
    readonly sentAt: string | undefined;
    readonly receiveCount: number | undefined;
  };
}

/** How sending messages back went. */
export interface Redrive {
  readonly moved: number;
  /** What kept the rest from being sent back. */
  readonly stoppedBy?: string;
}

/** The parked messages of one queue. */
export interface ParkedQueue {
  readonly name: string;
  /** Whether looking at a message counts as receiving it. */
  readonly countsLooks: boolean;
  list(options: { readonly max: number }): Promise<readonly ParkedMessage[]>;
  /** The message of an id, of its own or of the one that it had before it was parked. */
  show(id: string): Promise<ParkedMessage | undefined>;
  count(): Promise<number>;
  /** Sends all back to be handled. `onMoved` is told how many have been. */
  redrive(options: { readonly maxPerSecond?: number }, onMoved: (moved: number) => void): Promise<Redrive>;
}
