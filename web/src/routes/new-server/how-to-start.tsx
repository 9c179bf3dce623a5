// What a new server's machine needs, shown once: statements for the database where the panel may not run them, the file of
// settings, and the line that starts it.
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { AddedServer } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Lines } from '../../parts/lines.js';
import { PageHead } from '../../parts/page.js';
import { saveFile } from '../../parts/save-file.js';
import { Notice, Said } from '../../parts/state.js';

const place = '/etc/portside.env';

/** The steps, in the order in which they are taken. */
export function HowToStart({ server }: { server: AddedServer }) {
  const { id, name, environment, sql, warning } = server;
  return (
    <>
      <PageHead title={t('newServer.added', { name })} lead={t('newServer.addedLead')} />
      <div className="notices">
        <Notice tone="refusal">
          <p>{t('newServer.once')}</p>
        </Notice>
        {warning !== null && (
          <Notice tone="refusal">
            <p>
              <Said>{warning}</Said>
            </p>
          </Notice>
        )}
      </div>
      <ol className="start-steps">
        {sql !== null && (
          <li>
            <p>{t('newServer.sqlStep')}</p>
            <Lines text={sql} what={t('newServer.sql')} />
          </li>
        )}
        <li>
          <p>{t('newServer.fileStep', { place, name })}</p>
          <Lines text={environment} what={t('newServer.file')} />
          <button
            type="button"
            className="text-button"
            onClick={() => saveFile(`${name}.env`, environment, 'text/plain')}
          >
            {t('newServer.download')}
          </button>
        </li>
        <li>
          <p>{t('newServer.startStep', { name })}</p>
          <Lines text={`node --env-file=${place} start.mjs`} what={t('newServer.startLine')} />
        </li>
      </ol>
      <div className="form-foot under">
        <Button renderRoot={(props) => <Link to="/servers/$serverId" params={{ serverId: id }} {...props} />}>
          {t('newServer.open', { name })}
        </Button>
      </div>
    </>
  );
}
