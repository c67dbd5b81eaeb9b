import { createRequire } from 'node:module';

interface Diagnostic {
  readonly ruleId: string;
  readonly severity: string;
  readonly message: string;
  readonly entity?: { readonly logicalId?: string };
}

interface Rules {
  readonly TemplateFile: new (path: string) => object;
  readonly CompositeEngine: new () => {
    validateTemplate(template: object, config: object): { readonly diagnostics: readonly Diagnostic[] };
    listRules(): readonly unknown[];
    free(): void;
  };
}

/** AWS's rules for templates, which the CDK carries in itself. */
const rules = createRequire(createRequire(import.meta.url).resolve('aws-cdk-lib/package.json'))(
  '@aws/cloudformation-validate',
) as Rules;

const engine = new rules.CompositeEngine();

/**
 * W3005: the CDK's constructs say what they depend on even where a reference says it already. W9002: a web ACL that is
 * there already can only be named. W9013: a topic that is there already may belong to another account.
 */
const EXCLUDED = ['W3005', 'W9002', 'W9013'];

/** What AWS's rules find wrong with a template, warnings included. */
export function findingsOf(file: string): readonly string[] {
  const config = { strict: true, exclude: { ruleIds: EXCLUDED } };
  return engine
    .validateTemplate(new rules.TemplateFile(file), config)
    .diagnostics.filter(({ severity, ruleId }) => !['INFO', 'DEBUG'].includes(severity) && !EXCLUDED.includes(ruleId))
    .map(({ ruleId, message, entity }) => `${ruleId} ${entity?.logicalId}: ${message}`);
}
