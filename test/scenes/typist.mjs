// A client that says what it is told to, line by line, and nothing by itself: what a person does with telnet.
import { connect } from 'node:net';

const [host] = process.argv.slice(2);
const socket = connect({ host, port: 21 });
process.stdin.pipe(socket);
socket.pipe(process.stdout);
