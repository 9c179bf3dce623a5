// lftp: all acts in one session, as a script.
import { needsPrograms } from '../../support/programs.js';
import { howTo, runClient, urlHost, type Act, type Door, type FtpProgram, type Ways } from '../program.js';

const quoted = (text: string) => `"${text.replace(/["\\]/g, '\\$&')}"`;

const commands: Ways<string> = {
  upload: (act) => `put ${quoted(act.local)} -o ${quoted(act.remote)}`,
  download: (act) => `get ${quoted(act.remote)} -o ${quoted(act.local)}`,
  'resume upload': (act) => `put -c ${quoted(act.local)} -o ${quoted(act.remote)}`,
  'resume download': (act) => `get -c ${quoted(act.remote)} -o ${quoted(act.local)}`,
  list: (act) => `cls -1 ${quoted(act.folder === '' ? '.' : act.folder)} > ${quoted(act.local)}`,
  rename: (act) => `mv ${quoted(act.from)} ${quoted(act.to)}`,
  delete: (act) => `rm ${quoted(act.remote)}`,
  'make folder': (act) => `mkdir ${quoted(act.remote)}`,
  'remove folder': (act) => `rmdir ${quoted(act.remote)}`,
  'mirror up': (act) => `mirror --reverse ${quoted(act.local)} ${quoted(act.remote)}`,
  'mirror down': (act) => `mirror ${quoted(act.remote)} ${quoted(act.local)}`,
};

async function perform(door: Door, acts: readonly Act[]): Promise<void> {
  const scheme = door.security === 'implicit TLS' ? 'ftps' : 'ftp';
  const script = [
    'set net:max-retries 1',
    'set net:timeout 20',
    'set cmd:fail-exit yes',
    'set xfer:clobber yes',
    'set ssl:verify-certificate no',
    `set ftp:ssl-allow ${door.security !== 'plain'}`,
    `set ftp:ssl-force ${door.security !== 'plain'}`,
    'set ftp:ssl-protect-data yes',
    `set ftp:passive-mode ${door.mode === 'passive'}`,
    `open -u ${quoted(door.login)},${quoted(door.password)} -p ${door.port} ${scheme}://${urlHost(door.host)}`,
    ...acts.map((act) => howTo(commands, act)),
    'bye',
  ];
  await runClient('lftp', ['--norc', '-c', script.join('; ')]);
}

export const lftp: FtpProgram = {
  name: 'lftp',
  needs: needsPrograms('lftp'),
  cannot: {},
  // lftp 4.9.2 says EPRT |2|::|<port>| on the loopback interface, which no server can dial back.
  refuses: ({ mode, family }) =>
    mode === 'active' && family === 'IPv6' ? 'lftp names :: as its address over the loopback interface' : undefined,
  perform,
};
