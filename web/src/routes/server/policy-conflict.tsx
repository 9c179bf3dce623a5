// Somebody else applied a policy while this one was being edited: what differs, and whether to take theirs or go on.
import type { Conflict } from '../../api/servers.js';
import type { Policy } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { ConflictDialog } from '../../parts/conflict/conflict-dialog.js';
import type { Difference } from '../../parts/conflict/differences.js';
import { FormProblem } from '../../parts/state.js';
import { useAct } from '../../parts/use-submit.js';
import { fieldName, valueInWords } from './differences.js';

interface ConflictProps {
  readonly current: Policy;
  readonly conflicts: readonly Conflict[];
  readonly takeTheirs: () => void;
  /** Applies what was changed here to their version. */
  readonly applyMine: () => Promise<unknown>;
  readonly onClose: () => void;
}

/** Says who was faster and with what. */
export function PolicyConflict({ current, conflicts, takeTheirs, applyMine, onClose }: ConflictProps) {
  const { busy, problem, run } = useAct();
  return (
    <ConflictDialog
      title={t('policy.conflictTitle')}
      differences={conflicts.flatMap(inWords)}
      takeTheirs={takeTheirs}
      applyMine={() => run(() => applyMine().then(onClose))}
      busy={busy}
      onClose={onClose}
    >
      <FormProblem problem={problem} />
      <p>{t('policy.conflict', { who: current.createdBy, version: current.version })}</p>
    </ConflictDialog>
  );
}

function inWords({ field, was, is, yours }: Conflict): Difference[] {
  const name = fieldName(field);
  if (name === undefined) return [];
  const say = (value: unknown) => valueInWords(field, value);
  const untouched = JSON.stringify(was) === JSON.stringify(yours);
  return [{ field, name, was: say(was), theirs: say(is), yours: untouched ? undefined : say(yours) }];
}
