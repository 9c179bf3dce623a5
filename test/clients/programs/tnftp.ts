// tnftp, the BSD client: one session that reads its commands from standard input.
import { needsPrograms } from '../../support/programs.js';
import { howTo, runClient, type Act, type Door, type FtpProgram, type Ways } from '../program.js';

const quoted = (text: string) => `"${text}"`;

const commands: Ways<string[]> = {
  upload: (act) => [`put ${quoted(act.local)} ${quoted(act.remote)}`],
  download: (act) => [`get ${quoted(act.remote)} ${quoted(act.local)}`],
  'resume upload': (act) => [`restart ${act.atByte}`, `put ${quoted(act.local)} ${quoted(act.remote)}`],
  'resume download': (act) => [`reget ${quoted(act.remote)} ${quoted(act.local)}`],
  list: (act) => [`nlist ${quoted(act.folder === '' ? '.' : act.folder)} ${quoted(act.local)}`],
  rename: (act) => [`rename ${quoted(act.from)} ${quoted(act.to)}`],
  delete: (act) => [`delete ${quoted(act.remote)}`],
  'make folder': (act) => [`mkdir ${quoted(act.remote)}`],
  'remove folder': (act) => [`rmdir ${quoted(act.remote)}`],
};

async function perform(door: Door, acts: readonly Act[]): Promise<void> {
  const script = [
    `open ${door.host} ${door.port}`,
    `user ${quoted(door.login)} ${quoted(door.password)}`,
    'binary',
    ...acts.flatMap((act) => howTo(commands, act)),
    'quit',
    '',
  ];
  const mode = door.mode === 'passive' ? '-p' : '-A';
  const said = await runClient('tnftp', ['-i', '-n', '-V', '-q', '30', mode], { input: script.join('\n') });
  // Its exit code is 0 whatever happened.
  const complaint = /^(?:[45]\d\d |\?|tnftp: ).*/m.exec(said.stdout + said.stderr);
  if (complaint !== null) throw new Error(`tnftp says: ${complaint[0]}`);
}

export const tnftp: FtpProgram = {
  name: 'tnftp',
  needs: needsPrograms('tnftp'),
  cannot: { 'mirror up': 'it has no recursion', 'mirror down': 'it has no recursion' },
  refuses: ({ security }) => (security === 'plain' ? undefined : 'tnftp speaks TLS for https only'),
  perform,
};
