import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { linkTo } from '../../data/address.ts';
import type { Call } from '../../data/calls.ts';
import { mayDo } from '../../data/session.ts';
import { type Speaker, speakersOf } from '../../data/speakers.ts';
import { localTime } from '../../data/text.ts';
import { CorrectPeople } from './correct-people.tsx';

const SOURCES: Readonly<Record<NonNullable<Call['participants']>[number]['role_source'], string>> = {
  correction: 'corrected',
  start_message: 'from the start message',
  vendor: 'from the transcript’s vendor',
  file_name: 'from the file name',
  phrases: 'estimated from what is said',
  convention: 'assumed: the vendor says nothing',
  unknown: 'role not known',
};

interface PeopleProps {
  readonly call: Call;
  /** After a correction. */
  readonly onChange: () => void;
}

/** Who speaks in a call, how that is known, and a way to correct it. */
export function People({ call, onChange }: PeopleProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const openings = useSignal(0);
  const speakers = [...speakersOf(call).values()];
  if (speakers.length === 0) return null;
  const open = () => {
    openings.value++;
    dialog.current?.showModal();
  };
  return (
    <section aria-label="Speakers">
      <h2>Speakers</h2>
      <ul class="people">
        {speakers.map((speaker) => (
          <Person key={speaker.label} call={call} speaker={speaker} />
        ))}
      </ul>
      {call.correction !== undefined && (
        <p class="quiet">
          Corrected by {call.correction.actor}, {localTime(call.correction.at)}.
        </p>
      )}
      {mayDo('write') && (call.participants?.length ?? 0) > 0 && (
        <>
          <button type="button" onClick={open}>
            Correct who speaks …
          </button>
          <dialog ref={dialog} aria-labelledby="people-title">
            <CorrectPeople
              // Starts from what the call has each time: what was not saved is forgotten.
              key={openings.value}
              call={call}
              onDone={(isChanged) => {
                dialog.current?.close();
                if (isChanged) onChange();
              }}
            />
          </dialog>
        </>
      )}
    </section>
  );
}

function Person({ call, speaker: { label, role, title } }: { readonly call: Call; readonly speaker: Speaker }) {
  const person = call.participants?.find((each) => each.label === label);
  return (
    <li class={`role-${role}`}>
      <span class="who">{title}</span>{' '}
      <span class="quiet" title={person?.evidence.map(({ quote }) => `“${quote}”`).join(' ')}>
        {SOURCES[person?.role_source ?? 'unknown']}
      </span>
      {role === 'agent' && person?.name !== undefined && (
        <>
          {' · '}
          <a href={linkTo(['coaching', 'agents', person.name])}>numbers</a>
        </>
      )}
    </li>
  );
}
