// A program for the supervisor's test: shares a port, claims what the test's environment says, and fails in the way that
// this asks for.
import cluster from 'node:cluster';
import { createServer } from 'node:net';

const { PORT, FAIL, CLAIMS } = process.env;
const shares = {};
const tell = (message) => new Promise((resolve) => process.send(message, undefined, {}, resolve));

if (!cluster.isWorker) throw new Error('This runs as a cluster worker only.');
if (FAIL === 'refuse') {
  await tell({ refused: 'FTP_PORT: port 21 is in use; stop the program that has it or write another port.' });
  process.exit(1);
}
if (FAIL === 'crash') process.exit(3);
process.on('message', (order) => {
  if (order?.stop === true && FAIL !== 'ignore-stop') process.exit(0);
  Object.assign(shares, order?.shares);
});
const answer = () => JSON.stringify({ pid: process.pid, shares });
createServer((socket) => socket.end(answer())).listen(Number(PORT), '127.0.0.1', async () => {
  await tell({ listening: true });
  if (CLAIMS !== undefined) await tell({ claims: JSON.parse(CLAIMS) });
});
