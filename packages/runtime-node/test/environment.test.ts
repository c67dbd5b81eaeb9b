import { expect, it } from 'vitest';
import { DEFAULT_PORT, readSettings } from '../src/environment.js';

it('listens on this machine only, unless told otherwise', () => {
  expect(readSettings({})).toEqual({
    host: '127.0.0.1',
    port: DEFAULT_PORT,
    tokenSecret: undefined,
    corsOrigins: [],
    token: undefined,
    allowedHosts: [],
    server: undefined,
    data: undefined,
    defaultData: expect.stringMatching(/earshot/i),
    copies: undefined,
    formatModules: [],
    rulesets: [],
    files: false,
    model: 'base',
    modelsFolder: undefined,
    programs: '',
    notices: { callIds: false },
  });
});

it('reads what it is told', () => {
  const settings = readSettings({
    EARSHOT_HOST: '0.0.0.0',
    EARSHOT_PORT: '80',
    EARSHOT_TOKEN_SECRET: 'sixteen letters!',
    EARSHOT_CORS_ORIGINS: 'https://a.example/, https://b.example',
    EARSHOT_TOKEN: '0123456789abcdef',
    EARSHOT_ALLOWED_HOSTS: 'Calls.Example:8443, 192.0.2.1',
    EARSHOT_SERVER: 'https://calls.example',
    EARSHOT_DATA: '/calls',
    EARSHOT_COPIES: 'redacted',
    EARSHOT_FILES: 'true',
    EARSHOT_MODEL: 'tiny',
    EARSHOT_MODELS_FOLDER: '/models',
    EARSHOT_NOTIFY_COMMAND: '/bin/notify',
    EARSHOT_NOTIFY_WEBHOOK_URL: 'https://calls.example/notices',
    EARSHOT_NOTIFY_WEBHOOK_SECRET: 'an invented secret',
    EARSHOT_NOTIFY_EVENT_BUS: 'calls',
    EARSHOT_NOTIFY_TOPIC_ARN: 'arn:aws:sns:eu-central-1:000000000000:calls',
    EARSHOT_NOTIFY_CALL_IDS: 'true',
    PATH: '/bin',
  });
  expect(settings).toMatchObject({
    host: '0.0.0.0',
    port: 80,
    tokenSecret: 'sixteen letters!',
    corsOrigins: ['https://a.example', 'https://b.example'],
    token: '0123456789abcdef',
    allowedHosts: ['calls.example', '192.0.2.1'],
    server: 'https://calls.example',
    data: '/calls',
    copies: 'redacted',
    files: true,
    model: 'tiny',
    modelsFolder: '/models',
    programs: '/bin',
    notices: {
      command: '/bin/notify',
      webhookUrl: 'https://calls.example/notices',
      webhookSecret: 'an invented secret',
      eventBus: 'calls',
      topicArn: 'arn:aws:sns:eu-central-1:000000000000:calls',
      callIds: true,
    },
  });
});

it.each([
  ['EARSHOT_PORT', '65536'],
  ['EARSHOT_PORT', ''],
  ['EARSHOT_SERVER', 'nowhere'],
  ['EARSHOT_TOKEN_SECRET', 'short'],
  ['EARSHOT_TOKEN', ''],
  ['EARSHOT_TOKEN', '0123456789abcde'],
  ['EARSHOT_CORS_ORIGINS', 'https://a.example, b.example'],
  ['EARSHOT_ALLOWED_HOSTS', 'https://a.example'],
  ['EARSHOT_MODEL', 'huge'],
  ['EARSHOT_COPIES', 'masked'],
  ['EARSHOT_FILES', 'yes'],
  ['EARSHOT_DATA', ''],
])('refuses %s=%j by name', (name, value) => {
  expect(() => readSettings({ [name]: value })).toThrow(
    expect.objectContaining({ code: 'EARSHOT_INVALID_INPUT', details: expect.objectContaining({ field: name }) }),
  );
});
