import { BEARER_TOKEN, corsOrigin } from '@earshot/adapters-http';
import { COPIES, type Copies, EarshotError, isEarshotError } from '@earshot/core';
import envPaths from 'env-paths';
import { z } from 'zod';
import { allowedHost } from './allowed-host.js';
import { TOKEN_EXPECTED } from './secret-file.js';

/** The default port of `earshot serve`, and where the other commands look for it. */
export const DEFAULT_PORT = 8710;

/** Values separated by commas, each of which is read. What a reader refuses is an issue of the variable. */
const listOf = (read: (text: string) => string) =>
  z
    .string()
    .transform((list, context) =>
      list.split(',').flatMap((entry) => {
        try {
          return entry.trim() === '' ? [] : read(entry.trim());
        } catch (error) {
          if (!isEarshotError(error)) throw error;
          context.addIssue({ code: 'custom', message: `expected ${String(error.details['expected'])}` });
          return [];
        }
      }),
    )
    .default([]);

const Environment = z.object({
  EARSHOT_HOST: z.string().min(1).default('127.0.0.1'),
  EARSHOT_PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'expected a port number')
    .transform(Number)
    .pipe(z.int().max(65_535))
    .default(DEFAULT_PORT),
  EARSHOT_TOKEN_SECRET: z.string().min(16).optional(),
  EARSHOT_TOKEN: z.string().regex(BEARER_TOKEN, `expected ${TOKEN_EXPECTED}`).optional(),
  EARSHOT_ALLOWED_HOSTS: listOf((host) => allowedHost(host)),
  EARSHOT_CORS_ORIGINS: listOf((origin) => corsOrigin(origin)),
  EARSHOT_SERVER: z.url().optional(),
  EARSHOT_DATA: z.string().min(1).optional(),
  EARSHOT_COPIES: z.enum(COPIES).optional(),
  EARSHOT_FORMATS: listOf((specifier) => specifier),
  EARSHOT_RULESETS: listOf((specifier) => specifier),
  EARSHOT_FILES: z.enum(['true', 'false']).default('false'),
  EARSHOT_MODEL: z.enum(['base', 'tiny']).default('base'),
  EARSHOT_LANGUAGE: z.string().min(1).optional(),
  EARSHOT_NAME_PATTERN: z.string().min(1).optional(),
  EARSHOT_TIME_ZONE: z.string().min(1).optional(),
  EARSHOT_MODELS_FOLDER: z.string().min(1).optional(),
  EARSHOT_NOTIFY_COMMAND: z.string().min(1).optional(),
  EARSHOT_NOTIFY_WEBHOOK_URL: z.string().min(1).optional(),
  EARSHOT_NOTIFY_WEBHOOK_SECRET: z.string().min(1).optional(),
  EARSHOT_NOTIFY_EVENT_BUS: z.string().min(1).optional(),
  EARSHOT_NOTIFY_TOPIC_ARN: z.string().min(1).optional(),
  EARSHOT_NOTIFY_CALL_IDS: z.enum(['true', 'false']).default('false'),
  PATH: z.string().default(''),
});

/** Where notices go, as the environment and the options say. Absent targets get none. */
export interface NoticeSettings {
  /** A program, or a JSON array of a program and its arguments. */
  readonly command?: string | undefined;
  readonly webhookUrl?: string | undefined;
  readonly webhookSecret?: string | undefined;
  /** A name or an ARN. */
  readonly eventBus?: string | undefined;
  readonly topicArn?: string | undefined;
  /** Whether notices carry call ids. */
  readonly callIds: boolean;
}

export interface Settings {
  readonly host: string;
  readonly port: number;
  readonly tokenSecret: string | undefined;
  readonly corsOrigins: readonly string[];
  /** What requests to `earshot serve` must carry, and what the reading commands send. */
  readonly token: string | undefined;
  /** Hosts that requests may ask `earshot serve` for. */
  readonly allowedHosts: readonly string[];
  /** The `earshot serve` that the reading commands are told to ask. */
  readonly server: string | undefined;
  /** The folder that calls are told to be kept in. */
  readonly data: string | undefined;
  /** The folder that they are stored in when nothing is told: where the platform has data of users lie. */
  readonly defaultData: string;
  /** Which copies of results to keep; absent: what the data folder keeps. */
  readonly copies: Copies | undefined;
  /** Modules that export more formats of results. */
  readonly formatModules: readonly string[];
  /** Names and files of the rulesets that calls are coached by; empty: all that Earshot brings. */
  readonly rulesets: readonly string[];
  /** Whether calls of this machine are written as files. */
  readonly files: boolean;
  readonly model: 'base' | 'tiny';
  /** What is spoken in recordings; absent: what a recording's file names, if there is a model for it, else English. */
  readonly language: string | undefined;
  /** Reads names of recordings: a regular expression with named groups. */
  readonly namePattern: string | undefined;
  /** The zone of times in names that state none; absent: the machine's. */
  readonly timeZone: string | undefined;
  /** A folder of speech models, in place of the packages that ship them. */
  readonly modelsFolder: string | undefined;
  /** Where programs are looked for. */
  readonly programs: string;
  readonly notices: NoticeSettings;
}

/**
 * Reads the environment: the only place that does.
 * @throws EarshotError `EARSHOT_INVALID_INPUT` that names every wrong variable at once
 */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const parsed = Environment.safeParse(environment);
  if (!parsed.success) {
    const issues = parsed.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }));
    const named = issues.map(({ field, message }) => `${field}: ${message}`).join('; ');
    throw new EarshotError('EARSHOT_INVALID_INPUT', named, { details: { field: issues[0]?.field, issues } });
  }
  const { EARSHOT_HOST: host, EARSHOT_PORT: port, EARSHOT_SERVER: server } = parsed.data;
  return {
    host,
    port,
    server,
    tokenSecret: parsed.data.EARSHOT_TOKEN_SECRET,
    corsOrigins: parsed.data.EARSHOT_CORS_ORIGINS,
    token: parsed.data.EARSHOT_TOKEN,
    allowedHosts: parsed.data.EARSHOT_ALLOWED_HOSTS,
    data: parsed.data.EARSHOT_DATA,
    defaultData: envPaths('earshot', { suffix: '' }).data,
    copies: parsed.data.EARSHOT_COPIES,
    formatModules: parsed.data.EARSHOT_FORMATS,
    rulesets: parsed.data.EARSHOT_RULESETS,
    files: parsed.data.EARSHOT_FILES === 'true',
    model: parsed.data.EARSHOT_MODEL,
    language: parsed.data.EARSHOT_LANGUAGE,
    namePattern: parsed.data.EARSHOT_NAME_PATTERN,
    timeZone: parsed.data.EARSHOT_TIME_ZONE,
    modelsFolder: parsed.data.EARSHOT_MODELS_FOLDER,
    programs: parsed.data.PATH,
    notices: {
      command: parsed.data.EARSHOT_NOTIFY_COMMAND,
      webhookUrl: parsed.data.EARSHOT_NOTIFY_WEBHOOK_URL,
      webhookSecret: parsed.data.EARSHOT_NOTIFY_WEBHOOK_SECRET,
      eventBus: parsed.data.EARSHOT_NOTIFY_EVENT_BUS,
      topicArn: parsed.data.EARSHOT_NOTIFY_TOPIC_ARN,
      callIds: parsed.data.EARSHOT_NOTIFY_CALL_IDS === 'true',
    },
  };
}
