// Where a website lies and whom its files belong to; the server looks at it before anything is saved.
import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { changeWebRoot } from '../api/web-roots.js';
import type { WebRoot } from '../api/types.js';
import { t } from '../i18n/index.js';
import { announce } from './announce.js';
import { Conflict } from './conflict/conflict.js';
import { useEdited } from './conflict/use-edited.js';
import { Dialog } from './dialog.js';
import { FormProblem } from './state.js';
import { SystemIds, systemIdRules } from './system-ids.js';

const rules = {
  path: (path: string) => (path.startsWith('/') ? null : t('websiteNew.pathMissing')),
  ...systemIdRules,
  umask: (umask: string) => (/^[0-7]{3}$/.test(umask.trim()) ? null : t('websiteChange.umaskWrong')),
};

const valuesOf = ({ path, systemUid, systemGid, umask }: WebRoot) => ({
  path: path ?? '',
  systemUid: String(systemUid ?? ''),
  systemGid: String(systemGid ?? ''),
  umask: (umask ?? 0).toString(8).padStart(3, '0'),
});

const words = {
  path: { name: t('websiteNew.path') },
  systemUid: { name: t('websiteNew.uid') },
  systemGid: { name: t('websiteNew.gid') },
  umask: { name: t('websiteChange.umask') },
};

/** The dialog. */
export function WebsiteChange({ webRoot, onClose }: { readonly webRoot: WebRoot; readonly onClose: () => void }) {
  const form = useForm({ initialValues: valuesOf(webRoot), validate: rules });
  const save = async (values: ReturnType<typeof valuesOf>, revision: number) => {
    const ids = { systemUid: Number(values.systemUid), systemGid: Number(values.systemGid) };
    const change = { path: values.path.trim(), ...ids, umask: Number.parseInt(values.umask, 8) };
    const saved = await changeWebRoot(webRoot.id, change, revision);
    announce(t('websiteChange.saved'));
    onClose();
    return saved;
  };
  const { submit, busy, problem, meanwhile } = useEdited(form, { record: webRoot, valuesOf, save, words });
  return (
    <Dialog title={t('websiteChange.title', { domain: webRoot.domain })} onClose={onClose}>
      <form className="dialog" onSubmit={submit} noValidate>
        <FormProblem problem={problem} />
        <Conflict meanwhile={meanwhile} />
        <p className="quiet">{t('websiteChange.ends')}</p>
        <TextInput
          {...form.getInputProps('path')}
          className="mono-field"
          label={t('websiteNew.path')}
          description={t('websiteNew.pathHint')}
        />
        <SystemIds form={form} />
        <TextInput
          {...form.getInputProps('umask')}
          label={t('websiteChange.umask')}
          description={t('websiteChange.umaskHint')}
          inputMode="numeric"
        />
        <div className="form-foot">
          <Button variant="default" onClick={onClose}>
            {t('dialog.cancel')}
          </Button>
          <Button type="submit" loading={busy}>
            {t('websiteChange.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
