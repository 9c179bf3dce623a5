// portside web-root ...: the folders of sites.
import { WebRootsService } from '../../web-roots/web-roots.service.js';
import { NewWebRoot, type WebRoot, WebRootQuery } from '../../web-roots/web-roots.dto.js';
import { asTable } from '../layout.js';
import { pageOptions, type Verb } from '../verb.js';
import { moveVerb } from './move-web-root.js';

export const webRootVerbs: readonly Verb[] = [
  {
    usage: 'add <domain>',
    does: 'Make a web root; its server looks at the folder first.',
    options: [
      ['--customer <customer>', 'whose it is'],
      ['--server <server>', 'where it lies'],
      ['--path <path>', 'the folder on the server'],
      ['--uid <number>', 'system user whose files they are'],
      ['--gid <number>', 'system group'],
      ['--umask <octal>', 'taken away from the mode of new files (022)'],
    ],
    examples: [
      'web-root add shop.example --customer 1042 --server web-01 --path /srv/www/shop.example --uid 2001 --gid 2001',
    ],
    run: async (asked) => {
      const panel = await asked.panel();
      const wish = await panel.checked(NewWebRoot, {
        domain: asked.word(0),
        customerId: await panel.idIfGiven('customer', asked.text('customer')),
        serverId: await panel.idIfGiven('server', asked.text('server')),
        path: asked.text('path'),
        systemUid: asked.number('uid'),
        systemGid: asked.number('gid'),
        umask: octal(asked.text('umask')),
      });
      const webRoot = await panel.get(WebRootsService).create(panel.actor, wish);
      return { json: webRoot, text: tableOf([webRoot]) };
    },
  },
  {
    usage: 'list',
    does: 'List web roots, newest first.',
    options: [['--customer <customer>', 'those of this customer'], ...pageOptions],
    examples: ['web-root list --customer 1042'],
    run: async (asked) => {
      const panel = await asked.panel();
      const query = await panel.checked(WebRootQuery, {
        customerId: await panel.idIfGiven('customer', asked.text('customer')),
        ...asked.page(),
      });
      const page = await panel.get(WebRootsService).list(panel.actor, query);
      return { json: page, text: tableOf(page.items) };
    },
  },
  moveVerb,
];

/** What is no octal number stays as it is, for the service to refuse. */
function octal(written: string | undefined): number | string | undefined {
  return written !== undefined && /^[0-7]{1,4}$/.test(written) ? parseInt(written, 8) : written;
}

function tableOf(webRoots: readonly WebRoot[]): string {
  const rows = webRoots.map(({ domain, customer, server, path, systemUid, accountCount }) => {
    return [domain, customer.name, server.name, path, systemUid, accountCount];
  });
  return asTable(['domain', 'customer', 'server', 'path', 'uid', 'accounts'], rows, 'No web root fits.');
}
