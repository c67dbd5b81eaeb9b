import { userInfo } from 'node:os';

/** Who runs this command: the actor of what they change. */
export function userName(): string {
  try {
    return userInfo().username || 'cli';
  } catch {
    return 'cli';
  }
}
