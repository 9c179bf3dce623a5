// New recovery codes, shown this once.
import { Button } from '@mantine/core';
import { useMe } from '../../api/me.js';
import { usePanel } from '../../api/panel.js';
import { t } from '../../i18n/index.js';
import { CopyAll } from '../../parts/copy.js';
import { Dialog } from '../../parts/dialog.js';
import { saveFile } from '../../parts/save-file.js';
import { Notice } from '../../parts/state.js';

/** The dialog. */
export function RecoveryCodesDialog({ codes, close }: { codes: readonly string[]; close: () => void }) {
  const me = useMe();
  const { productName: product } = usePanel();
  const text = codes.join('\n');
  const save = () =>
    saveFile('recovery-codes.txt', t('twoStep.codesFile', { product, email: me.email, codes: text }), 'text/plain');
  return (
    <Dialog title={t('twoStep.codesTitle')} onClose={close}>
      <Notice tone="plain" alert>
        <p>{t('twoStep.codesText')}</p>
      </Notice>
      <ol className="recovery-codes mono">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <div className="form-foot under-codes">
        <CopyAll text={text} what={t('twoStep.codesWhat')} label={t('twoStep.codesCopy')} />
        <button type="button" className="text-button" onClick={save}>
          {t('twoStep.codesSave')}
        </button>
      </div>
      <div className="form-foot">
        <Button onClick={close} data-autofocus>
          {t('twoStep.codesDone')}
        </Button>
      </div>
    </Dialog>
  );
}
