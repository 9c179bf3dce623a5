// rclone: one process an act. It holds files to be objects, so it resumes nothing.
import { writeFile } from 'node:fs/promises';
import { needsPrograms } from '../../support/programs.js';
import { actByAct, runClient, urlHost, type Act, type Door, type FtpProgram } from '../program.js';

const at = (path: string) => `:ftp:${path}`;

function args(act: Act): string[] {
  switch (act.do) {
    case 'upload':
      return ['copyto', act.local, at(act.remote)];
    case 'download':
      return ['copyto', at(act.remote), act.local];
    case 'list':
      return ['lsf', at(act.folder)];
    case 'rename':
      return ['moveto', at(act.from), at(act.to)];
    case 'delete':
      return ['deletefile', at(act.remote)];
    case 'make folder':
      return ['mkdir', at(act.remote)];
    case 'remove folder':
      return ['rmdir', at(act.remote)];
    case 'mirror up':
      return ['sync', '--create-empty-src-dirs', act.local, at(act.remote)];
    case 'mirror down':
      return ['sync', '--create-empty-src-dirs', at(act.remote), act.local];
    default:
      throw new Error(`rclone cannot ${act.do}.`);
  }
}

let obscured: Promise<string> | undefined;

async function perform(door: Door, act: Act): Promise<void> {
  // It takes passwords only in its own disguise.
  obscured ??= runClient('rclone', ['obscure', door.password]).then(({ stdout }) => stdout.trim());
  const env = {
    RCLONE_FTP_HOST: urlHost(door.host),
    RCLONE_FTP_PORT: String(door.port),
    RCLONE_FTP_USER: door.login,
    RCLONE_FTP_PASS: await obscured,
    RCLONE_FTP_TLS: String(door.security === 'implicit TLS'),
    RCLONE_FTP_EXPLICIT_TLS: String(door.security === 'explicit TLS'),
    RCLONE_FTP_NO_CHECK_CERTIFICATE: 'true',
  };
  const { stdout } = await runClient('rclone', ['--retries=1', '--low-level-retries=1', ...args(act)], { env });
  if (act.do === 'list') await writeFile(act.local, stdout.replaceAll(/\/$/gm, ''));
}

export const rclone: FtpProgram = {
  name: 'rclone',
  needs: needsPrograms('rclone'),
  cannot: { 'resume upload': 'it sends a file whole', 'resume download': 'it fetches a file whole' },
  refuses: ({ mode }) => (mode === 'active' ? 'rclone is passive only' : undefined),
  perform: actByAct(perform),
};
