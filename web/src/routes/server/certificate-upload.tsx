// Uploading a certificate with its key, in two steps: give it, and see what it is before it is used; and removing it.
import { Button, FileButton, Textarea } from '@mantine/core';
import { useForm, type UseFormReturnType } from '@mantine/form';
import { useState } from 'react';
import { previewCertificate, removeCertificate, uploadCertificate } from '../../api/servers.js';
import type { CertificatePreview, CertificateUpload, Server, ServerTls } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { announce } from '../../parts/announce.js';
import { Confirm, Dialog } from '../../parts/dialog.js';
import { Focused, FormProblem, Notice, Said } from '../../parts/state.js';
import { useSubmit } from '../../parts/use-submit.js';
import { CertificateFacts } from './certificates.js';

interface UploadProps {
  readonly server: Server;
  readonly tls: ServerTls;
  readonly close: () => void;
}

/** Uploads or removes. It stands outside the form of the page, or its own would be sent with that. */
export function CertificateDialog({ kind, ...props }: UploadProps & { readonly kind: 'upload' | 'remove' }) {
  return kind === 'upload' ? <UploadDialog {...props} /> : <RemoveDialog {...props} />;
}

/** Asks for the certificate, says what it is and what will happen, and uploads it. */
function UploadDialog({ server, tls, close }: UploadProps) {
  const [preview, setPreview] = useState<CertificatePreview>();
  const form = useForm<CertificateUpload>({ initialValues: { certificate: '', privateKey: '' } });
  const { submit, busy, problem } = useSubmit(form, async (values) => {
    if (preview === undefined) {
      setPreview(await previewCertificate(server.id, values));
      return;
    }
    await uploadCertificate(server.id, values);
    announce(t('tlsPage.uploadedNow', { server: server.name }));
    close();
  });
  return (
    <Dialog title={t('tlsPage.uploadTitle', { server: server.name })} onClose={close} size="wide">
      <form onSubmit={submit} noValidate className="dialog">
        <FormProblem problem={problem} />
        <Focused reason={preview} className="dialog">
          {preview === undefined ? <Fields form={form} /> : <WhatHappens server={server} tls={tls} preview={preview} />}
        </Focused>
        <div className="form-foot">
          <Button variant="default" onClick={preview === undefined ? close : () => setPreview(undefined)}>
            {t(preview === undefined ? 'dialog.cancel' : 'tlsPage.back')}
          </Button>
          <Button type="submit" loading={busy}>
            {t(preview === undefined ? 'tlsPage.check' : 'tlsPage.use')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function Fields({ form }: { form: UseFormReturnType<CertificateUpload> }) {
  return (
    <>
      <PemField form={form} field="certificate" />
      <PemField form={form} field="privateKey" />
    </>
  );
}

function PemField({ form, field }: { form: UseFormReturnType<CertificateUpload>; field: keyof CertificateUpload }) {
  const take = (file: File | null) => void file?.text().then((text) => form.setFieldValue(field, text));
  return (
    <div className="pem">
      <Textarea
        {...form.getInputProps(field)}
        className="mono-field"
        label={t(`tlsPage.${field}`)}
        description={t(`tlsPage.${field}Hint`)}
        rows={5}
        autoComplete="off"
        spellCheck={false}
      />
      <FileButton onChange={take} accept=".pem,.crt,.cer,.key,.txt">
        {(props) => (
          <Button {...props} variant="default" size="xs" aria-label={t(`tlsPage.${field}File`)}>
            {t('tlsPage.choose')}
          </Button>
        )}
      </FileButton>
    </div>
  );
}

function WhatHappens({ server, tls, preview }: Omit<UploadProps, 'close'> & { preview: CertificatePreview }) {
  const before = tls.uploaded !== null ? 'inPlaceOfUploaded' : tls.certificates.length > 0 ? 'beforeFiles' : 'asFirst';
  return (
    <>
      <dl className="facts top">
        <CertificateFacts certificate={preview} />
      </dl>
      {preview.warnings.map((sentence) => (
        <Notice key={sentence} tone="refusal">
          <p>
            <Said>{sentence}</Said>
          </p>
        </Notice>
      ))}
      <p>
        {t(`tlsPage.${before}`, { server: server.name })} {t('tlsPage.keyKept')}
      </p>
    </>
  );
}

/** Says what clients get afterwards, and removes the uploaded one. */
function RemoveDialog({ server, tls, close }: UploadProps) {
  const next = tls.certificates.find(({ file }) => file !== null);
  return (
    <Confirm
      title={t('tlsPage.removeTitle', { server: server.name })}
      label={t('tlsPage.removeButton')}
      act={async () => {
        await removeCertificate(server.id);
        announce(t('tlsPage.removed', { server: server.name }));
      }}
      onClose={close}
    >
      {next === undefined ? (
        <p>{t('tlsPage.nothingLeft', { server: server.name })}</p>
      ) : (
        <>
          <p>{t('tlsPage.filesAgain', { file: next.file ?? '' })}</p>
          <dl className="facts top">
            <CertificateFacts certificate={next} />
          </dl>
        </>
      )}
    </Confirm>
  );
}
