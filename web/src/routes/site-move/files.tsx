// The files: the command that copies them, and the check that they are there.
import { Button } from '@mantine/core';
import { checkMove } from '../../api/site-moves.js';
import type { MoveCheck, MovePreview, MoveTarget, SiteMoves } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Lines } from '../../parts/lines.js';
import { Section } from '../../parts/page.js';
import { FormProblem } from '../../parts/state.js';
import { useAct } from '../../parts/use-submit.js';
import { Counts } from './counts.js';

interface FilesProps {
  readonly moves: SiteMoves;
  readonly preview: MovePreview;
  readonly target: MoveTarget;
}

/** The section. */
export function Files({ moves, preview, target }: FilesProps) {
  const { busy, problem, run } = useAct();
  const check = checkOf(moves, preview);
  return (
    <Section title={t('siteMove.copy')}>
      <div className="stack">
        <p>{t('siteMove.copyText', { server: preview.to.server.name })}</p>
        <Lines text={preview.copyCommand} what={t('siteMove.copyCommand')} />
        <FormProblem problem={problem} />
        {check && <Counts check={check} words="verdict" />}
        <div className="form-foot">
          <Button
            variant={check?.verdict === 'same' ? 'default' : 'filled'}
            loading={busy}
            onClick={() => run(() => checkMove(preview.webRootId, target))}
          >
            {t(check === undefined ? 'siteMove.check' : 'siteMove.checkAgain')}
          </Button>
        </div>
      </div>
    </Section>
  );
}

/** The newest check, where it was of this very place. */
export function checkOf({ check }: SiteMoves, { to }: MovePreview): MoveCheck | undefined {
  if (check === null || check.target.id !== to.server.id || check.path !== to.path) return undefined;
  return check.systemUid === to.systemUid && check.systemGid === to.systemGid ? check : undefined;
}
