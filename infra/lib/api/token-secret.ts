import { RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { Names } from '../names.ts';

/**
 * Makes the secret that signs page tokens. It is generated in Secrets Manager, and CloudFormation puts it into the
 * function's environment: neither template nor repository ever hold it, and a cold start asks nobody for it.
 */
export function makeTokenSecret(scope: Construct, names: Names, key: IKey | undefined): Secret {
  return new Secret(scope, 'TokenSecret', {
    secretName: names.secret,
    description: 'Signs page tokens',
    generateSecretString: { passwordLength: 48, excludePunctuation: true },
    removalPolicy: RemovalPolicy.DESTROY,
    ...(key === undefined ? {} : { encryptionKey: key }),
  });
}
