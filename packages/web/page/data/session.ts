import type { components } from '@earshot/client';
import { signal } from '@preact/signals';
import { earshot } from './client.ts';

type Session = components['schemas']['Session'];

/** Who uses the page: `unknown` until the server has said so, `out` where it wants a token first. */
export const session = signal<'unknown' | 'out' | Session>('unknown');

/** Asks the server who uses the page. */
export async function findSession(): Promise<void> {
  const { data, response } = await earshot.GET('/session');
  if (data !== undefined) session.value = data;
  else if (response.status === 401) session.value = 'out';
  else throw new Error(`The server answered with ${response.status}.`);
}

/** Signs in. @returns why not, if the server refuses */
export async function signIn(token: string): Promise<string | undefined> {
  const { error } = await earshot.POST('/session', { body: { token } });
  if (error !== undefined) return error.detail;
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
