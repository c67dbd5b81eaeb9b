/* What the page remembers in this browser. A browser that keeps nothing is no fault. */

export function kept(name: string): string | undefined {
  try {
    return localStorage.getItem(`earshot.${name}`) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a value; without one, forgets the name. */
export function keep(name: string, value?: string): void {
  try {
    if (value === undefined) localStorage.removeItem(`earshot.${name}`);
    else localStorage.setItem(`earshot.${name}`, value);
  } catch {
    // The browser keeps nothing, such as in a private window.
  }
}
