// Says in a form that somebody else changed the same meanwhile, as soon as it is known and again when it is saved.
import { t } from '../../i18n/index.js';
import { Notice } from '../state.js';
import { ConflictDialog } from './conflict-dialog.js';
import type { Meanwhile } from './use-edited.js';

/** The notice, and the difference behind it; nothing while nobody was faster. */
export function Conflict({ meanwhile }: { meanwhile: Meanwhile | undefined }) {
  if (!meanwhile) return null;
  return (
    <>
      <Notice tone="refusal" alert>
        <p>{t('conflict.notice')}</p>
        <button type="button" className="text-button" onClick={meanwhile.show}>
          {t('conflict.show')}
        </button>
      </Notice>
      {meanwhile.shown && (
        <ConflictDialog {...meanwhile} title={t('conflict.title')} onClose={meanwhile.hide}>
          <p>{t('conflict.text')}</p>
        </ConflictDialog>
      )}
    </>
  );
}
