// A middlebox that means well: it stands in for the server on the way of the control connection and rewrites what is
// agreed on there, as routers with an "FTP ALG" do, but opens nothing. What is encrypted it passes on as it is.
import { connect, createServer } from 'node:net';

const [listenPort, server, publicAddress, firstPort, lastPort] = process.argv.slice(2);
const nextPort = (port) => (port >= Number(lastPort) ? Number(firstPort) : port + 1);

/** PASV and EPSV: another port than the server has named. */
function rewriteReply(text) {
  const pasv = /^(?<head>227 .*\((?:\d+,){4})(?<high>\d+),(?<low>\d+)/.exec(text)?.groups;
  const epsv = /^(?<head>229 .*\(\|\|\|)(?<port>\d+)/.exec(text)?.groups;
  if (epsv) return text.replace(epsv.port, nextPort(Number(epsv.port)));
  if (!pasv) return text;
  const port = nextPort(Number(pasv.high) * 256 + Number(pasv.low));
  return `${pasv.head}${port >> 8},${port & 255}).\r\n`;
}

/** PORT and EPRT: the router's address in place of the client's. */
const rewriteCommand = (text) =>
  text
    .replace(/^PORT \d+,\d+,\d+,\d+/, `PORT ${publicAddress.replaceAll('.', ',')}`)
    .replace(/^EPRT \|1\|[^|]+/, `EPRT |1|${publicAddress}`);

function pass(from, to, rewrite) {
  from.on('data', (chunk) => to.write(Buffer.from(rewrite(chunk.toString('latin1')), 'latin1')));
  from.on('error', () => to.destroy()).on('end', () => to.end());
}

createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
  const upstream = connect({ host: server, port: 21, allowHalfOpen: true, noDelay: true });
  pass(client, upstream, rewriteCommand);
  pass(upstream, client, rewriteReply);
}).listen(Number(listenPort), () => process.stdout.write('ready\n'));
