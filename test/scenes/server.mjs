// The FTP server of a scene: the engine in a process of its own, because a process has one network. Anybody logs in; each
// session's data connections, and then its end, are told as lines of JSON under the name it logged in with.
import { join } from 'node:path';

const [engine, options] = process.argv.slice(2);
const { FtpServer, noNameRules, permissions } = await import(join(engine, 'index.js'));
const { host, policy, home, pair } = JSON.parse(options);

const names = new Map();
const tell = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);
const nothing = () => undefined;

function accountOf(login) {
  return {
    id: login,
    customerId: 'customer',
    login,
    home,
    permissions: new Set(permissions),
    names: noNameRules,
    uploads: 'staged',
    onlyOwnFiles: false,
    maxSessions: undefined,
  };
}

await FtpServer.start({
  listen: { host, port: 21 },
  policy,
  authenticator: { authenticate: async (name) => ({ account: accountOf(name) }) },
  certificates: { current: async () => [pair] },
  observer: {
    opened: nothing,
    loginTried(session, { name }) {
      names.set(session.id, name);
      tell({ name, loggedIn: true });
    },
    transferEnded: nothing,
    treeChanged: nothing,
    dataConnectionEnded: (session, account, connection) => tell({ name: account.login, connection }),
    closed: (session) => tell({ name: names.get(session.id) ?? '', closed: true }),
    noted: (level, event, fields) => tell({ name: '', note: { event, fields } }),
  },
});
tell({ name: '', ready: true });
