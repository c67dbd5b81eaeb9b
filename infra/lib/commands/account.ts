import {
  type CloudFormationClient,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
  type Stack,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import { DescribeTableCommand, type DynamoDBClient, type TableDescription } from '@aws-sdk/client-dynamodb';
import { GetBucketNotificationConfigurationCommand, type S3Client } from '@aws-sdk/client-s3';
import { CommandError } from './fault.ts';
import type { Template } from './refused-changes.ts';

/** Clients of the services that are asked about what is there. */
export interface AccountClients {
  readonly cloudFormation: Pick<CloudFormationClient, 'send'>;
  readonly dynamoDb: Pick<DynamoDBClient, 'send'>;
  readonly s3: Pick<S3Client, 'send'>;
}

/** What an account has, as far as a deployment asks. */
export class Account {
  readonly #clients: AccountClients;

  constructor(clients: AccountClients) {
    this.#clients = clients;
  }

  /** A stack by its name; `undefined` if there is none. */
  async stack(StackName: string): Promise<Stack | undefined> {
    const command = new DescribeStacksCommand({ StackName });
    const found = await this.#ifThere('cloudformation:DescribeStacks', () =>
      this.#clients.cloudFormation.send(command),
    );
    return found?.Stacks?.[0];
  }

  /** The template that a stack was deployed with. */
  async template(StackName: string): Promise<Template> {
    const command = new GetTemplateCommand({ StackName, TemplateStage: 'Original' });
    const found = await allowed('cloudformation:GetTemplate', () => this.#clients.cloudFormation.send(command));
    return JSON.parse(found.TemplateBody ?? '{"Resources":{}}') as Template;
  }

  /** The name of the stack that a resource belongs to; `undefined` if it belongs to none. */
  async ownerOf(PhysicalResourceId: string): Promise<string | undefined> {
    const command = new DescribeStackResourcesCommand({ PhysicalResourceId });
    const found = await this.#ifThere('cloudformation:DescribeStackResources', () =>
      this.#clients.cloudFormation.send(command),
    );
    return found?.StackResources?.[0]?.StackName;
  }

  /** Lets a stack be deleted. */
  async unprotect(StackName: string): Promise<void> {
    const command = new UpdateTerminationProtectionCommand({ StackName, EnableTerminationProtection: false });
    await allowed('cloudformation:UpdateTerminationProtection', () => this.#clients.cloudFormation.send(command));
  }

  /** A table by its name; `undefined` if there is none. */
  async table(TableName: string): Promise<TableDescription | undefined> {
    const command = new DescribeTableCommand({ TableName });
    const found = await this.#ifThere('dynamodb:DescribeTable', () => this.#clients.dynamoDb.send(command));
    return found?.Table;
  }

  /** Whether a bucket sends its events to EventBridge. */
  async sendsEvents(Bucket: string): Promise<boolean> {
    const command = new GetBucketNotificationConfigurationCommand({ Bucket });
    const found = await allowed('s3:GetBucketNotification', () => this.#clients.s3.send(command));
    return found.EventBridgeConfiguration !== undefined;
  }

  async #ifThere<T>(action: string, ask: () => Promise<T>): Promise<T | undefined> {
    try {
      return await allowed(action, ask);
    } catch (error) {
      const { name = '', message = '' } = error instanceof Error ? error : {};
      // CloudFormation has no error of its own for a stack that isn't there.
      if (name === 'ResourceNotFoundException' || (name === 'ValidationError' && /does not exist/.test(message))) {
        return undefined;
      }
      throw error;
    }
  }
}

async function allowed<T>(action: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Error && /^AccessDenied/.test(error.name)) {
      throw new CommandError(
        `the credentials don't allow ${action}, by which it is known what is there: ${error.message}`,
      );
    }
    throw error;
  }
}
