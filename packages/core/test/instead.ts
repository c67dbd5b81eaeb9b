/** The object, with some of its methods replaced. */
export function instead<T extends object>(port: T, methods: Partial<T>): T {
  return new Proxy(port, {
    get: (target, name) => {
      const key = name as keyof T;
      const member = methods[key] ?? target[key];
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}
