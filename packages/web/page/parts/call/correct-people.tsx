import { useSignal } from '@preact/signals';
import type { Call } from '../../data/calls.ts';
import { earshot } from '../../data/client.ts';
import { useCommand } from '../../data/command.ts';
import { labelOf, ROLE_NAMES, type Role } from '../../data/speakers.ts';
import { Problem } from '../problem.tsx';

interface Person {
  readonly label: string;
  readonly role: Role;
  readonly name: string;
}

interface CorrectPeopleProps {
  readonly call: Call;
  readonly onDone: (isChanged: boolean) => void;
}

/** Says who speaks in a call. What a person said earlier stays, unless it is changed here. */
export function CorrectPeople({ call, onDone }: CorrectPeopleProps) {
  const { hash, correction, participants = [] } = call;
  const given = participants.map(({ label, role, name = '' }): Person => ({ label, role, name }));
  const people = useSignal<readonly Person[]>(given);
  const command = useCommand();
  const [one, other] = people.value;
  const change = (label: string, to: Partial<Person>) => {
    people.value = people.value.map((person) => (person.label === label ? { ...person, ...to } : person));
  };
  const save = (roles: ReturnType<typeof corrected>) =>
    command.run(
      () => earshot.PUT('/calls/{hash}/participants', { params: { path: { hash } }, body: { participants: roles } }),
      () => onDone(true),
    );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const roles = corrected(given, people.value, correction?.participants ?? []);
        if (roles.length === 0) onDone(false);
        else save(roles);
      }}
    >
      <h2 id="people-title">Who speaks?</h2>
      {people.value.map((person, at) => (
        <fieldset key={person.label} class="person">
          <legend>
            Speaker {at + 1} <span class="quiet">{quoteOf(call, person.label)}</span>
          </legend>
          <label>
            Role of speaker {at + 1}
            <select
              value={person.role}
              onChange={(event) => change(person.label, { role: event.currentTarget.value as Role })}
            >
              {Object.entries(ROLE_NAMES).map(([role, name]) => (
                <option key={role} value={role}>
                  {name ?? 'Not known'}
                </option>
              ))}
            </select>
          </label>
          <label>
            Name of speaker {at + 1}
            <input
              value={person.name}
              maxLength={256}
              onInput={(event) => change(person.label, { name: event.currentTarget.value })}
            />
          </label>
        </fieldset>
      ))}
      {people.value.length === 2 && one !== undefined && other !== undefined && (
        <button
          type="button"
          onClick={() => {
            people.value = [
              { ...one, role: other.role },
              { ...other, role: one.role },
            ];
          }}
        >
          Swap the roles
        </button>
      )}
      <Problem text={command.problem.value} />
      <div class="controls">
        <button type="submit" disabled={command.isBusy.value}>
          Save
        </button>
        <button type="button" onClick={() => onDone(false)}>
          Cancel
        </button>
        {correction !== undefined && (
          <button type="button" class="plain" disabled={command.isBusy.value} onClick={() => save([])}>
            Withdraw the correction
          </button>
        )}
      </div>
    </form>
  );
}

/**
 * What to send: what a person changes now, and what a person said earlier, which the API would forget otherwise. The rest is
 * left to the server, since names follow roles.
 */
function corrected(
  given: readonly Person[],
  now: readonly Person[],
  earlier: readonly { readonly label: string; readonly role?: Role; readonly name?: string }[],
) {
  return now.flatMap(({ label, role, name }) => {
    const before = given.find((each) => each.label === label);
    const said = earlier.find((each) => each.label === label);
    const isRoleSaid = role !== before?.role || said?.role !== undefined;
    const isNameSaid = name.trim() !== '' && (name !== before?.name || said?.name !== undefined);
    if (!isRoleSaid && !isNameSaid) return [];
    return [{ label, ...(isRoleSaid && { role }), ...(isNameSaid && { name: name.trim() }) }];
  });
}

const QUOTE_LENGTH = 80;

/** What somebody says first, to know who that is. */
function quoteOf({ segments = [] }: Call, label: string): string {
  const text = segments.find((segment) => labelOf(segment) === label)?.text ?? '';
  if (text === '') return '';
  return text.length > QUOTE_LENGTH ? `“${text.slice(0, QUOTE_LENGTH)} …”` : `“${text}”`;
}
