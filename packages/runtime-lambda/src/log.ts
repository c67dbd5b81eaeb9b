/** How much is logged: each level includes the ones after it. */
export const LOG_LEVELS = ['DEBUG', 'INFO', 'WARN', 'ERROR', 'SILENT'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** What goes into a line besides level, message and time. */
export type LogFields = Readonly<Record<string, unknown>>;

/** Writes lines of JSON, named as AWS Lambda Powertools names its keys, so that one query reads both. */
export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  /** A log whose every line carries these fields too. */
  with(fields: LogFields): Log;
}

export interface LogOptions {
  readonly level: LogLevel;
  /** Fields of every line. */
  readonly fields?: LogFields;
  /** Names of fields that no line may have. @defaultValue none */
  readonly leaveOut?: readonly string[];
  /** Takes one line, without its end. */
  readonly write: (line: string) => void;
  readonly now?: () => Date;
}

/** A log that writes lines of JSON. Fields that are `undefined` are left out. */
export function createLog({ level, fields = {}, leaveOut = [], write, now = () => new Date() }: LogOptions): Log {
  const hidden = Object.fromEntries(leaveOut.map((name) => [name, undefined]));
  const least = LOG_LEVELS.indexOf(level);
  const at = (name: Exclude<LogLevel, 'SILENT'>) => {
    if (LOG_LEVELS.indexOf(name) < least) return () => {};
    return (message: string, more: LogFields = {}) =>
      write(JSON.stringify({ level: name, message, timestamp: now().toISOString(), ...fields, ...more, ...hidden }));
  };
  return {
    debug: at('DEBUG'),
    info: at('INFO'),
    warn: at('WARN'),
    error: at('ERROR'),
    with: (more) => createLog({ level, fields: { ...fields, ...more }, leaveOut, write, now }),
  };
}
