import './sources.ts';

process.on('disconnect', () => process.exit());
const { connectionTo, startDynamoDbServer } = await import('@earshot/aws-test-servers');
process.send?.(connectionTo(await startDynamoDbServer()));
