import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AWS_VARIABLES } from '@earshot/adapters-aws';
import { ERROR_CODES } from '@earshot/core';
import { METRICS } from '@earshot/runtime-lambda';
import { describe, expect, it, vi } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const DOCUMENTS = globSync(['*.md', 'docs/**/*.md', 'packages/*/*.md', 'examples/*.md'], { cwd: ROOT }).sort();
const SNIPPETS = globSync('docs/snippets/*.ts', { cwd: ROOT }).sort();

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
/** What a pattern finds, each once. */
const all = (text: string, pattern: RegExp) => [...new Set([...text.matchAll(pattern)].map(([, name = '']) => name))];

const CODE = /^```[\s\S]*?^```$/gm;

interface Block {
  readonly document: string;
  /** What the comment before it says: `snippet` or `prints`, and the file meant. */
  readonly mark: string | undefined;
  readonly file: string;
  readonly language: string;
  readonly text: string;
}

const BLOCKS = DOCUMENTS.flatMap((document): Block[] =>
  [...read(document).matchAll(/(?:<!-- (\w+): (\S+) -->\n)?^```(\w*)\n([\s\S]*?)^```$/gm)].map(
    ([, mark, file = '', language = '', text = '']) => ({ document, mark, file, language, text }),
  ),
);

/** The names that GitHub gives to a document's headings. */
function anchorsOf(path: string): readonly string[] {
  const headings = read(path)
    .replaceAll(CODE, '')
    .matchAll(/^#+ (.+)$/gm);
  return [...headings].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

describe('snippets', () => {
  it.each(BLOCKS.filter(({ mark }) => mark === 'snippet'))('$document shows $file as it is', ({ file, text }) => {
    expect(text).toBe(read(file));
  });

  it('are the only TypeScript in the documents', () => {
    const loose = BLOCKS.filter(({ language, mark }) => ['ts', 'js', 'mjs'].includes(language) && mark !== 'snippet');
    expect(loose.map(({ document, text }) => `${document}: ${text}`)).toEqual([]);
  });

  it('are all shown somewhere', () => {
    const shown = new Set(BLOCKS.filter(({ mark }) => mark === 'snippet').map(({ file }) => file));
    expect(SNIPPETS.filter((path) => !shown.has(path))).toEqual([]);
  });

  it.each(SNIPPETS.filter((path) => !path.endsWith('.test.ts')))(
    '%s runs, and prints what is said of it',
    async (path) => {
      const log = vi.spyOn(console, 'log').mockImplementation(() => {});
      try {
        await import(join(ROOT, path));
        const printed = log.mock.calls.map((words) => `${words.join(' ')}\n`).join('');
        const told = BLOCKS.filter(({ mark, file }) => mark === 'prints' && file === path).map(({ text }) => text);
        expect(told).toEqual(printed === '' ? [] : [printed]);
      } finally {
        log.mockRestore();
      }
    },
  );
});

describe('what documents name', () => {
  it('docs/errors.md has one heading per error code', () => {
    const headings = [...read('docs/errors.md').matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual(ERROR_CODES);
  });

  it('every term of docs/glossary.md is in code under the name that it gives', () => {
    const rows = [...read('docs/glossary.md').matchAll(/^\| (?!term|-)([^|]+) \|([^|]+)\|([^|]+)\|$/gm)];
    const exported = [
      read('packages/core/src/index.ts'),
      read('packages/core/src/testing/index.ts'),
      read('packages/adapters-local/src/index.ts'),
    ].join('\n');
    expect(rows.length).toBeGreaterThanOrEqual(20);
    for (const [, term = '', , code = ''] of rows) {
      const names = all(code, /`(\w+)`/g);
      expect(names, term).not.toEqual([]);
      expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(exported))).toEqual([]);
    }
  });

  it.each(DOCUMENTS)('links in %s lead somewhere', (document) => {
    const links = [
      ...read(document)
        .replaceAll(CODE, '')
        .matchAll(/\]\(([^)\s]+)\)|<img [^>]*src="([^"]+)"/g),
    ];
    const broken = links
      .map(([, link, image]) => link ?? image ?? '')
      .filter((link) => {
        const [path = '', anchor] = link.split('#');
        const target = path === '' ? document : join(dirname(document), path);
        if (!existsSync(join(ROOT, target))) return true;
        return anchor !== undefined && !anchorsOf(target).includes(anchor);
      });
    expect(broken).toEqual([]);
  });

  it.each(DOCUMENTS)('files and folders named in %s exist', (document) => {
    const named = [
      ...read(document)
        .replaceAll(CODE, '')
        .matchAll(/`((?:packages|docs|examples|\.ci|\.changeset)\/[^`\s<>…*]*)`/g),
    ];
    const missing = named.map(([, path = '']) => path).filter((path) => !existsSync(join(ROOT, path)));
    expect(missing).toEqual([]);
  });

  it.each(DOCUMENTS)('npm scripts named in %s exist', (document) => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = [...read(document).matchAll(/\bnpm (?:run (?:--silent )?([\w:-]+)|(start|test)\b)/g)];
    const missing = named.map(([, run, short]) => run ?? short ?? '').filter((name) => !(name in scripts));
    expect(missing).toEqual([]);
  });

  it('the commands, options and variables of the command line are those that it has', () => {
    const documents = [
      'README.md',
      'docs/aws.md',
      'docs/cli.md',
      'docs/http-api.md',
      'docs/local.md',
      'packages/runtime-node/README.md',
    ];
    const told = documents.map(read).join('\n');
    const cli = globSync('packages/runtime-node/src/cli/*.ts', { cwd: ROOT }).map(read).join('\n');

    expect(all(told, /`(?:npx )?earshot (\w+)/g).toSorted()).toEqual(all(cli, /\.command\('(\w+)'\)/g).toSorted());
    const options = all(cli, /'(--[a-z-]+)[ ']/g);
    expect(
      all(told, /(--[a-z][a-z-]+)/g).filter(
        (name) => !['--help', '--pack-destination'].includes(name) && !options.includes(name),
      ),
    ).toEqual([]);
    const variables = all(read('packages/runtime-node/src/environment.ts'), /^ {2}(EARSHOT_\w+): (?:z|listOf)\b/gm);
    expect(all(read('docs/cli.md'), /`(EARSHOT_\w+)`/g).toSorted()).toEqual(variables.toSorted());
  });

  it('docs/aws.md tells of every variable of a deployment, and of no other', () => {
    const own = all(read('packages/runtime-lambda/src/environment.ts'), /^ {2}(EARSHOT_\w+): z/gm);
    const told = all(read('docs/aws.md'), /`(EARSHOT_\w+)`/g);
    expect(told.toSorted()).toEqual([...Object.keys(AWS_VARIABLES), ...own].toSorted());
  });

  it('docs/aws.md tells of every metric', () => {
    const metrics = /^\| metric \|[\s\S]*?\n\n/m.exec(read('docs/aws.md'))?.[0] ?? '';
    expect(all(metrics, /`(\w+)`/g).toSorted()).toEqual(Object.keys(METRICS).toSorted());
  });

  it("docs/aws.md tells of each function's permissions as the functions were seen to need them", () => {
    const [head = '', ...rows] = /^\| action \|[\s\S]*?\n\n/m.exec(read('docs/aws.md'))?.[0].trim().split('\n') ?? [];
    const cells = (row: string) => row.split('|').map((cell) => cell.trim().replaceAll('`', ''));
    const told = (name: string, words: readonly string[]) => {
      const column = cells(head).indexOf(name);
      return rows.filter((row) => words.includes(cells(row)[column] ?? '')).map((row) => cells(row)[1]);
    };
    const seen = JSON.parse(read('packages/runtime-lambda/iam-actions.json')) as Record<
      string,
      { sent: string[]; onBehalf: string[] }
    >;
    for (const [name, { sent, onBehalf }] of Object.entries(seen)) {
      expect(told(name, ['sends', 'both'])).toEqual(sent);
      expect(told(name, ['for it', 'both'])).toEqual(onBehalf);
    }
  });
});
