import { describe, expect, it } from 'vitest';
import { FUNCTIONS } from '../lib/names.ts';
import { OPTIONS, PLAIN } from './combinations.ts';
import { named } from './named.ts';
import { listOf, statementsOf } from './policy.ts';
import { synthesise } from './synthesis.ts';
import { ofType, one, resolve, type Template } from './template.ts';

const { template } = synthesise(OPTIONS['recordings played and uploaded']);
const withKey = synthesise(OPTIONS['uploads to a REST API, with keys']).template;
const plain = synthesise(PLAIN).template;
const BUCKET = 'conversational-analytics-test-media-000000000000-euc1';
const capital = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);
const statements = (made: Template, name: string) => statementsOf(made, one(made, 'IAM::Role', `${capital(name)}Role`));
const variablesOf = (made: Template) =>
  resolve(made, one(made, 'Lambda::Function', 'Retrieval').Properties['Environment'].Variables, named);

describe('recordings in the API', () => {
  it('are off by default: no route, no permission, no CORS of the bucket', () => {
    const routes = ofType(plain, 'ApiGatewayV2::Route').map(({ Properties }) => String(Properties['RouteKey']));
    expect(routes.filter((route) => /recording|peaks|uploads|cancel|retry/.test(route))).toEqual([]);
    expect(JSON.stringify(statements(plain, 'retrieval'))).not.toContain(BUCKET);
    expect(one(plain, 'S3::Bucket', 'Media').Properties['CorsConfiguration']).toBeUndefined();
    expect(Object.keys(variablesOf(plain) as object)).not.toContain('EARSHOT_UPLOADS_BUCKET');
  });

  it('have routes, all behind the authorizer', () => {
    const routes = ofType(template, 'ApiGatewayV2::Route').filter(({ Properties }) =>
      /recording|peaks|uploads|cancel|retry/.test(String(Properties['RouteKey'])),
    );
    expect(routes.map(({ Properties }) => [Properties['RouteKey'], Properties['AuthorizationType']]).sort()).toEqual([
      ['DELETE /uploads/{id}', 'AWS_IAM'],
      ['GET /calls/{hash}/peaks', 'AWS_IAM'],
      ['GET /calls/{hash}/recording', 'AWS_IAM'],
      ['GET /calls/{hash}/recording-url', 'AWS_IAM'],
      ['GET /uploads/{id}', 'AWS_IAM'],
      ['POST /jobs/{id}/cancel', 'AWS_IAM'],
      ['POST /jobs/{id}/retry', 'AWS_IAM'],
      ['POST /uploads', 'AWS_IAM'],
      ['POST /uploads/{id}/complete', 'AWS_IAM'],
    ]);
    const methods = ofType(withKey, 'ApiGateway::Method').map(({ Properties }) => Properties['HttpMethod']);
    expect(methods.filter((method) => method === 'POST')).toHaveLength(2);
  });

  it('may be sent and played by pages of the origins of the API, and the API lets them ask', () => {
    const { CorsRules } = one(template, 'S3::Bucket', 'Media').Properties['CorsConfiguration'];
    expect(CorsRules).toEqual([
      {
        AllowedOrigins: ['https://calls.example.org'],
        AllowedMethods: ['GET', 'HEAD', 'PUT'],
        AllowedHeaders: ['content-type', 'if-none-match', 'range'],
        ExposedHeaders: ['ETag', 'Accept-Ranges', 'Content-Length', 'Content-Range'],
        MaxAge: 3_600,
      },
    ]);
    const { CorsConfiguration } = ofType(template, 'ApiGatewayV2::Api')[0]?.Properties ?? {};
    expect(CorsConfiguration).toMatchObject({ AllowMethods: ['GET', 'POST', 'DELETE', 'PUT'] });
    expect(CorsConfiguration.AllowHeaders).toContain('content-type');
  });

  it.each(FUNCTIONS)('of %s: it may put recordings below the prefix of uploads, if it signs the URLs', (name) => {
    const puts = statements(template, name).filter(
      ({ Action, Resource }) => listOf(Action).includes('s3:PutObject') && JSON.stringify(Resource).includes(BUCKET),
    );
    const resources = puts.map(({ Resource }) => Resource);
    expect(resources).toEqual(name === 'retrieval' ? [`arn:aws:s3:::${BUCKET}/uploads/*`] : []);
  });

  it('are started by other functions: the one that answers may start no job', () => {
    const actions = statements(template, 'retrieval').flatMap(({ Action }) => listOf(Action));
    expect(actions.filter((action) => /^bedrock:/.test(action))).toEqual([]);
  });

  it('take the keys that they are encrypted with', () => {
    const keys = statements(withKey, 'retrieval').filter(({ Sid }) => /^UseKey/.test(String(Sid)));
    for (const { Action } of keys)
      expect(listOf(Action)).toEqual(expect.arrayContaining(['kms:Decrypt', 'kms:GenerateDataKey']));
    expect(keys.map(({ Sid }) => Sid).sort()).toEqual(['UseKey', 'UseKeysOfMedia']);
  });
});
