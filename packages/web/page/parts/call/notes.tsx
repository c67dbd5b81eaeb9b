import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Call } from '../../data/calls.ts';
import { earshot } from '../../data/client.ts';
import { useCommand } from '../../data/command.ts';
import type { Playback } from '../../data/playback.ts';
import { mayDo } from '../../data/session.ts';
import { clock, localTime } from '../../data/text.ts';
import { useKeys } from '../keys.tsx';
import { Moment } from '../moment.tsx';
import { Problem } from '../problem.tsx';

const MAX_CHARACTERS = 4_000;

interface NotesProps {
  readonly call: Call;
  readonly playback: Playback;
}

/** What people remark on a call. Times in a note lead to their moments. */
export function Notes({ call, playback }: NotesProps) {
  const { hash } = call;
  const notes = useSignal(call.notes ?? []);
  const command = useCommand();
  useEffect(() => {
    notes.value = call.notes ?? [];
  }, [call, notes]);
  const keep = (answer: { readonly notes: NonNullable<Call['notes']> }) => {
    notes.value = answer.notes;
  };
  const remove = (id: string) =>
    command.run(() => earshot.DELETE('/calls/{hash}/notes/{id}', { params: { path: { hash, id } } }), keep);
  const add = (text: string, onDone: () => void) =>
    command.run(
      () => earshot.POST('/calls/{hash}/notes', { params: { path: { hash } }, body: { text } }),
      (answer) => {
        keep(answer);
        onDone();
      },
    );
  if (notes.value.length === 0 && !mayDo('write')) return null;
  return (
    <section aria-label="Notes">
      <h2>Notes</h2>
      <ul class="notes">
        {notes.value.map(({ id, text, actor, at }) => (
          <li key={id}>
            <p dir="auto">
              <WithMoments text={text} hash={hash} playAt={playback.playAt} />
            </p>
            <span class="quiet">
              {actor}, {localTime(at)}
            </span>
            {mayDo('write') && (
              <button
                type="button"
                class="plain"
                aria-label={`Delete the note of ${actor}, ${localTime(at)}`}
                disabled={command.isBusy.value}
                onClick={() => remove(id)}
              >
                Delete
              </button>
            )}
          </li>
        ))}
      </ul>
      {mayDo('write') && <AddNote playback={playback} isBusy={command.isBusy.value} onAdd={add} />}
      <Problem text={command.problem.value} />
    </section>
  );
}

interface AddNoteProps {
  readonly playback: Playback;
  readonly isBusy: boolean;
  readonly onAdd: (text: string, onDone: () => void) => void;
}

function AddNote({ playback, isBusy, onAdd }: AddNoteProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  useKeys('Notes', [{ keys: ['n'], does: 'Write a note', run: () => field.current?.focus() }]);
  const addTime = () => {
    const { current } = field;
    if (current === null) return;
    current.setRangeText(`${clock(playback.positionMs.peek())} `, current.selectionStart, current.selectionEnd, 'end');
    current.focus();
  };
  return (
    <form
      class="add-note"
      onSubmit={(event) => {
        event.preventDefault();
        const form = event.currentTarget;
        const text = String(new FormData(form).get('text')).trim();
        if (text !== '') onAdd(text, () => form.reset());
      }}
    >
      <label>
        Add a note
        <textarea ref={field} name="text" required maxLength={MAX_CHARACTERS} rows={2} />
      </label>
      <div class="controls">
        <button type="submit" disabled={isBusy}>
          Add
        </button>
        <button type="button" onClick={addTime}>
          Insert the time
        </button>
      </div>
    </form>
  );
}

const TIME = /\b((?:\d{1,2}:)?\d{1,2}:\d{2})\b/;

interface WithMomentsProps {
  readonly text: string;
  readonly hash: string;
  readonly playAt: (ms: number) => void;
}

/** A text in which times such as `1:23` lead to their moments. */
function WithMoments({ text, hash, playAt }: WithMomentsProps) {
  // Splitting by a group keeps what it matches: every second part is a time.
  return (
    <>
      {text.split(TIME).map((part, at) =>
        at % 2 === 0 ? (
          part
        ) : (
          <Moment key={at} hash={hash} startMs={millisecondsOf(part)} playAt={playAt}>
            {part}
          </Moment>
        ),
      )}
    </>
  );
}

function millisecondsOf(time: string): number {
  return time.split(':').reduce((sum, part) => sum * 60 + Number(part), 0) * 1_000;
}
