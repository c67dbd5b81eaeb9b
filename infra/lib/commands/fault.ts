/** A fault that its message says all about. */
export class CommandError extends Error {}
