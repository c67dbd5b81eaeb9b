import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TEST_ACCOUNT } from '@earshot/aws-test-servers';
import { afterAll } from 'vitest';
import { createApp } from '../lib/app.ts';
import { defineSettings, type SettingsInput } from '../lib/settings.ts';
import type { Template } from './template.ts';

/** What a synthesis left behind. */
export interface Synthesis {
  readonly template: Template;
  /** Where the template lies. */
  readonly file: string;
  /** The folders of the functions' code, by the keys that the template names them with. */
  readonly assets: ReadonlyMap<string, string>;
  /** What cdk-nag found, and why it is as it should be. */
  readonly acknowledged: readonly { readonly rule: string; readonly reason: string }[];
  /** Whether CloudFormation refuses to delete the stack. */
  readonly terminationProtection: boolean;
  /** Warnings of the app itself. */
  readonly warnings: readonly string[];
}

interface Report {
  readonly pluginReports: readonly {
    readonly suppressedViolations?: readonly { readonly ruleName: string; readonly reason: string }[];
  }[];
}

const made = new Map<string, Synthesis>();
const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
}, 60_000);

/** Synthesises settings; the same ones once. @throws Error when cdk-nag, or the CDK's own rules, find something wrong */
export function synthesise(input: SettingsInput, options: { readonly isNew?: boolean } = {}): Synthesis {
  const name = JSON.stringify([input, options]);
  const known = made.get(name) ?? synthesiseOnce(input, options);
  made.set(name, known);
  return known;
}

function synthesiseOnce(input: SettingsInput, options: { readonly isNew?: boolean }): Synthesis {
  const outdir = mkdtempSync(join(tmpdir(), 'earshot-synth-'));
  folders.push(outdir);
  const settings = defineSettings({ account: TEST_ACCOUNT, ...input });
  const { app, stack } = createApp(settings, { outdir, ...options });
  const assembly = app.synth();
  const {
    templateFullPath: file,
    template,
    messages,
    terminationProtection = false,
  } = assembly.getStackByName(stack.stackName);
  const { pluginReports } = JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8')) as Report;
  return {
    template: template as Template,
    file,
    terminationProtection,
    assets: assetsOf(outdir, stack.artifactId),
    acknowledged: pluginReports.flatMap(({ suppressedViolations = [] }) =>
      suppressedViolations.map(({ ruleName, reason }) => ({ rule: ruleName, reason })),
    ),
    warnings: messages.filter(({ level }) => level === 'warning').map(({ entry }) => String(entry.data)),
  };
}

interface AssetFiles {
  readonly files: Readonly<
    Record<
      string,
      {
        readonly source: { readonly path: string };
        readonly destinations: Readonly<Record<string, { readonly objectKey: string }>>;
      }
    >
  >;
}

function assetsOf(outdir: string, artifactId: string): ReadonlyMap<string, string> {
  const { files } = JSON.parse(readFileSync(join(outdir, `${artifactId}.assets.json`), 'utf8')) as AssetFiles;
  return new Map(
    Object.values(files).flatMap(({ source, destinations }) =>
      Object.values(destinations).map(({ objectKey }) => [objectKey, join(outdir, source.path)] as const),
    ),
  );
}
