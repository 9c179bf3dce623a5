// busybox: ftpget and ftpput, one process an act.
import { needsPrograms } from '../../support/programs.js';
import { actByAct, runClient, type Act, type Door, type FtpProgram } from '../program.js';

function args(door: Door, act: Act): string[] {
  const who = ['-u', door.login, '-p', door.password, '-P', String(door.port), door.host];
  if (act.do === 'upload') return ['ftpput', ...who, act.remote, act.local];
  if (act.do === 'download') return ['ftpget', ...who, act.local, act.remote];
  if (act.do === 'resume download') return ['ftpget', '-c', ...who, act.local, act.remote];
  throw new Error(`busybox cannot ${act.do}.`);
}

const oneFile = 'ftpget and ftpput move one file whole';

export const busybox: FtpProgram = {
  name: 'busybox',
  needs: needsPrograms('busybox'),
  cannot: {
    'resume upload': oneFile,
    list: oneFile,
    rename: oneFile,
    delete: oneFile,
    'make folder': oneFile,
    'remove folder': oneFile,
    'mirror up': oneFile,
    'mirror down': oneFile,
  },
  refuses: ({ security, mode }) => {
    if (security !== 'plain') return 'busybox has no TLS';
    return mode === 'active' ? 'busybox is passive only' : undefined;
  },
  perform: actByAct((door, act) => runClient('busybox', args(door, act))),
};
