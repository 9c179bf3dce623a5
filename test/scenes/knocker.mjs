// A stranger who tries one port over and over, as a port scanner or a client gone astray would.
import { connect } from 'node:net';

const [host, port] = process.argv.slice(2);

function knock() {
  const socket = connect({ host, port: Number(port) }).resume();
  socket.on('error', () => undefined).on('close', () => setTimeout(knock, 50));
}

knock();
process.stdout.write('ready\n');
