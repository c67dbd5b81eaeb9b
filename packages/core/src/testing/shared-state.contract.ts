import * as fc from 'fast-check';
import type { JsonObject } from '../input/json.js';
import type { SharedState } from '../ports/shared-state.js';
import { jsonObjectArbitrary } from './arbitrary-parts.js';
import { assertEqual } from './assert.js';
import { type CaseMaker, type ContractCase, type ContractOptions, casesOver } from './contract.js';
import { ODD_NAMES } from './odd-names.js';
import type { SharedStateContext } from './shared-state.context.js';

/** Far from now, so that nothing may be forgotten yet: 2100. */
const LATER_MS = 4_102_444_800_000;

/**
 * Rules of every {@link SharedState}, as cases.
 * @param create gives a context without values at each call
 */
export function sharedStateContract(
  create: () => SharedState | SharedStateContext | Promise<SharedState | SharedStateContext>,
  options: ContractOptions = {},
): readonly ContractCase[] {
  const maker = casesOver(async (): Promise<SharedStateContext> => {
    const created = await create();
    return 'state' in created ? created : { state: created };
  }, options);
  return [...valueCases(maker), ...writeCases(maker)];
}

function valueCases({ example, pair, property }: CaseMaker<SharedStateContext>): ContractCase[] {
  return [
    pair('two shared states know nothing of each other', async (one, { state }) => {
      await one.state.write('lease', { holder: 'a' }, 0);
      assertEqual(await state.read('lease'), undefined, 'the other one has no value');
    }),
    example('read gives undefined where nothing was written', async ({ state }) => {
      await state.write('lease', { holder: 'a' }, 0);
      assertEqual(await state.read('leas'), undefined, 'another name');
    }),
    property('any value is read as it was written', jsonObjectArbitrary(), async ({ state }, value) => {
      await state.write('value', value, 0);
      assertEqual(await state.read('value'), { value, version: 1 }, 'the value');
    }),
    example('odd and long names are kept apart', async ({ state }) => {
      const names = [...ODD_NAMES, 'a#b', 'notice#https://example.com/hook?a=b#id', 'x'.repeat(500)];
      for (const [number, name] of names.entries()) await state.write(name, { number }, 0);
      for (const [number, name] of names.entries()) {
        assertEqual(await state.read(name), { value: { number }, version: 1 }, `the value of ${name}`);
      }
    }),
    example('changing a value that was written or read changes nothing that is kept', async ({ state }) => {
      const value = { list: ['kept'] };
      await state.write('value', value, 0);
      value.list.push('changed');
      const read = (await state.read('value'))?.value as { list: string[] };
      assertEqual(read, { list: ['kept'] }, 'as written');
      changeIfPossible(read.list);
      assertEqual((await state.read('value'))?.value, { list: ['kept'] }, 'as written');
    }),
  ];
}

function writeCases({ example, property }: CaseMaker<SharedStateContext>): ContractCase[] {
  return [
    example('a write replaces the whole value, and every process sees it', async ({ state, other = state }) => {
      assertEqual(await state.write('lease', { holder: 'a', backlog: true }, 0), true, 'the first write');
      assertEqual(await other.read('lease'), { value: { holder: 'a', backlog: true }, version: 1 }, 'the first value');
      assertEqual(await other.write('lease', { holder: 'b' }, 1), true, 'the second write');
      assertEqual(await state.read('lease'), { value: { holder: 'b' }, version: 2 }, 'the second value');
    }),
    example('a write of another version than the kept one changes nothing', async ({ state, other = state }) => {
      assertEqual(await state.write('lease', { holder: 'a' }, 1), false, 'there is no version 1');
      assertEqual(await state.read('lease'), undefined, 'nothing was written');
      await state.write('lease', { holder: 'a' }, 0);
      await state.write('lease', { holder: 'a' }, 1);
      for (const version of [0, 1, 3]) {
        assertEqual(await other.write('lease', { holder: 'b' }, version), false, `version ${version} is not kept`);
      }
      assertEqual(await state.read('lease'), { value: { holder: 'a' }, version: 2 }, 'the kept value');
    }),
    example('a write of the kept value is a new version', async ({ state }) => {
      for (const version of [0, 1, 2])
        assertEqual(await state.write('lease', { holder: 'a' }, version), true, 'written');
      assertEqual((await state.read('lease'))?.version, 3, 'counted');
    }),
    example('a value that expires later is there, and one that is kept again no longer expires', async ({ state }) => {
      assertEqual(await state.write('notice', { sent: true }, 0, { expiresAtMs: LATER_MS }), true, 'written');
      assertEqual(await state.read('notice'), { value: { sent: true }, version: 1 }, 'the value alone');
      assertEqual(await state.write('notice', { sent: true }, 1), true, 'kept');
      assertEqual(await state.read('notice'), { value: { sent: true }, version: 2 }, 'the value alone');
    }),
    property(
      'of concurrent writes of one version, one succeeds',
      fc.integer({ min: 2, max: 8 }),
      async ({ state, other = state }, writers) => {
        for (const version of [0, 1]) {
          const numbers = Array.from({ length: writers }, (_, number) => number);
          const written = await Promise.all(
            numbers.map((writer) => (writer % 2 === 0 ? state : other).write('lease', { version, writer }, version)),
          );
          assertEqual(written.filter(Boolean).length, 1, `one of ${writers} wrote`);
          const value: JsonObject = { version, writer: written.indexOf(true) };
          assertEqual(await state.read('lease'), { value, version: version + 1 }, "the winner's value");
        }
      },
    ),
    example('writes under different names do not disturb each other', async ({ state }) => {
      const names = ['a', 'b', 'c', 'd'];
      const written = await Promise.all(names.map((name) => state.write(name, { name }, 0)));
      assertEqual(written, [true, true, true, true], 'each succeeds');
      assertEqual((await state.read('c'))?.value, { name: 'c' }, 'each has its own');
    }),
  ];
}

/** Adapters may give out what can't be changed. */
function changeIfPossible(list: string[]): void {
  try {
    list.push('changed');
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
}
