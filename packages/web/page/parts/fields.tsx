import { address, goTo, linkTo } from '../data/address.ts';

/** A field of a form whose values are the address. */
interface FieldProps {
  /** In the address. */
  readonly name: string;
  readonly title: string;
}

const given = (name: string): string => address.value.query.get(name) ?? '';

/** Makes the values of a form the address of a page, when they change or are sent. */
export const intoAddress =
  (page: string) =>
  (event: Event & { currentTarget: HTMLFormElement }): void => {
    event.preventDefault();
    const values = [...new FormData(event.currentTarget)].map(([name, value]) => [name, String(value)]);
    goTo(linkTo([page], Object.fromEntries(values)));
  };

/** Choices with their names, and in front of them none. */
export const orAny = (choices: Readonly<Record<string, string>>): readonly (readonly [string, string])[] => [
  ['', 'Any'],
  ...Object.entries(choices),
];

/** A text, with values to choose from. */
export function Suggested({ name, title, values }: FieldProps & { values: readonly { readonly value: string }[] }) {
  return (
    <label>
      {title}
      <input name={name} list={`${name}-values`} defaultValue={given(name)} />
      <datalist id={`${name}-values`}>
        {values.map(({ value }) => (
          <option key={value} value={value} />
        ))}
      </datalist>
    </label>
  );
}

/** One of some values, each with its name. The value of the default is empty, so that the address leaves it out. */
export function Choice({ name, title, choices }: FieldProps & { choices: readonly (readonly [string, string])[] }) {
  return (
    <label>
      {title}
      <select name={name} value={given(name)}>
        {choices.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

/** A day. */
export function Day({ name, title }: FieldProps) {
  return (
    <label>
      {title}
      <input type="date" name={name} defaultValue={given(name)} />
    </label>
  );
}
