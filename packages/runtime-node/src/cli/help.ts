import type { Command } from 'commander';

/** Examples of commands that don't have their own, each with what it does where that isn't plain. */
const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  earshot: [
    'earshot ingest recordings/                    transcribe a folder of recordings',
    'earshot query --text "router light"            find calls',
    'earshot show <call>                           read one',
    'earshot export --format markdown --output calls.md',
    'earshot erase <call>',
    'earshot serve                                 see them in a browser',
  ],
  ingest: [
    'earshot ingest call.mp3',
    'earshot ingest recordings/ --verbose          say why files were ignored',
    'earshot ingest export.vtt --understand        summarize a transcript of another system',
  ],
  backfill: [
    'earshot backfill recordings/2025 --dry-run',
    'earshot backfill s3://archive/2025/ --adapters aws --from 2025-06-01',
  ],
  query: [
    'earshot query --from 7d --agent Zoe',
    `earshot query --text '"router light"'         calls with the phrase`,
    'earshot query --state failed --limit 100 | cut -f3',
    'earshot query --ingest examples --json',
  ],
  show: ['earshot show gym-charged-twice', 'earshot show 3fa8c1d2                         the beginning of its hash'],
  export: [
    'earshot export --format csv --from 2026-09-01 --output september.csv',
    'earshot export --format markdown --call-id gym-charged-twice',
    'earshot export --format vtt --output captions/',
  ],
  serve: [
    'earshot serve                                 then open http://127.0.0.1:8710',
    'earshot serve --watch ~/recordings --port 0   on any free port',
    'earshot serve --host 0.0.0.0 --token-file token.txt',
  ],
  watch: ['earshot watch ~/recordings', 'earshot watch /mnt/pbx --poll 10'],
  restart: ['earshot restart gym-charged-twice', 'earshot restart --state failed --from 7d'],
  roles: ['earshot roles gym-charged-twice', 'earshot roles gym-charged-twice --agent spk_1 --name spk_1=Zoe'],
  rescore: ['earshot rescore', 'earshot rescore gym-charged-twice --rulesets rules.json'],
  derive: ['earshot derive', 'earshot derive --rebuild'],
  index: ['earshot index', 'earshot index --rebuild'],
  doctor: ['earshot doctor', 'earshot doctor --json | jq .state'],
  worker: ['earshot worker', 'earshot worker --sweep-every 5'],
  dlq: ['earshot dlq list', 'earshot dlq show <message>', 'earshot dlq redrive', 'earshot dlq discard <message>'],
};

/** The groups of `earshot --help`, in their order. */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  'Ingest recordings and results:': ['ingest', 'watch', 'serve', 'upload', 'backfill'],
  'Find and read calls:': ['query', 'search', 'show', 'export', 'jobs'],
  'Coaching:': ['coach', 'insights', 'agents', 'rescore'],
  'Change and delete calls:': ['roles', 'restart', 'erase'],
  'Maintenance:': ['doctor', 'dlq', 'index', 'derive'],
  'On AWS (others take --adapters aws):': ['worker'],
};

/** Adds examples to commands, and sorts the commands of the program into groups. */
export function withHelp(program: Command): Command {
  for (const command of [program, ...program.commands]) {
    const examples = EXAMPLES[command.name()];
    if (examples === undefined) continue;
    // Those of a group of commands are those of its members, too.
    const place = command !== program && command.commands.length > 0 ? 'afterAll' : 'after';
    command.addHelpText(place, ['', 'Examples:', ...examples.map((example) => `  $ ${example}`)].join('\n'));
  }
  const order = Object.values(GROUPS).flat();
  const headingOf = (name: string) => Object.entries(GROUPS).find(([, names]) => names.includes(name))?.[0];
  for (const command of program.commands) command.helpGroup(headingOf(command.name()) ?? '');
  program.commandsGroup('Maintenance:').helpCommand('help [command]', 'show the help of a command');
  (program.commands as Command[]).sort((a, b) => order.indexOf(a.name()) - order.indexOf(b.name()));
  return program;
}
