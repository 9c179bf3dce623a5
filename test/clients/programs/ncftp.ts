// ncftp: its batch programs ncftpput, ncftpget and ncftpls, one process an act.
import { writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { needsPrograms } from '../../support/programs.js';
import { actByAct, howTo, runClient, type Act, type Door, type FtpProgram, type Ways } from '../program.js';

/** Options that ncftpput, ncftpget and ncftpls share. */
function options(door: Door): string[] {
  const mode = door.mode === 'passive' ? '-F' : '-E';
  return ['-u', door.login, '-p', door.password, '-P', String(door.port), '-t', '30', mode];
}

const toolsFor = (flags: string[], { host }: Door): Ways<[program: string, ...args: string[]]> => ({
  upload: (act) => ['ncftpput', ...flags, '-Z', '-C', host, act.local, act.remote],
  // ncftp 3.2.6 says REST and then sends the file from its beginning, unless it may not use sendfile (-s).
  'resume upload': (act) => ['ncftpput', ...flags, '-s', '-z', '-C', host, act.local, act.remote],
  download: (act) => ['ncftpget', ...flags, '-Z', '-C', host, act.remote, act.local],
  'resume download': (act) => ['ncftpget', ...flags, '-z', '-C', host, act.remote, act.local],
  list: (act) => ['ncftpls', ...flags, '-1', `ftp://${host}/${act.folder}`],
  rename: (act) => ['ncftpls', ...flags, '-W', `RNFR ${act.from}`, '-W', `RNTO ${act.to}`, `ftp://${host}/`],
  delete: (act) => ['ncftpls', ...flags, '-W', `DELE ${act.remote}`, `ftp://${host}/`],
  'make folder': (act) => ['ncftpls', ...flags, '-W', `MKD ${act.remote}`, `ftp://${host}/`],
  'remove folder': (act) => ['ncftpls', ...flags, '-W', `RMD ${act.remote}`, `ftp://${host}/`],
  // The folder keeps its name on the other side.
  'mirror up': (act) => ['ncftpput', ...flags, '-R', host, '.', act.local],
  'mirror down': (act) => ['ncftpget', ...flags, '-R', host, dirname(act.local), act.remote],
});

async function perform(door: Door, act: Act): Promise<void> {
  const [program, ...args] = howTo(toolsFor(options(door), door), act);
  const { stdout } = await runClient(program, args);
  if (act.do === 'list') await writeFile(act.local, stdout);
}

export const ncftp: FtpProgram = {
  name: 'ncftp',
  needs: needsPrograms('ncftpput'),
  cannot: {},
  refuses: ({ security, family }) => {
    if (security !== 'plain') return 'ncftp has no TLS';
    return family === 'IPv6' ? 'ncftp 3.2.6 knows IPv4 only' : undefined;
  },
  perform: actByAct(perform),
};
