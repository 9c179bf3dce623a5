// docs/scenes.md is the table of scenes for people who don't read TypeScript. Written with
// `npx vitest run --project scenes test/scenes/documented.test.ts --update`.
import { expect, it } from 'vitest';
import { dataVerbs } from '../../src/ftp/policy.js';
import { scenes, type Scene } from './scenes.js';

const intro = `# Scenes

Written from the table in \`test/scenes/scenes.ts\`; not edited by hand. Each scene is a network of our own with the FTP server in it. curl and lftp fetch a file by each verb that they know, and the server's verdict on each data connection must be the one below: the file comes over where it says \`worked\`, and nowhere else. \`npx vitest run --project scenes\` plays them, as root on Linux with iproute2 and nftables.

Not in the table, because it matters there what happens when (\`test/scenes/moments.test.ts\`): who gets the only port of a range (\`range-full\`), and firewalls that begin to drop packets in mid transfer (\`stalled\`).

| scene | ${dataVerbs.join(' | ')} |
| --- | --- | --- | --- | --- |
`;

function line({ name, endings }: Scene): string {
  return `| ${[name, ...dataVerbs.map((verb) => endings[verb] ?? '–')].join(' | ')} |`;
}

it('docs/scenes.md says what the table of scenes says', async () => {
  await expect(`${intro}${scenes.map(line).join('\n')}\n`).toMatchFileSnapshot('../../docs/scenes.md');
});
