import { describe, expect, it } from 'vitest';
import { FUNCTIONS } from '../lib/names.ts';
import { OPTIONS, PLAIN } from './combinations.ts';
import { named } from './named.ts';
import { listOf, statementsOf } from './policy.ts';
import { synthesise } from './synthesis.ts';
import { ofType, one, resolve, type Template } from './template.ts';

const COMMANDS = [
  'DELETE /calls/{hash}',
  'DELETE /calls/{hash}/notes/{id}',
  'POST /calls',
  'POST /calls/{hash}/notes',
  'POST /calls/{hash}/restart',
  'PUT /calls/{hash}/participants',
];
const http = synthesise(OPTIONS['recordings played and uploaded']).template;
const rest = synthesise(OPTIONS['calls changed through a REST API']).template;
const plain = synthesise(PLAIN).template;
const RESULTS = 'arn:aws:s3:::conversational-analytics-test-results-000000000000-euc1';
const MEDIA = 'arn:aws:s3:::conversational-analytics-test-media-000000000000-euc1';
const capital = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);
const statements = (made: Template, name: string) => statementsOf(made, one(made, 'IAM::Role', `${capital(name)}Role`));
const resourcesOf = (made: Template, name: string, action: string) =>
  statements(made, name)
    .filter(({ Action }) => listOf(Action).includes(action))
    .flatMap(({ Resource }) => listOf(Resource).map((arn) => String(resolve(made, arn, named))))
    .sort();

describe('commands about calls', () => {
  it('are off by default: every route about calls reads, and nothing may be erased', () => {
    const routes = ofType(plain, 'ApiGatewayV2::Route').map(({ Properties }) => String(Properties['RouteKey']));
    expect(routes.filter((route) => !route.startsWith('GET '))).toEqual([]);
    expect(resourcesOf(plain, 'retrieval', 's3:DeleteObjectVersion')).toEqual([]);
    expect(resourcesOf(plain, 'retrieval', 'dynamodb:DeleteItem')).toEqual([]);
  });

  it('have a route of an HTTP API each, behind the authorizer, so that each is an IAM resource of its own', () => {
    const routes = ofType(http, 'ApiGatewayV2::Route').filter(({ Properties }) =>
      COMMANDS.includes(String(Properties['RouteKey'])),
    );
    expect(routes.map(({ Properties }) => Properties['RouteKey']).sort()).toEqual(COMMANDS);
    expect(routes.map(({ Properties }) => Properties['AuthorizationType'])).toEqual(COMMANDS.map(() => 'AWS_IAM'));
  });

  it('have a method of a REST API each, behind IAM', () => {
    const changing = ofType(rest, 'ApiGateway::Method').filter(({ Properties }) =>
      ['POST', 'PUT', 'DELETE'].includes(Properties['HttpMethod']),
    );
    expect(changing.map(({ Properties }) => Properties['HttpMethod']).sort()).toEqual(
      COMMANDS.map((route) => route.split(' ')[0]).sort(),
    );
    expect(changing.map(({ Properties }) => Properties['AuthorizationType'])).toEqual(COMMANDS.map(() => 'AWS_IAM'));
  });

  it('may erase what is stored of calls wherever it is stored, and no other recordings', () => {
    expect(resourcesOf(rest, 'retrieval', 's3:DeleteObjectVersion')).toEqual(
      [
        `${RESULTS}/transcription-outputs/*`,
        `${RESULTS}/records/*`,
        `${RESULTS}/call-files/*`,
        `${RESULTS}/exports/*`,
        `${MEDIA}/uploads/*`,
        'arn:aws:s3:::pca-of-ours/parsedFiles/*',
      ].sort(),
    );
    expect(resourcesOf(rest, 'retrieval', 'dynamodb:DeleteItem')).toHaveLength(1);
    expect(resourcesOf(rest, 'retrieval', 's3vectors:DeleteVectors')).toHaveLength(1);
    const listing = statements(rest, 'retrieval').filter(({ Action }) =>
      listOf(Action).includes('s3:ListBucketVersions'),
    );
    expect(listing.every(({ Condition }) => JSON.stringify(Condition).includes('s3:prefix'))).toBe(true);
  });

  it('start no jobs, and read what lies beside recordings of every bucket', () => {
    const actions = statements(rest, 'retrieval').flatMap(({ Action }) => listOf(Action));
    expect(actions.filter((action) => action.startsWith('bedrock:InvokeDataAutomation'))).toEqual([]);
    expect(resourcesOf(rest, 'retrieval', 's3:GetObject')).toEqual(
      expect.arrayContaining([`${MEDIA}/*`, 'arn:aws:s3:::more-recordings-of-ours/*']),
    );
  });

  it('take the key to write with', () => {
    const [key] = statements(rest, 'retrieval').filter(({ Sid }) => Sid === 'UseKey');
    expect(listOf(key?.Action ?? [])).toContain('kms:GenerateDataKey');
  });

  it.each(FUNCTIONS)('of %s: only the function that answers is told of them', (name) => {
    const { Variables } = one(rest, 'Lambda::Function', capital(name)).Properties['Environment'];
    expect(Variables.EARSHOT_CALL_COMMANDS).toBe(name === 'retrieval' ? 'true' : undefined);
  });

  it('give each statement of a policy a name of its own', () => {
    for (const made of [http, rest]) {
      const sids = statements(made, 'retrieval').map(({ Sid }) => Sid);
      expect(sids).toEqual([...new Set(sids)]);
    }
  });
});
