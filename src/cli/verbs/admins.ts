// portside admin ...: who may do everything in the panel.
import { whyEmailRefused } from '../../auth/email.js';
import { AdminsService, type Admin } from '../admins.service.js';
import { UsageError } from '../exit-codes.js';
import { asFacts } from '../layout.js';
import { type Answer, type Asked, type ChosenPassword, passwordOptions, type Verb } from '../verb.js';

export const adminVerbs: readonly Verb[] = [
  {
    usage: 'create <email>',
    does: 'Make an admin of the panel.',
    options: [['--name <name>', 'what the panel calls them'], ...passwordOptions],
    examples: ['admin create ops@host.example --name "Night shift"'],
    run: async (asked) => {
      const email = emailIn(asked);
      const chosen = await asked.password(email);
      const panel = await asked.panel();
      const wish = { email, displayName: asked.text('name') ?? '', password: chosen.password };
      return answer(await panel.get(AdminsService).create(panel.actor, wish), chosen);
    },
  },
  {
    usage: 'passwd <email>',
    does: "Set an admin's password and end their panel sessions.",
    options: passwordOptions,
    examples: ['admin passwd ops@host.example'],
    run: async (asked) => {
      const email = emailIn(asked);
      const chosen = await asked.password(email);
      const panel = await asked.panel();
      return answer(await panel.get(AdminsService).setPassword(panel.actor, email, chosen.password), chosen);
    },
  },
];

function emailIn(asked: Asked): string {
  const email = asked.word(0);
  const why = whyEmailRefused(email);
  if (why !== undefined) throw new UsageError(why);
  return email;
}

function answer(admin: Admin, { password, made }: ChosenPassword): Answer {
  const facts = [
    ['E-mail', admin.email],
    ['Name', admin.displayName],
    ...(made ? [['Password', `${password} (shown once)`]] : []),
  ] as [string, string][];
  return { json: made ? { ...admin, password } : admin, text: asFacts(facts) };
}
