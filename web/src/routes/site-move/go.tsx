// The move itself: asked once more with path and size, and only when the files are there or it is said that they need not be.
import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import { Trans } from 'react-i18next';
import { moveSite } from '../../api/site-moves.js';
import type { MoveCheck, MovePreview, MoveTarget, SiteMoves } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { announce } from '../../parts/announce.js';
import { Confirm } from '../../parts/dialog.js';
import { Section } from '../../parts/page.js';
import { sizeInWords } from './counts.js';
import { checkOf } from './files.js';

interface GoProps {
  readonly moves: SiteMoves;
  readonly preview: MovePreview;
  readonly target: MoveTarget;
}

/** The section. */
export function Go({ moves, preview, target }: GoProps) {
  const [asking, setAsking] = useState(false);
  const [despite, setDespite] = useState(false);
  const check = checkOf(moves, preview);
  const same = check?.verdict === 'same';
  const [server, old] = [preview.to.server.name, preview.from.server.name];
  const go = async () => {
    await moveSite(preview, same ? target : { ...target, despiteDifferences: true });
    announce(t('siteMove.moved', { domain: preview.domain, server }));
  };
  return (
    <Section title={t('siteMove.move')}>
      <div className="stack">
        <p>{t('siteMove.moveText', { server, old })}</p>
        {!same && (
          <Checkbox
            label={t('siteMove.despite')}
            checked={despite}
            onChange={(event) => setDespite(event.currentTarget.checked)}
          />
        )}
        <div className="form-foot">
          <Button variant={same ? 'filled' : 'default'} disabled={!same && !despite} onClick={() => setAsking(true)}>
            {t('siteMove.moveOpen', { server })}
          </Button>
        </div>
      </div>
      {asking && (
        <Confirm
          title={t('siteMove.ask', { domain: preview.domain, server })}
          label={t('siteMove.button')}
          act={go}
          onClose={() => setAsking(false)}
        >
          <Asked preview={preview} check={check} />
        </Confirm>
      )}
    </Section>
  );
}

function Asked({ preview, check }: { preview: MovePreview; check: MoveCheck | undefined }) {
  const { from, openSessions, to } = preview;
  return (
    <>
      <p>
        <Trans
          i18nKey="siteMove.askText"
          values={{
            from: from.path,
            to: to.path,
            old: from.server.name,
            server: to.server.name,
            size: check === undefined ? t('siteMove.uncounted') : sizeInWords(check.before),
          }}
          components={{ from: <span className="mono" />, to: <span className="mono" /> }}
        />
      </p>
      {openSessions > 0 && <p>{t('siteMove.sessions', { count: openSessions })}</p>}
      <p className="quiet">{t('siteMove.askKeep', { old: from.server.name })}</p>
    </>
  );
}
