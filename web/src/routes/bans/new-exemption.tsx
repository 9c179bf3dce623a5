// The dialog that puts a network among those that no ban keeps out.
import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { addBanExemption } from '../../api/bans.js';
import type { NewBanExemption } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Dialog } from '../../parts/dialog.js';
import { FormProblem } from '../../parts/state.js';
import { useSubmit } from '../../parts/use-submit.js';

/** Open as long as it is rendered. */
export function NewExemptionDialog({ onClose }: { onClose: () => void }) {
  const form = useForm<NewBanExemption>({
    initialValues: { network: '', note: '' },
    validate: {
      network: (value) => (value.trim() === '' ? t('neverBanned.networkMissing') : null),
      note: (value) => (value.trim() === '' ? t('neverBanned.noteMissing') : null),
    },
  });
  const { busy, problem, submit } = useSubmit(form, async ({ network, note }) => {
    await addBanExemption({ network: network.trim(), note: note.trim() });
    onClose();
  });
  return (
    <Dialog title={t('neverBanned.addTitle')} onClose={onClose}>
      <form onSubmit={submit} className="dialog" noValidate>
        <FormProblem problem={problem} />
        <TextInput
          className="mono-field"
          label={t('bans.address')}
          description={t('neverBanned.networkHint')}
          data-autofocus
          spellCheck={false}
          autoComplete="off"
          {...form.getInputProps('network')}
        />
        <TextInput
          label={t('neverBanned.note')}
          description={t('neverBanned.noteHint')}
          {...form.getInputProps('note')}
        />
        <p className="hint">{t('neverBanned.effect')}</p>
        <div className="form-foot">
          <Button variant="default" onClick={onClose}>
            {t('dialog.cancel')}
          </Button>
          <Button type="submit" loading={busy}>
            {t('neverBanned.submit')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
