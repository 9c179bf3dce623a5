// wget: it only fetches. A listing is the page it makes of one; a mirror is its recursion.
import { readFile, writeFile } from 'node:fs/promises';
import { needsPrograms } from '../../support/programs.js';
import { actByAct, runClient, urlHost, urlPath, type Act, type Door, type FtpProgram } from '../program.js';

function args(door: Door, act: Act): string[] {
  const scheme = door.security === 'plain' ? 'ftp' : 'ftps';
  const url = (path: string) => `${scheme}://${urlHost(door.host)}:${door.port}/${urlPath(path)}`;
  switch (act.do) {
    case 'download':
      return ['-O', act.local, url(act.remote)];
    case 'resume download':
      return ['-c', '-O', act.local, url(act.remote)];
    case 'list':
      return ['-O', act.local, url(act.folder === '' ? '' : `${act.folder}/`)];
    case 'mirror down':
      return ['-r', '-nH', '--cut-dirs=1', '-P', act.local, url(`${act.remote}/`)];
    default:
      throw new Error(`wget cannot ${act.do}.`);
  }
}

async function perform(door: Door, act: Act): Promise<void> {
  const how = ['--no-verbose', '--tries=1', '--timeout=30', `--user=${door.login}`, `--password=${door.password}`];
  if (door.mode === 'active') how.push('--no-passive-ftp');
  if (door.security === 'implicit TLS') how.push('--ftps-implicit');
  if (door.security !== 'plain') how.push('--no-check-certificate');
  await runClient('wget', ['--no-config', '--restrict-file-names=nocontrol', ...how, ...args(door, act)]);
  if (act.do === 'list') await writeFile(act.local, namesIn(await readFile(act.local, 'utf8')));
}

/** The names of the page that wget makes of a listing. */
function namesIn(page: string): string {
  const names = [...page.matchAll(/<a href="[^"]*">([^<]*)<\/a>/g)].map((found) => found[1]?.replace(/\/$/, ''));
  return names.join('\n').replaceAll('&#32;', ' ').replaceAll('&amp;', '&');
}

const onlyFetches = 'it only fetches';

export const wget: FtpProgram = {
  name: 'wget',
  needs: needsPrograms('wget'),
  cannot: {
    upload: onlyFetches,
    'resume upload': onlyFetches,
    rename: onlyFetches,
    delete: onlyFetches,
    'make folder': onlyFetches,
    'remove folder': onlyFetches,
    'mirror up': onlyFetches,
  },
  refuses: () => undefined,
  perform: actByAct(perform),
};
