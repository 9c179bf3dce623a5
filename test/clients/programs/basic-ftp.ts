// basic-ftp, the client most Node programs use: in this process, one session for all acts.
import { Client } from 'basic-ftp';
import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { howTo, type Act, type Door, type FtpProgram, type Ways } from '../program.js';

const waysOf = (client: Client): Ways<Promise<unknown>> => ({
  upload: (act) => client.uploadFrom(act.local, act.remote),
  download: (act) => client.downloadTo(act.local, act.remote),
  'resume upload': (act) => client.appendFrom(createReadStream(act.local, { start: act.atByte }), act.remote),
  'resume download': (act) => client.downloadTo(act.local, act.remote, act.atByte),
  list: async (act) => writeFile(act.local, (await client.list(act.folder)).map(({ name }) => name).join('\n')),
  rename: (act) => client.rename(act.from, act.to),
  delete: (act) => client.remove(act.remote),
  'make folder': (act) => client.send(`MKD ${act.remote}`),
  'remove folder': (act) => client.removeDir(`/${act.remote}`),
  'mirror up': (act) => client.uploadFromDir(act.local, act.remote),
  'mirror down': (act) => client.downloadToDir(act.local, act.remote),
});

async function perform(door: Door, acts: readonly Act[]): Promise<void> {
  const client = new Client(30_000);
  const ways = waysOf(client);
  try {
    await client.access({
      host: door.host,
      port: door.port,
      user: door.login,
      password: door.password,
      secure: door.security === 'plain' ? false : door.security === 'explicit TLS' ? true : 'implicit',
      secureOptions: { rejectUnauthorized: false },
    });
    for (const act of acts) {
      await howTo(ways, act);
      await client.cd('/');
    }
  } finally {
    client.close();
  }
}

export const basicFtp: FtpProgram = {
  name: 'basic-ftp',
  needs: { missing: false, note: '' },
  cannot: {},
  refuses: ({ mode }) => (mode === 'active' ? 'basic-ftp is passive only' : undefined),
  perform,
};
