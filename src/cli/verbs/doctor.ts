// portside doctor: looks at the installation and says one cure for each thing that is not well.
import { SettingError } from '../../config.js';
import type { Finding } from '../../findings/findings.js';
import { FindingsService } from '../../findings/findings.service.js';
import { exitCodes } from '../exit-codes.js';
import type { Answer, Asked, Verb } from '../verb.js';

export const doctor: Verb = {
  usage: 'doctor',
  does: 'Look at the database, the servers, their policies, certificates and ports.',
  examples: ['doctor', 'doctor --json'],
  run: async (asked) => answer(await look(asked)),
};

async function look(asked: Asked): Promise<Finding[]> {
  try {
    const panel = await asked.panel();
    return await panel.get(FindingsService).read(panel.actor);
  } catch (error) {
    if (!(error instanceof SettingError)) throw error;
    const [sentence = '', cure = null] = error.message.split('; ');
    const whole = sentence.replace(/\.?$/, '.');
    return [{ check: 'database', server: null, serverId: null, fine: false, sentence: whole, cure }];
  }
}

function answer(findings: readonly Finding[]): Answer {
  const fine = findings.every((finding) => finding.fine);
  const lines = findings.map(({ check, server, fine: well, sentence, cure }) => {
    const subject = server === null ? check : `${server}, ${check}`;
    return `${well ? 'fine ' : 'FAULT'}  ${subject}: ${sentence}${cure === null ? '' : `\n       ${cure}`}`;
  });
  const lost = findings.some(({ check, fine: well }) => check === 'database' && !well);
  const exitCode = fine ? exitCodes.done : lost ? exitCodes.database : exitCodes.refused;
  return { json: { fine, findings }, text: lines.join('\n'), exitCode };
}
