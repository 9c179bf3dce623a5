// aria2: it only fetches.
import { basename, dirname } from 'node:path';
import { needsPrograms } from '../../support/programs.js';
import { actByAct, runClient, urlHost, urlPath, type Act, type Door, type FtpProgram } from '../program.js';

async function perform(door: Door, act: Act): Promise<void> {
  if (act.do !== 'download' && act.do !== 'resume download') throw new Error(`aria2 cannot ${act.do}.`);
  await runClient('aria2c', [
    '--no-conf',
    '--quiet',
    '--max-tries=1',
    '--timeout=30',
    '--split=1',
    '--allow-overwrite=true',
    `--disable-ipv6=${door.family === 'IPv4'}`,
    `--ftp-user=${door.login}`,
    `--ftp-passwd=${door.password}`,
    `--ftp-pasv=${door.mode === 'passive'}`,
    `--continue=${act.do === 'resume download'}`,
    `--dir=${dirname(act.local)}`,
    `--out=${basename(act.local)}`,
    `ftp://${urlHost(door.host)}:${door.port}/${urlPath(act.remote)}`,
  ]);
}

const onlyFetches = 'it only fetches files';

export const aria2: FtpProgram = {
  name: 'aria2',
  needs: needsPrograms('aria2c'),
  cannot: {
    upload: onlyFetches,
    'resume upload': onlyFetches,
    list: onlyFetches,
    rename: onlyFetches,
    delete: onlyFetches,
    'make folder': onlyFetches,
    'remove folder': onlyFetches,
    'mirror up': onlyFetches,
    'mirror down': onlyFetches,
  },
  refuses: ({ security }) => (security === 'plain' ? undefined : 'aria2 has no FTP over TLS'),
  perform: actByAct(perform),
};
