// docs/commands.md is the command table for people who don't read TypeScript. `npm run generate:commands` writes it.
import { expect, it } from 'vitest';
import type { Command } from './define.js';
import { table } from './table.js';

const intro = `# FTP commands

Generated from the command table (\`src/ftp/commands/table.ts\`) by \`npm run generate:commands\`; not edited by hand.

- **Permission**: what the account must be allowed to do. \`–\` needs only the login, *anyone* not even that.
- **Rules**: *before TLS*, may be used in clear where TLS is required. *mode policy*, refused with 502 where the server's policy forbids the verb. *data*, moves bytes over a data connection. *during transfers*, is answered while one runs. *secret*, the argument is never logged.
- **FEAT**: how the command is advertised, unless policy or account forbid it.

| command | argument | permission | rules | FEAT | specified in | what it does |
| --- | --- | --- | --- | --- | --- | --- |
`;

function permission({ login, needs }: Command): string {
  if (login === 'optional') return '*anyone*';
  return needs === undefined ? '–' : needs;
}

function rules(row: Command): string {
  const words = [
    row.tls === undefined ? undefined : 'before TLS',
    row.dataVerb === undefined ? undefined : 'mode policy',
    row.transfers === undefined ? undefined : 'data',
    row.while === undefined ? undefined : 'during transfers',
    row.secret === undefined ? undefined : 'secret',
  ];
  return words.filter((word) => word !== undefined).join(', ');
}

function feature({ feat, verb }: Command): string {
  if (feat === undefined) return '';
  return typeof feat === 'string' ? `\`${feat}\`` : `\`${verb}\` and what the session chose`;
}

/** `959 §4.1.1, 3659 §6` -> `RFC 959 §4.1.1, RFC 3659 §6`; a draft keeps its name. */
const sources = (rfc: string) => rfc.replace(/(^|, )(?=\d)/g, '$1RFC ');

function line(row: Command): string {
  const argument = row.syntax === '' ? '' : `\`${row.syntax.replaceAll('|', '\\|')}\``;
  const cells = [`\`${row.verb}\``, argument, permission(row), rules(row), feature(row), sources(row.rfc), row.about];
  return `| ${cells.join(' | ')} |`;
}

it('says in docs/commands.md what the table says', async () => {
  await expect(`${intro}${table.map(line).join('\n')}\n`).toMatchFileSnapshot('../../../docs/commands.md');
});
