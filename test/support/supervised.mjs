// A program for the supervisor's test: shares a port, and fails in the way that the test's environment asks for.
import cluster from 'node:cluster';
import { createServer } from 'node:net';

const { PORT, FAIL } = process.env;
const tell = (message) => new Promise((resolve) => process.send(message, undefined, {}, resolve));

if (!cluster.isWorker) throw new Error('This runs as a cluster worker only.');
if (FAIL === 'refuse') {
  await tell({ refused: 'FTP_PORT: port 21 is in use; stop the program that has it or write another port.' });
  process.exit(1);
}
if (FAIL === 'crash') process.exit(3);
process.on('message', (order) => {
  if (order?.stop === true && FAIL !== 'ignore-stop') process.exit(0);
});
createServer((socket) => socket.end(`${process.pid}\n`)).listen(
  Number(PORT),
  '127.0.0.1',
  () => void tell({ listening: true }),
);
