import { signal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';

export interface Key {
  /** As `KeyboardEvent.key` has them: each does the same. */
  readonly keys: readonly string[];
  readonly does: string;
  /** Left out where the browser does it already. */
  readonly run?: () => void;
}

interface Group {
  readonly title: string;
  readonly keys: () => readonly Key[];
}

const groups = signal<readonly Group[]>([]);
const dialog: { current: HTMLDialogElement | null } = { current: null };

/** Gives keys a meaning while the part is on the page, and lists them in the help below a title. */
export function useKeys(title: string, keys: readonly Key[]): void {
  const latest = useRef(keys);
  latest.current = keys;
  // At once: what is seen can be used.
  useLayoutEffect(() => {
    const group: Group = { title, keys: () => latest.current };
    groups.value = [...groups.peek(), group];
    return () => {
      groups.value = groups.peek().filter((each) => each !== group);
    };
  }, [title]);
}

/** Shows which keys there are. */
export function showKeys(): void {
  dialog.current?.showModal();
}

const NAMES: Readonly<Record<string, string>> = { ' ': 'Space', ArrowLeft: '←', ArrowRight: '→' };

/** Listens to keys for every page, and lists them when somebody asks. */
export function Keys() {
  useKeys('Everywhere', [{ keys: ['?'], does: 'Show these keys', run: showKeys }]);
  useEffect(() => {
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
  return (
    <dialog ref={dialog} class="keys" aria-labelledby="keys-title">
      <h2 id="keys-title">Keys</h2>
      {groups.value.map(({ title, keys }) => (
        <section key={title}>
          <h3>{title}</h3>
          <dl>
            {keys().map((key) => (
              <div key={key.does}>
                <dt>
                  {key.keys.map((name) => (
                    <kbd key={name}>{NAMES[name] ?? name}</kbd>
                  ))}
                </dt>
                <dd>{key.does}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <button type="button" onClick={() => dialog.current?.close()}>
        Close
      </button>
    </dialog>
  );
}

function press(event: KeyboardEvent): void {
  const { target, key } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || !(target instanceof Element)) return;
  if (target.matches('input:not([type="range"]), select, textarea') || target.closest('dialog') !== null) return;
  if (key === ' ' && target.matches('button, summary')) return;
  const run = groups
    .peek()
    .flatMap((group) => group.keys())
    .find(({ keys }) => keys.includes(key))?.run;
  if (run === undefined) return;
  event.preventDefault();
  run();
}
