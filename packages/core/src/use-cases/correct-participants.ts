import * as z from 'zod/mini';
import { agentNameOf } from '../coaching/agent-name.js';
import { parseMessage } from '../input/parse-input.js';
import type { CallHash } from '../model/call.js';
import { CorrectedParticipant, MAX_PARTICIPANTS } from '../model/participant.js';
import type { CallRecord } from '../model/record.js';
import { withCorrection } from '../model/transitions.js';
import { type ChangeKnownDeps, changeKnown } from './change-known.js';

/** What a person says of the participants of a call, as `PUT /calls/{hash}/participants` takes it. */
export const ParticipantCorrection = z.strictObject({
  /** Each label once. Without any, nobody has said anything. */
  participants: z
    .array(
      CorrectedParticipant.check(
        z.refine(({ name }) => name === undefined || agentNameOf(name) === name, {
          path: ['name'],
          message: 'expected a name without control characters or blanks around it',
        }),
      ),
    )
    .check(z.maxLength(MAX_PARTICIPANTS)),
});
export type ParticipantCorrection = z.infer<typeof ParticipantCorrection>;

export type CorrectParticipantsDeps = ChangeKnownDeps;

/**
 * Corrects who takes part in a call. The correction overrides every other source, and is kept when
 * the call is analyzed again. It replaces the previous correction; repeating it changes nothing.
 */
export class CorrectParticipants {
  readonly #deps: CorrectParticipantsDeps;

  constructor(deps: CorrectParticipantsDeps) {
    this.#deps = deps;
  }

  /**
   * @param raw a {@link ParticipantCorrection}
   * @param actor who says so
   * @returns the record as stored afterwards
   * @throws EarshotError `EARSHOT_INVALID_INPUT` with the wrong field, such as the label of nobody; `EARSHOT_NOT_FOUND` when
   * there is no such call; `EARSHOT_CONFLICT` (not retryable) when it has no transcript with speakers; what the ports throw
   */
  async execute(hash: CallHash, raw: unknown, actor: string): Promise<CallRecord> {
    const { participants } = parseMessage(ParticipantCorrection, raw, 'correction');
    const atMs = this.#deps.now().getTime();
    return changeKnown(this.#deps, hash, (record) => withCorrection(record, participants, actor, atMs));
  }
}
