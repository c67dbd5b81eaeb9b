import type { components } from '@earshot/client';
import { signal } from '@preact/signals';
import { earshot } from './client.ts';

type Session = components['schemas']['Session'];

/** Who uses the page: `unknown` until the server has said so, `out` where it wants a token first. */
export const session = signal<'unknown' | 'out' | Session>('unknown');

/** Whether a sign-in ran out while somebody was at work. What they see and have typed stays. */
export const isExpired = signal(false);

/** How often somebody has signed in: what was refused before is asked for again. */
export const signIns = signal(0);

const askedBefore = new WeakMap<Request, number>();

earshot.use({
  onRequest({ request }) {
    askedBefore.set(request, signIns.peek());
  },
  onResponse({ request, response, schemaPath }) {
    // What was asked for before somebody signed in says nothing about now.
    const isLate = askedBefore.get(request) !== signIns.peek();
    if (response.status !== 401 || schemaPath === '/session' || isLate) return;
    if (typeof session.peek() === 'object') isExpired.value = true;
    else session.value = 'out';
  },
});

/** Asks the server who uses the page. */
export async function findSession(): Promise<void> {
  const before = signIns.peek();
  const { data, response } = await earshot.GET('/session');
  if (before !== signIns.peek()) return;
  if (data !== undefined) {
    session.value = data;
    isExpired.value = false;
  } else if (response.status === 401) session.value = 'out';
  else throw new Error(`The server answered with ${response.status}.`);
}

/** Signs in. @returns why not, if the server refuses */
export async function signIn(token: string): Promise<string | undefined> {
  const { error } = await earshot.POST('/session', { body: { token } });
  if (error !== undefined) return error.detail;
  signIns.value++;
  await findSession();
  return undefined;
}

/** Signs out. */
export async function signOut(): Promise<void> {
  await earshot.DELETE('/session');
  session.value = 'out';
}

/** Whether the person has a scope. The page hides what is refused anyway. */
export function mayDo(scope: Session['scopes'][number]): boolean {
  return typeof session.value === 'object' && session.value.scopes.includes(scope);
}

/** Whether the person may upload recordings, and the server takes them. */
export function mayUpload(): boolean {
  return typeof session.value === 'object' && session.value.can_upload === true;
}
