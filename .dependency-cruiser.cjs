/*
 * Who may import whom. `npm run boundaries` checks the tree against these rules, and the rules against
 * .ci/fixtures/boundaries, where each of them is broken once.
 */
const { join } = require('node:path');

const CORE = '^packages/core/src';
const TESTING = `${CORE}/testing`;

/** A rule that fails the check. */
const rule = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });

module.exports = {
  forbidden: [
    rule(
      'no-circular',
      'Files that need each other, if only for a type, are one file or lack a third.',
      {},
      { circular: true },
    ),
    rule(
      'core-imports-only-zod',
      'Core is pure: no platform module, no adapter, no container, not even a type of theirs.',
      { path: CORE, pathNot: TESTING },
      { pathNot: [CORE, 'node_modules/zod/'] },
    ),
    rule(
      'core-never-imports-its-testing-entry',
      'What serves the tests of adapters is not needed to run.',
      { path: CORE, pathNot: TESTING },
      { path: TESTING },
    ),
    rule(
      'testing-imports-only-core-and-fast-check',
      'The contract suites run under any test runner, so they know none.',
      { path: TESTING },
      { pathNot: [CORE, 'node_modules/fast-check/'] },
    ),
    rule(
      'bda-documents-import-only-core',
      'Benches, examples and test servers write vendor documents without fast-check.',
      { path: `${TESTING}/bda/` },
      { pathNot: [`${TESTING}/bda/`, `${CORE}/(?!testing/)`] },
    ),
    rule(
      'core-tests-import-only-the-memory-adapters',
      "Use cases are tested over the reference adapters, through what those publish; core's package.json can't name them, for they depend on core (docs/decisions/0028).",
      { path: '^packages/core/test' },
      { path: '^packages/', pathNot: ['^packages/core/', '^packages/adapters-memory/src/(index|node)\\.ts$'] },
    ),
    rule(
      'adapters-import-core-not-each-other',
      'An adapter can be used alone. The local analyzer also uses speech and language.',
      { path: '^packages/(adapters-[^/]+)/src' },
      { path: '^packages/(?!core/|speech/|language/)', pathNot: '^packages/$1/' },
    ),
    rule(
      'memory-adapters-import-only-core-and-sorted-btree',
      'The reference adapters run on any JavaScript platform; the entry for Node is apart.',
      { path: '^packages/adapters-memory/src', pathNot: 'src/(inversify|node)\\.ts$' },
      { pathNot: ['^packages/adapters-memory/src', `${CORE}/index\\.ts$`, 'node_modules/sorted-btree/'] },
    ),
    rule(
      'speech-and-language-import-only-core',
      'Transcribing a recording and understanding a transcript are useful alone, without adapters.',
      { path: '^packages/(speech|language)/src' },
      { path: '^packages/(?!core/)', pathNot: '^packages/$1/' },
    ),
    rule(
      'only-the-local-analyzer-imports-speech-and-language',
      'Storage works with any analyzer; other adapters run none.',
      { path: '^packages/(adapters-local/src/(sqlite|files|folders)|adapters-(?!local/)[^/]+/src)/' },
      { path: '^packages/((speech|language)/|adapters-local/src/(analysis/|[^/]+\\.ts$))' },
    ),
    rule(
      'nobody-imports-a-runtime',
      'Runtimes compose; nothing builds on a composition.',
      { path: '^packages/(core|adapters-[^/]+)/' },
      { path: '^packages/runtime-' },
    ),
    rule(
      'runtimes-do-not-import-runtimes',
      'Runtimes compose; nothing builds on a composition.',
      { path: '^packages/(runtime-[^/]+)/' },
      { path: '^packages/runtime-', pathNot: '^packages/$1/' },
    ),
    rule(
      'inversify-only-in-composition',
      'The container is found in runtime-*/src and in the src/inversify.ts of an adapter.',
      { path: '^packages/[^/]+/src', pathNot: ['^packages/[^/]+/src/inversify\\.ts$', '^packages/runtime-[^/]+/src/'] },
      { path: 'node_modules/(inversify|@inversifyjs|reflect-metadata)/' },
    ),
    rule(
      'aws-sdk-only-in-aws',
      'One vendor, one package.',
      {
        pathNot:
          '^(packages/(adapters-aws|aws-test-servers|runtime-lambda)/|packages/runtime-node/(src/aws|test/aws)/|bench/|infra/)',
      },
      { path: 'node_modules/@aws-(sdk|lambda-powertools)/|^@aws-(sdk|lambda-powertools)/' },
    ),
    rule(
      'no-deep-imports',
      'Another package is what its exports name.',
      { path: '^packages/([^/]+)/' },
      {
        path: '^packages/([^/]+)/(src|dist)/',
        pathNot: [
          '^packages/$1/',
          '^packages/[^/]+/src/((bda|dynamodb|eventbridge|s3|sns|sqs|testing|testing/bda|webhook)/)?(index|inversify|node)\\.ts$',
        ],
      },
    ),
    rule(
      'src-not-to-test',
      'What is published does not need the tests.',
      { path: '^packages/[^/]+/src' },
      { path: '^packages/[^/]+/(test|bench)/|\\.test\\.ts$' },
    ),
    rule(
      'no-undeclared-dependency',
      'What a package imports, its package.json names.',
      { path: '^packages/[^/]+/src' },
      { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    ),
    rule(
      'no-dev-dependency-in-src',
      'Who installs a package does not get its devDependencies. Types may come from there, and optional peers stand there too.',
      { path: '^packages/[^/]+/src' },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['npm', 'npm-peer', 'type-only'] },
    ),
    rule('no-unresolvable', 'An import leads somewhere.', {}, { couldNotResolve: true }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Only our own: a package in node_modules may well lie in a dist folder, and must be seen.
    exclude: { path: '^packages/[^/]+/dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: join(__dirname, 'tsconfig.base.json') },
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@earshot/source', 'import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.d.ts'],
    },
  },
};
