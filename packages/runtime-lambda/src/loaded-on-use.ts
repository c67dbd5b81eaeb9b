type UseCases = Readonly<Record<string, object>>;

/** Use cases that are loaded when one of them is first called. Their methods return promises. */
export function loadedOnUse<T extends { readonly [K in keyof T]: object }>(load: () => Promise<T>): T {
  let loaded: Promise<T> | undefined;
  const useCase = (name: string) =>
    new Proxy({} as Record<string, unknown>, {
      get:
        (_, method: string) =>
        async (...input: unknown[]) => {
          loaded ??= load();
          const found = ((await loaded) as unknown as UseCases)[name] as Record<
            string,
            (...args: unknown[]) => unknown
          >;
          return found[method]?.(...input);
        },
    });
  return new Proxy({} as T, { get: (_, name: string) => useCase(name) });
}
