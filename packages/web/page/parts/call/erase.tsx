import { useRef } from 'preact/hooks';
import { goTo, linkTo } from '../../data/address.ts';
import type { Call } from '../../data/calls.ts';
import { earshot } from '../../data/client.ts';
import { useCommand } from '../../data/command.ts';
import { lastList } from '../../data/neighbors.ts';
import { keep } from '../../data/preferences.ts';
import { Problem } from '../problem.tsx';

/** Erases a call, after a question. */
export function Erase({ call }: { readonly call: Call }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const command = useCommand();
  const erase = () =>
    command.run(
      () => earshot.DELETE('/calls/{hash}', { params: { path: { hash: call.hash } } }),
      () => {
        const list = lastList.peek();
        if (list !== undefined) lastList.value = { ...list, hashes: list.hashes.filter((hash) => hash !== call.hash) };
        goTo(list?.link ?? linkTo(['calls']), true);
        keep(`position.${call.hash}`);
      },
    );
  return (
    <section>
      <button type="button" class="danger" onClick={() => dialog.current?.showModal()}>
        Erase …
      </button>
      <dialog ref={dialog} aria-labelledby="erase-title">
        <h2 id="erase-title">Erase this call?</h2>
        <p>This deletes its record, every result document, and its recording if it was uploaded. It can’t be undone.</p>
        <p class="call-name">{call.call_id}</p>
        <Problem text={command.problem.value} />
        <div class="controls">
          <button type="button" onClick={() => dialog.current?.close()}>
            Keep it
          </button>
          <button type="button" class="danger" disabled={command.isBusy.value} onClick={erase}>
            Erase it
          </button>
        </div>
      </dialog>
    </section>
  );
}
