import type { ComponentChildren } from 'preact';
import { useId, useRef } from 'preact/hooks';
import { useCommand } from '../data/command.ts';
import type { ApiAnswer } from '../data/loaded.ts';
import { Problem } from './problem.tsx';

interface ConfirmProps<T> {
  /** What the button says that opens the question. */
  readonly label: string;
  /** The question. */
  readonly title: string;
  /** What will happen. */
  readonly children: ComponentChildren;
  /** What the button says that answers with yes. */
  readonly action: string;
  /** Whether it can't be undone. */
  readonly isDanger?: boolean;
  readonly ask: () => Promise<ApiAnswer<T>>;
  readonly onDone: (data: T) => void;
}

/** A button that has something done after a question. What goes wrong is said next to the question, which stays open. */
export function Confirm<T>({ label, title, children, action, isDanger, ask, onDone }: ConfirmProps<T>) {
  const dialog = useRef<HTMLDialogElement>(null);
  const { isBusy, problem, run } = useCommand();
  const id = useId();
  const kind = isDanger ? 'danger' : undefined;
  return (
    <>
      <button type="button" class={kind} onClick={() => dialog.current?.showModal()}>
        {label}
      </button>
      <dialog ref={dialog} aria-labelledby={id}>
        <h2 id={id}>{title}</h2>
        {children}
        <Problem text={problem.value} />
        <div class="controls">
          <button type="button" onClick={() => dialog.current?.close()}>
            Cancel
          </button>
          <button
            type="button"
            class={kind}
            disabled={isBusy.value}
            onClick={() =>
              run(ask, (data) => {
                dialog.current?.close();
                onDone(data);
              })
            }
          >
            {action}
          </button>
        </div>
      </dialog>
    </>
  );
}
