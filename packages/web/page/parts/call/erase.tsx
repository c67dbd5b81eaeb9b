import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { goTo, linkTo } from '../../data/address.ts';
import type { Call } from '../../data/calls.ts';
import { earshot } from '../../data/client.ts';
import { keep } from '../../data/preferences.ts';

/** Erases a call, after a question. */
export function Erase({ call }: { readonly call: Call }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const problem = useSignal<string | undefined>(undefined);
  const isBusy = useSignal(false);
  const erase = async () => {
    isBusy.value = true;
    const { error } = await earshot.DELETE('/calls/{hash}', { params: { path: { hash: call.hash } } });
    isBusy.value = false;
    problem.value = error === undefined ? undefined : (error.detail ?? error.title);
    if (error !== undefined) return;
    goTo(linkTo(['calls']), true);
    keep(`position.${call.hash}`);
  };
  const tryToErase = () => {
    erase().catch(() => {
      isBusy.value = false;
      problem.value = 'The server can’t be reached. Is it running?';
    });
  };
  return (
    <>
      <button type="button" class="danger" onClick={() => dialog.current?.showModal()}>
        Erase …
      </button>
      <dialog ref={dialog} aria-labelledby="erase-title">
        <h2 id="erase-title">Erase this call?</h2>
        <p>This deletes its record, every result document, and its recording if it was uploaded. It can’t be undone.</p>
        <p class="call-name">{call.call_id}</p>
        <p role="alert">{problem.value}</p>
        <div class="controls">
          <button type="button" onClick={() => dialog.current?.close()}>
            Keep it
          </button>
          <button type="button" class="danger" disabled={isBusy.value} onClick={tryToErase}>
            Erase it
          </button>
        </div>
      </dialog>
    </>
  );
}
