import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { OFFLINE } from '../data/loaded.ts';
import { isExpired, signIn } from '../data/session.ts';

/** Where a server wants a token before it shows anything. */
export function SignInPage() {
  return (
    <main class="sign-in">
      <h1>Earshot</h1>
      <SignInForm />
    </main>
  );
}

/** Asks for the token again, over what somebody works at. */
export function SignInAgain() {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const { current } = dialog;
    current?.showModal();
    // Gives the focus back to where it was.
    return () => current?.close();
  }, []);
  const dismiss = () => {
    isExpired.value = false;
  };
  return (
    <dialog ref={dialog} aria-labelledby="sign-in-again" onClose={dismiss}>
      <h2 id="sign-in-again">Sign in again</h2>
      <p>Your sign-in ran out. What you have typed is still there.</p>
      <SignInForm />
    </dialog>
  );
}

/** Asks for a token of the server, and trades it for a cookie that scripts can't read. */
function SignInForm() {
  const refusal = useSignal<string | undefined>(undefined);
  const isBusy = useSignal(false);
  const submit = async (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault();
    const token = String(new FormData(event.currentTarget).get('token'));
    isBusy.value = true;
    refusal.value = await signIn(token).catch(() => OFFLINE);
    isBusy.value = false;
  };
  return (
    <form class="sign-in-form" onSubmit={(event) => void submit(event)}>
      <label>
        Access token
        <input name="token" type="password" autocomplete="current-password" required spellcheck={false} />
      </label>
      <button type="submit" disabled={isBusy.value}>
        Sign in
      </button>
      <p role="alert">{refusal.value}</p>
    </form>
  );
}
