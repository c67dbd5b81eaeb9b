import { useSignal } from '@preact/signals';
import { signIn } from '../data/session.ts';

/** Asks for a token of the server, and trades it for a cookie that scripts can't read. */
export function SignInPage() {
  const refusal = useSignal<string | undefined>(undefined);
  const isBusy = useSignal(false);
  const submit = async (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault();
    const token = String(new FormData(event.currentTarget).get('token'));
    isBusy.value = true;
    refusal.value = await signIn(token).catch(() => 'The server can’t be reached. Is it running?');
    isBusy.value = false;
  };
  return (
    <main class="sign-in">
      <h1>Earshot</h1>
      <form onSubmit={(event) => void submit(event)}>
        <label>
          Access token
          <input name="token" type="password" autocomplete="current-password" required spellcheck={false} />
        </label>
        <button type="submit" disabled={isBusy.value}>
          Sign in
        </button>
        <p role="alert">{refusal.value}</p>
      </form>
    </main>
  );
}
