// portside account ...: FTP accounts.
import { AccountsService } from '../../accounts/accounts.service.js';
import { AccountQuery } from '../../accounts/account-list.dto.js';
import { type Account, NewAccount } from '../../accounts/accounts.dto.js';
import { UsageError } from '../exit-codes.js';
import { asFacts, asTable } from '../layout.js';
import { type Answer, type Asked, pageOptions, passwordOptions, type Verb, yesOption } from '../verb.js';

const settingOptions = [
  ['--folder <folder>', 'folder inside the web root (/)'],
  ['--access <access>', 'full, read-only or upload-only (full)'],
  ['--quota-bytes <bytes>', 'uploads stop at this'],
  ['--quota-files <count>', 'files, links and folders together'],
  ['--max-sessions <count>', 'sessions at once'],
  ['--expires <instant>', 'such as 2027-01-31T12:00:00Z'],
  ['--allow <networks...>', 'addresses or networks; left out, from anywhere'],
  ['--note <text>', 'for whoever reads it later'],
] as const;

const withPassword = (account: Account, chosen: { password: string; made: boolean }): Answer => ({
  json: chosen.made ? { ...account, password: chosen.password } : account,
  text: asFacts([
    ...facts(account),
    ...(chosen.made ? [['Password', `${chosen.password} (shown once)`] as const] : []),
  ]),
});

export const accountVerbs: readonly Verb[] = [
  {
    usage: 'add <login>',
    does: 'Make an FTP account; its login ends in the domain of its web root.',
    options: [...settingOptions, ...passwordOptions],
    examples: [
      'account add designer@shop.example',
      'account add backup@shop.example --folder /backup --access upload-only --password-stdin < password',
    ],
    run: async (asked) => {
      const { name, domain } = partsOfLogin(asked.word(0));
      const chosen = await asked.password();
      const panel = await asked.panel();
      const wish = await panel.checked(NewAccount, {
        webRootId: await panel.idOf('web root', domain),
        name,
        password: chosen.password,
        ...settingsIn(asked),
      });
      return withPassword(await panel.get(AccountsService).create(panel.actor, wish), chosen);
    },
  },
  {
    usage: 'list',
    does: 'List FTP accounts, newest first.',
    options: [
      ['--search <text>', 'part of the login, the folder or the note'],
      ['--status <status>', 'enabled, disabled, suspended or expired'],
      ['--customer <customer>', 'those of this customer'],
      ['--web-root <domain>', 'those in this web root'],
      ...pageOptions,
    ],
    examples: ['account list --customer "Anna Weber"', 'account list --status disabled --json'],
    run: async (asked) => {
      const panel = await asked.panel();
      const query = await panel.checked(AccountQuery, {
        search: asked.text('search'),
        status: asked.text('status'),
        customerId: await panel.idIfGiven('customer', asked.text('customer')),
        webRootId: await panel.idIfGiven('web root', asked.text('webRoot')),
        ...asked.page(),
      });
      const page = await panel.get(AccountsService).list(panel.actor, query);
      const rows = page.items.map(({ login, customer, folder, access, effectiveStatus, openSessions }) => {
        return [login, customer.name, folder, access, effectiveStatus, openSessions];
      });
      const heads = ['login', 'customer', 'folder', 'access', 'status', 'sessions'];
      return { json: page, text: asTable(heads, rows, 'No FTP account fits.') };
    },
  },
  {
    usage: 'show <login>',
    does: 'Show one FTP account.',
    examples: ['account show designer@shop.example'],
    run: async (asked) => answer(await find(asked)),
  },
  {
    usage: 'passwd <login>',
    does: 'Set the password of an FTP account; its sessions end.',
    options: passwordOptions,
    examples: [
      'account passwd designer@shop.example',
      'account passwd designer@shop.example --password-stdin < password',
    ],
    run: async (asked) => {
      const account = await find(asked);
      const chosen = await asked.password();
      const panel = await asked.panel();
      await panel.get(AccountsService).setPassword(panel.actor, account.id, { password: chosen.password });
      return withPassword(await find(asked), chosen);
    },
  },
  {
    usage: 'disable <login>',
    does: 'Refuse the logins of an FTP account and end its sessions.',
    examples: ['account disable designer@shop.example'],
    run: (asked) => setStatus(asked, 'disabled'),
  },
  {
    usage: 'enable <login>',
    does: 'Let an FTP account log in again.',
    examples: ['account enable designer@shop.example'],
    run: (asked) => setStatus(asked, 'enabled'),
  },
  {
    usage: 'rm <login>',
    does: 'Delete an FTP account; the files stay.',
    options: [yesOption],
    examples: ['account rm designer@shop.example --yes'],
    run: async (asked) => {
      const account = await find(asked);
      const sessions = account.openSessions === 1 ? '1 open session ends' : `${account.openSessions} open sessions end`;
      await asked.agreeTo(
        `The FTP account ${account.login} would be deleted and ${sessions}; the files in ${account.folder} stay.`,
      );
      const panel = await asked.panel();
      await panel.get(AccountsService).delete(panel.actor, account.id);
      return { json: account, text: `${account.login} is deleted; the files stay.` };
    },
  },
];

function settingsIn(asked: Asked) {
  return {
    folder: asked.text('folder'),
    access: asked.text('access'),
    quotaBytes: asked.limit('quotaBytes'),
    quotaFiles: asked.limit('quotaFiles'),
    maxSessions: asked.limit('maxSessions'),
    expiresAt: asked.text('expires'),
    allowedNetworks: asked.list('allow'),
    note: asked.text('note'),
  };
}

function partsOfLogin(login: string): { name: string; domain: string } {
  const at = login.lastIndexOf('@');
  if (at < 1) throw new UsageError('Write the whole login, such as designer@shop.example.');
  return { name: login.slice(0, at), domain: login.slice(at + 1) };
}

async function find(asked: Asked): Promise<Account> {
  const panel = await asked.panel();
  return panel.get(AccountsService).get(panel.actor, await panel.idOf('account', asked.word(0)));
}

async function setStatus(asked: Asked, status: Account['status']): Promise<Answer> {
  const { id } = await find(asked);
  const panel = await asked.panel();
  return answer(await panel.get(AccountsService).setStatus(panel.actor, id, status));
}

const answer = (account: Account): Answer => ({ json: account, text: asFacts(facts(account)) });

function facts(account: Account) {
  return [
    ['Login', account.login],
    ['Customer', account.customer.name],
    ['Web root', `${account.webRoot.domain} on ${account.webRoot.serverName}`],
    ['Folder', account.folder],
    ['Access', account.access],
    ['Status', account.effectiveStatus],
    ['Used bytes', account.usedBytes],
    ['Quota bytes', account.quotaBytes],
    ['Max sessions', account.maxSessions],
    ['Open sessions', account.openSessions],
    ['Allowed from', account.allowedNetworks],
    ['Expires', account.expiresAt],
    ['Last login', account.lastLoginAt],
    ['Note', account.note],
  ] as const;
}
