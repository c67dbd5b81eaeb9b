import './sources.ts';

process.on('disconnect', () => process.exit());
const { connectionTo, startQueueServer } = await import('@earshot/aws-test-servers');
process.send?.(connectionTo(await startQueueServer()));
