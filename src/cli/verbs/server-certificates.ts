// portside server certificate ...: the certificate that is uploaded for a server. Keys are read from files and never told.
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { ServersService } from '../../servers/servers.service.js';
import { CertificateUpload } from '../../servers/uploaded-certificates.dto.js';
import { UploadedCertificatesService } from '../../servers/uploaded-certificates.service.js';
import { UsageError } from '../exit-codes.js';
import { asFacts } from '../layout.js';
import { type Answer, type Asked, type VerbGroup, yesOption } from '../verb.js';

export const certificateVerbs: VerbGroup = {
  name: 'certificate',
  does: 'the certificate that is uploaded for a server',
  verbs: [
    {
      usage: 'set <server>',
      does: 'Upload a certificate with its key; new sessions get it within a second. For hooks of certbot and acme.sh.',
      options: [
        ['--cert <file>', 'PEM: the server’s own certificate, then those that vouch for it'],
        ['--key <file>', 'PEM without a passphrase'],
        ['--dry-run', 'only say what it is and what is wrong with it'],
      ],
      examples: ['server certificate set web-01 --cert fullchain.pem --key privkey.pem'],
      run: upload,
    },
    {
      usage: 'remove <server>',
      does: 'Remove the uploaded certificate; new sessions get that of the server’s files.',
      options: [yesOption],
      examples: ['server certificate remove web-01 --yes'],
      run: async (asked) => {
        const panel = await asked.panel();
        const server = await panel.get(ServersService).get(panel.actor, await panel.idOf('server', asked.word(0)));
        await asked.agreeTo(`New sessions on ${server.name} would get the certificate of its files, if it has one.`);
        await panel.get(UploadedCertificatesService).remove(panel.actor, server.id);
        return { json: null, text: `The uploaded certificate of ${server.name} is removed, with its key.` };
      },
    },
  ],
};

async function upload(asked: Asked): Promise<Answer> {
  const written = { certificate: await fileIn(asked, 'cert'), privateKey: await fileIn(asked, 'key') };
  const panel = await asked.panel();
  const service = panel.get(UploadedCertificatesService);
  const serverId = await panel.idOf('server', asked.word(0));
  const wish = await panel.checked(CertificateUpload, written);
  const preview = await service.preview(panel.actor, serverId, wish);
  const json = asked.has('dryRun') ? preview : await service.put(panel.actor, serverId, wish);
  const facts = [
    ['Stands for', preview.hosts.join(', ')],
    ['Issued by', preview.issuer],
    ['Valid until', preview.validUntil],
    ['SHA-256', preview.fingerprint],
    ...preview.warnings.map((warning) => ['Warning', warning] as const),
  ] as const;
  return { json, text: asFacts(facts) };
}

async function fileIn(asked: Asked, option: 'cert' | 'key'): Promise<string> {
  const path = asked.text(option);
  if (path === undefined) throw new UsageError(`--${option}: name the PEM file.`);
  try {
    return await readFile(resolve(asked.terminal.folder, path), 'latin1');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new UsageError(`--${option}: ${path} cannot be read (${code}).`);
  }
}
