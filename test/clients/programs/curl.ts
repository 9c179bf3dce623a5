// curl: one process an act; what it has no option for goes through --quote.
import { writeFile } from 'node:fs/promises';
import { needsPrograms } from '../../support/programs.js';
import { actByAct, runClient, urlHost, urlPath, type Act, type Door, type FtpProgram } from '../program.js';

function transferArgs(act: Act): string[] {
  switch (act.do) {
    case 'upload':
      return ['--upload-file', act.local];
    case 'download':
      return ['--output', act.local];
    case 'resume upload':
      return ['--continue-at', '-', '--upload-file', act.local];
    case 'resume download':
      return ['--continue-at', '-', '--output', act.local];
    default:
      return ['--head', ...quotesOf(act).flatMap((line) => ['--quote', line])];
  }
}

function quotesOf(act: Act): string[] {
  if (act.do === 'rename') return [`RNFR ${act.from}`, `RNTO ${act.to}`];
  if (act.do === 'delete') return [`DELE ${act.remote}`];
  if (act.do === 'make folder') return [`MKD ${act.remote}`];
  if (act.do === 'remove folder') return [`RMD ${act.remote}`];
  return [];
}

function url(door: Door, act: Act): string {
  const scheme = door.security === 'implicit TLS' ? 'ftps' : 'ftp';
  const path = 'local' in act && 'remote' in act ? urlPath(act.remote) : '';
  return `${scheme}://${urlHost(door.host)}:${door.port}/${path}`;
}

async function perform(door: Door, act: Act): Promise<void> {
  const args = [
    '--silent',
    '--show-error',
    '--globoff',
    '--max-time',
    '60',
    '--user',
    `${door.login}:${door.password}`,
  ];
  args.push(...(door.mode === 'active' ? ['--ftp-port', '-'] : ['--ftp-pasv']));
  if (door.security !== 'plain') args.push('--ssl-reqd', '--insecure');
  if (act.do !== 'list') {
    await runClient('curl', [...args, ...transferArgs(act), url(door, act)]);
    return;
  }
  const folder = act.folder === '' ? '' : `${urlPath(act.folder)}/`;
  await writeFile(act.local, (await runClient('curl', [...args, '--list-only', `${url(door, act)}${folder}`])).stdout);
}

export const curl: FtpProgram = {
  name: 'curl',
  needs: needsPrograms('curl'),
  cannot: { 'mirror up': 'it has no recursion', 'mirror down': 'it has no recursion' },
  // curl/curl#10666: 7.87 and 7.88 send data in clear after PORT, whatever PROT said; Debian 12 ships 7.88.1.
  refuses: ({ security, mode }) =>
    security !== 'plain' && mode === 'active'
      ? 'curl 7.88 sends data in clear after PORT (curl/curl#10666)'
      : undefined,
  perform: actByAct(perform),
};
