import type { CoachedRole, Conversation, Voice } from './conversation.js';
import type { EvidenceSpan, MetricUnit } from './metric.js';

/** How one metric is computed. */
export interface MetricDefinition {
  readonly name: string;
  readonly unit: MetricUnit;
  readonly measure: (conversation: Conversation) => Figure;
}

export interface Figure {
  /** Absent when it is unavailable. */
  readonly value?: number;
  /** @defaultValue false */
  readonly isMeasured?: boolean;
  readonly method: string;
  /** Best first. Those after the third are left out. */
  readonly evidence?: readonly EvidenceSpan[];
}

export function unavailable(method: string): Figure {
  return { method };
}

/** The figure of somebody with a role, in a call whose times are known; else unavailable. */
export function ofVoice(
  role: CoachedRole,
  measure: (voice: Voice, conversation: Conversation) => Figure,
): MetricDefinition['measure'] {
  return (conversation) => {
    const voice = conversation[role];
    if (voice === undefined) return unavailable(`Nobody knows who the ${role} is.`);
    const figure = measure(voice, conversation);
    return { ...figure, isMeasured: figure.isMeasured === true && voice.isCertain };
  };
}

/** Why the times of what somebody says can't be used; `undefined` if they can. */
export function missingTimes(conversation: Conversation, voice?: Voice): Figure | undefined {
  if (!conversation.hasTimes) return unavailable('The times of what is said are missing.');
  return voice?.segments.length === 0 ? unavailable('Nothing that this speaker says is in the transcript.') : undefined;
}
