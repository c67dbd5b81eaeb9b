import { resolve } from 'node:path';
import type { StartReceipt } from '@earshot/adapters-http';
import { EarshotError, isEarshotError, printable, printableJson, RECORDING_KINDS } from '@earshot/core';
import { type Command, Option } from 'commander';
import { DEFAULT_PORT } from '../environment.js';
import { uploadClient } from '../upload/upload-client.js';
import { type UploadFacts, type UploadOptions, uploadFile } from '../upload/upload-file.js';
import { removeExpired } from '../upload/upload-state.js';
import { type TokenOptions, tokenOf, withToken } from './access-token-option.js';
import type { Context } from './context.js';
import { dataFolder } from './data-option.js';
import { positive, wholeNumber } from './query-options.js';
import { styled } from './terminal.js';
import { parseExactTime } from './times.js';
import { uploadBar } from './upload-bar.js';

interface Options extends TokenOptions {
  readonly server?: string;
  readonly callId?: string;
  readonly recordedAt?: number;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly kind?: UploadFacts['kind'];
  readonly parallel: number;
  readonly patience: number;
  readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  $ earshot upload call.wav
  $ earshot upload recordings/*.mp3 --metadata queue=billing --metadata agent=Zoe
  $ earshot upload call.wav --call-id PBX-42 --recorded-at 2026-09-14T09:30:00Z
  $ earshot upload meeting.mp4 --kind video --server https://earshot.example --token-file token.txt

After an interruption, run the same command again: only the parts that are missing are sent.`;

/** `earshot upload`: sends recordings to a running `earshot serve`, in parts, and makes calls of them. */
export function addUploadCommand(program: Command, context: Context, exit: (code: number) => void): void {
  const command = program
    .command('upload')
    .description('upload recordings to a running "earshot serve"; run it again after an interruption to continue')
    .argument('<file...>', 'recordings')
    .option('--server <url>', 'the "earshot serve" to send them to (default: EARSHOT_SERVER, else this machine)')
    .option('--call-id <id>', 'the id of the call (default: the name of the file, with digits)')
    .option('--recorded-at <time>', 'when it was recorded, such as 2026-09-14T09:30:00Z', parseExactTime)
    .option('--metadata <key=value>', 'metadata of the calls; may be given several times', metadataIn)
    .addOption(new Option('--kind <kind>', 'whether movies are analyzed as sound or as video').choices(RECORDING_KINDS))
    .option('--parallel <count>', 'parts to send at the same time', wholeNumber(1, 32), 4)
    .option('--patience <seconds>', 'give up when the server is gone for so long', positive, 120)
    .option('--json', 'print a line of JSON for each file')
    .addHelpText('after', EXAMPLES);
  withToken(command, 'send the token in this file to the server (default: EARSHOT_TOKEN)').action(
    async (files: readonly string[], options: Options) => {
      if (options.callId !== undefined && files.length > 1) {
        throw new EarshotError('EARSHOT_INVALID_INPUT', `--call-id names one call (got ${files.length} files)`, {
          details: { field: '--call-id', expected: 'one file', found: files.length },
        });
      }
      exit((await uploadAll(context, files, options)) ? 0 : 1);
    },
  );
}

/** @returns whether all of them are calls now */
async function uploadAll(context: Context, files: readonly string[], options: Options): Promise<boolean> {
  const stopping = new AbortController();
  void context.untilStopped().then(() => stopping.abort());
  const uploading = await uploadOptionsOf(context, options, stopping.signal);
  await removeExpired(uploading.dataFolder, Date.now());
  let isWell = true;
  for (const file of files) {
    if (stopping.signal.aborted) return false;
    const bar = uploadBar(context.stderr, file);
    try {
      const receipt = await uploadFile(resolve(file), uploading, bar);
      bar.stop();
      sayUploaded(context, file, receipt, options);
    } catch (error) {
      bar.stop();
      if (!isEarshotError(error)) throw error;
      sayFailed(context, file, error, options);
      isWell = false;
    }
  }
  return isWell;
}

async function uploadOptionsOf(context: Context, options: Options, signal: AbortSignal): Promise<UploadOptions> {
  const { settings } = context;
  const { parallel, patience, callId, recordedAt, metadata, kind } = options;
  const server = options.server ?? settings.server ?? `http://127.0.0.1:${settings.port || DEFAULT_PORT}`;
  if (!URL.canParse(server) || !/^https?:/.test(server)) {
    throw new EarshotError('EARSHOT_INVALID_INPUT', `--server must be a URL of http or https (got ${server})`, {
      details: { field: '--server', expected: 'http://host:port', found: server },
    });
  }
  return {
    client: uploadClient(server, await tokenOf(context, options)),
    server,
    dataFolder: dataFolder(context, {}),
    parallel,
    patienceMs: patience * 1_000,
    signal,
    facts: {
      ...(callId !== undefined && { call_id: callId }),
      ...(recordedAt !== undefined && { recorded_at: new Date(recordedAt).toISOString() }),
      ...(metadata && { metadata }),
      ...(kind && { kind }),
    },
  };
}

function sayUploaded({ stdout }: Context, file: string, receipt: StartReceipt, { json }: Options): void {
  const { call_id, hash, state, status } = receipt;
  if (json) stdout.write(`${printableJson({ file, call_id, hash, state, status })}\n`);
  else stdout.write(`uploaded ${printable(file)}: call ${styled(stdout, 'bold', printable(call_id))}, ${state}\n`);
}

function sayFailed({ stdout, stderr }: Context, file: string, error: EarshotError, { json }: Options): void {
  const { code, message } = error;
  if (json) stdout.write(`${printableJson({ file, code, reason: message })}\n`);
  else stderr.write(`${styled(stderr, 'red', printable(file))}: ${code}: ${printable(message)}\n`);
}

/** Parses `key=value`. */
function metadataIn(written: string, before: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const at = written.indexOf('=');
  if (at > 0) return { ...before, [written.slice(0, at)]: written.slice(at + 1) };
  throw new EarshotError('EARSHOT_INVALID_INPUT', `--metadata must be key=value (got ${written})`, {
    details: { field: '--metadata', expected: 'key=value', found: written },
  });
}
