import * as z from 'zod/mini';
import { parseMessage } from '../input/parse-input.js';
import type { CallHash } from '../model/call.js';
import { MAX_NOTE_LENGTH } from '../model/note.js';
import type { CallRecord } from '../model/record.js';
import { withNote } from '../model/transitions.js';
import { type ChangeKnownDeps, changeKnown } from './change-known.js';

/** A note as `POST /calls/{hash}/notes` takes it. Blanks around the text are dropped. */
export const NewNote = z.strictObject({
  text: z.string().check(z.trim(), z.minLength(1), z.maxLength(MAX_NOTE_LENGTH)),
});
export type NewNote = z.infer<typeof NewNote>;

export type NoteDeps = ChangeKnownDeps;

/** Adds a person's note to a call, in any state. */
export class AddNote {
  readonly #deps: NoteDeps;

  constructor(deps: NoteDeps) {
    this.#deps = deps;
  }

  /**
   * What the call's last note says is no new note of the same actor, so that a repeated request adds nothing.
   * @param raw a {@link NewNote}
   * @param actor who writes it
   * @returns the record as stored afterwards
   * @throws EarshotError `EARSHOT_INVALID_INPUT` with the wrong field; `EARSHOT_NOT_FOUND` when there is no such call;
   * `EARSHOT_CONFLICT` (not retryable) when it has 200 notes; what the ports throw
   */
  async execute(hash: CallHash, raw: unknown, actor: string): Promise<CallRecord> {
    const { text } = parseMessage(NewNote, raw, 'note');
    const atMs = this.#deps.now().getTime();
    return changeKnown(this.#deps, hash, (record) => withNote(record, text, actor, atMs));
  }
}
