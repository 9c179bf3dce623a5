// portside web-root move: what would move, what both servers count, and the move.
import { setTimeout as sleep } from 'node:timers/promises';
import { type MoveCheck, MoveOrder, type MovePreview, type SiteMoves } from '../../site-moves/site-moves.dto.js';
import { SiteMovesService } from '../../site-moves/site-moves.service.js';
import { asFacts } from '../layout.js';
import type { OpenPanel } from '../open-panel.js';
import { type Answer, type Asked, type Verb, yesOption } from '../verb.js';

const lookEveryMs = 500;

export const moveVerb: Verb = {
  usage: 'move <domain>',
  does: 'Move a web root with its FTP accounts to another server, to which its files were copied.',
  options: [
    ['--server <server>', 'where to'],
    ['--path <path>', 'the folder there (the same)'],
    ['--uid <number>', 'system user whose files they are there (the same)'],
    ['--gid <number>', 'system group there (the same)'],
    ['--dry-run', 'say what would move, what stands against it and how to copy the files'],
    ['--despite-differences', 'move although the two servers do not count the same'],
    yesOption,
  ],
  examples: [
    'web-root move shop.example --server web-02 --dry-run',
    'web-root move shop.example --server web-02 --yes',
  ],
  run: move,
};

async function move(asked: Asked): Promise<Answer> {
  const panel = await asked.panel();
  const service = panel.get(SiteMovesService);
  const id = await panel.idOf('web root', asked.word(0));
  const order = await panel.checked(MoveOrder, {
    serverId: await panel.idIfGiven('server', asked.text('server')),
    path: asked.text('path'),
    systemUid: asked.number('uid'),
    systemGid: asked.number('gid'),
    despiteDifferences: asked.has('despiteDifferences'),
  });
  const preview = await service.preview(panel.actor, id, order);
  if (asked.has('dryRun')) return { json: preview, text: previewText(preview) };
  const { check } = await counted(panel, id, order);
  await asked.agreeTo(
    `${check === null ? '' : checkText(check)}${preview.domain} would move from ${preview.from.server.name} to ` +
      `${preview.to.server.name}; ${preview.openSessions} sessions would end.`,
  );
  const moved = await service.move(panel.actor, id, { ...order, seen: [preview.revision] });
  return {
    json: moved,
    text: `${moved.domain} lies on ${moved.server.name} now: ${moved.host} port ${moved.ftpPort}.`,
  };
}

/** Asks both servers and waits while they count; one that does not answer is not waited for. */
async function counted(panel: OpenPanel, id: string, order: MoveOrder): Promise<SiteMoves> {
  const service = panel.get(SiteMovesService);
  let moves = await service.check(panel.actor, id, order);
  while (isUnderWay(moves.check)) {
    await sleep(lookEveryMs);
    moves = await service.look(panel.actor, id);
  }
  return moves;
}

const isUnderWay = (check: MoveCheck | null): boolean =>
  check?.verdict === 'counting' && ![check.before, check.after].some(({ state }) => state === 'silent');

function checkText({ after, before }: MoveCheck): string {
  const lines = [before, after].map(({ bytes, files, refusal, server, state }) => {
    const size = `${files ?? 'unknown'} files and folders, ${bytes ?? 'unknown'} bytes (${state})`;
    return `${server.name}: ${refusal ?? size}\n`;
  });
  return lines.join('');
}

function previewText({ accounts, clashes, copyCommand, from, openSessions, to }: MovePreview): string {
  return asFacts([
    ['From', `${from.server.name} ${from.path}`],
    ['To', `${to.server.name} ${to.path}`],
    ['FTP accounts', accounts.map(({ login }) => login).join(', ')],
    ['Sessions that end', openSessions],
    ['New address', `${to.host} port ${to.ftpPort}`],
    ...clashes.map(({ detail }) => ['In the way', detail] as const),
    ['Copy the files', copyCommand],
  ]);
}
