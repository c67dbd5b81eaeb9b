/* Loads a handler as Lambda does, and has it answer once. Tells CPU when it is loaded, and the time of its answer. */
const [, , file, event] = process.argv;
const { handler } = require(file);
const { user, system } = process.cpuUsage();
const loadedCpuMs = (user + system) / 1000;
const loadedMs = performance.now();
const context = { awsRequestId: 'bench', functionName: 'bench', getRemainingTimeInMillis: () => 60_000 };
const answered = event === undefined ? Promise.resolve() : handler(JSON.parse(event), context);
answered.then((answer) => {
  const answeredMs = performance.now();
  process.stderr.write(JSON.stringify({ loadedCpuMs, loadedMs, answeredMs, answer }), () => process.exit());
});
