// A preset of the policy as a miniature of the two connections, with the same said in words for who cannot see it.
import type { Preset } from '../api/types.js';
import { t } from '../i18n/index.js';
import { ConnectionPicture, type PictureLine } from './picture/connection-picture.js';

interface PictureProps {
  readonly preset: Preset;
  readonly controlPort: number;
  readonly range: string;
  /** The port the server dials from; null for any. */
  readonly sourcePort: number | null;
}

/** The picture of a preset. */
export function ModePicture({ preset, controlPort, range, sourcePort }: PictureProps) {
  const source = sourcePort === null ? t('picture.any') : String(sourcePort);
  const words = t(`picture.${preset}`, {
    port: controlPort,
    range,
    source: sourcePort === null ? t('picture.sourceAny') : t('picture.sourcePort', { port: sourcePort }),
  });
  const data = { kind: 'data', label: t('picture.data') } as const;
  const passive: PictureLine = { ...data, towards: 'server', atClient: t('picture.any'), atServer: range };
  const active: PictureLine = { ...data, towards: 'client', atClient: t('picture.named'), atServer: source };
  const lines: PictureLine[] = [
    {
      kind: 'control',
      towards: 'server',
      atClient: t('picture.any'),
      atServer: String(controlPort),
      label: t('picture.control'),
    },
    ...(preset === 'active-only' ? [] : [passive]),
    ...(preset === 'passive-only' ? [] : [active]),
  ];
  return (
    <>
      <ConnectionPicture picture={{ lines }} size="small" />
      <span className="heard-only">{words}</span>
    </>
  );
}
