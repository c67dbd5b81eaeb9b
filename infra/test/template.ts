/** A template, as far as it is looked at. */
export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown }>>;
}

/** A resource of a template. */
export interface Resource {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: what properties hold is what tests find out
  readonly Properties: Readonly<Record<string, any>>;
  readonly DependsOn?: readonly string[];
  readonly DeletionPolicy?: string;
}

/** A resource with its logical id. */
export interface Found extends Resource {
  readonly id: string;
}

/** The resources of a type, such as `SQS::Queue`. */
export function ofType({ Resources }: Template, type: string): readonly Found[] {
  return Object.entries(Resources)
    .filter(([, { Type }]) => Type === `AWS::${type}`)
    .map(([id, resource]) => ({ id, ...resource }));
}

/** The one resource of a type whose logical id begins so. */
export function one(template: Template, type: string, beginning: string): Found {
  const found = ofType(template, type).filter(({ id }) => new RegExp(`^${beginning}([0-9A-F]{8})?$`).test(id));
  if (found.length !== 1) throw new Error(`${found.length} resources AWS::${type} begin with ${beginning}`);
  return found[0] as Found;
}

/** What CloudFormation would make of references: names, ARNs and texts. */
export interface Resolver {
  /** What a `Ref` to a resource is. */
  ref(resource: Found): string | undefined;
  /** What an attribute of it is. */
  attribute(resource: Found, name: string): string | undefined;
}

/** A value with all references resolved. @throws Error when one leads nowhere */
export function resolve(template: Template, value: unknown, by: Resolver): unknown {
  if (Array.isArray(value)) return value.map((each) => resolve(template, each, by));
  if (typeof value !== 'object' || value === null) return value;
  const [[kind, inner] = ['', undefined], ...more] = Object.entries(value);
  if (more.length === 0 && kind === 'Ref') return referred(template, String(inner), (found) => by.ref(found));
  if (more.length === 0 && kind === 'Fn::GetAtt') {
    const [id, name] = inner as [string, string];
    return referred(template, id, (found) => by.attribute(found, name));
  }
  if (more.length === 0 && kind === 'Fn::Join') {
    const [separator, parts] = inner as [string, unknown[]];
    return parts.map((part) => resolve(template, part, by)).join(separator);
  }
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, resolve(template, each, by)]));
}

const PSEUDO: Readonly<Record<string, string>> = {
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
};

function referred(template: Template, id: string, read: (found: Found) => string | undefined): string {
  const pseudo = PSEUDO[id];
  if (pseudo !== undefined) return pseudo;
  const resource = template.Resources[id];
  const found = resource && read({ id, ...resource });
  if (found === undefined) throw new Error(`nothing is known of ${id}`);
  return found;
}
