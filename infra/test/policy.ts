import { named } from './named.ts';
import { type Found, ofType, resolve, type Template } from './template.ts';

/** A statement of a policy, with its references resolved. */
export interface Statement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Principal?: { readonly Service?: string | readonly string[]; readonly AWS?: string };
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** One or several, as a list. */
export function listOf<T>(value: T | readonly T[]): readonly T[] {
  return Array.isArray(value) ? value : [value as T];
}

/** The statements of a role's own policies. @param policy the name of one of them */
export function statementsOf(template: Template, role: Found, policy?: string): readonly Statement[] {
  const policies = (role.Properties['Policies'] ?? []) as {
    PolicyName: string;
    PolicyDocument: { Statement: unknown };
  }[];
  return policies
    .filter(({ PolicyName }) => policy === undefined || PolicyName === policy)
    .flatMap(({ PolicyDocument }) => resolve(template, PolicyDocument.Statement, named) as Statement[]);
}

/** Whether statements allow an action on a resource; conditions count as met. */
export function allows(statements: readonly Statement[], action: string, resource: string): boolean {
  return statements.some(
    ({ Effect, Action, Resource }) =>
      Effect === 'Allow' &&
      listOf(Action).includes(action) &&
      listOf(Resource).some((pattern) => covers(pattern, resource)),
  );
}

/** Whether a queue's policy lets a service send to it for one of its resources. */
export function maySend(template: Template, queueArn: string, service: string, sourceArn: string): boolean {
  const statements = ofType(template, 'SQS::QueuePolicy').flatMap(
    ({ Properties }) => resolve(template, Properties['PolicyDocument'].Statement, named) as Statement[],
  );
  return statements.some(
    ({ Effect, Action, Resource, Principal, Condition }) =>
      Effect === 'Allow' &&
      listOf(Action).includes('sqs:SendMessage') &&
      listOf(Resource).includes(queueArn) &&
      Principal?.Service === `${service}.amazonaws.com` &&
      Condition?.['ArnEquals']?.['aws:SourceArn'] === sourceArn,
  );
}

function covers(pattern: string, resource: string): boolean {
  const literal = pattern.split('*').map((part) => part.replaceAll(/[\\^$.+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${literal.join('.*')}$`, 's').test(resource);
}
