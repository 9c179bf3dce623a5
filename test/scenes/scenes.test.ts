// Each scene with each client and each verb: does the file come over where it should, and is the verdict the true cause?
import { describe, inject, it } from 'vitest';
import { dataVerbs, type DataVerb } from '../../src/ftp/policy.js';
import { needsPrograms } from '../support/programs.js';
import { cannot, clients } from './clients.js';
import { lacking } from './network.js';
import { scenes, type Scene } from './scenes.js';
import { page, Stage, type Fetched } from './stage.js';

const programs = needsPrograms(...clients);

describe.skipIf(lacking !== '' || programs.missing)(`in the scene${lacking}${programs.note}`, () => {
  for (const scene of scenes) {
    const blind = JSON.stringify(scene.hosts).includes('ct helper') && inject('sceneEquipment')?.followsFtp === false;
    (blind ? it.concurrent.skip : it.concurrent)(
      `${scene.name}${blind ? ' [this kernel lacks nf_nat_ftp]' : ''}`,
      async ({ expect }) => {
        await Stage.with(scene, async (stage) => expect(await played(scene, stage)).toEqual(expected(scene)));
      },
    );
  }
});

function tries(scene: Scene) {
  return dataVerbs.flatMap((verb) =>
    clients
      .filter((client) => !cannot(client, { host: scene.door, verb, tls: scene.tls ?? false }))
      .map((client) => ({ client, verb })),
  );
}

function expected(scene: Scene): Record<string, string> {
  return Object.fromEntries(
    tries(scene).map(({ client, verb }) => {
      const verdict = scene.endings[verb] ?? '';
      return [`${client} ${verb}`, `${verdict}${verdict === 'worked' ? ', and the file has come' : ''}`];
    }),
  );
}

async function played(scene: Scene, stage: Stage): Promise<Record<string, string>> {
  const seen: Record<string, string> = {};
  for (const { client, verb } of tries(scene)) {
    seen[`${client} ${verb}`] = endingOf(verb, await stage.fetch(client, verb));
  }
  return seen;
}

/** curl goes on from EPSV to PASV and from EPRT to PORT; what fails in one way must do so in the other. */
function endingOf(verb: DataVerb, { content, connections }: Fetched): string {
  if (connections[0]?.verb !== verb) return `${connections[0]?.verb ?? 'no verb'} in place of ${verb}`;
  const verdicts = [...new Set(connections.map(({ verdict }) => verdict))].join(', then ');
  return `${verdicts}${content === page.content ? ', and the file has come' : ''}`;
}
