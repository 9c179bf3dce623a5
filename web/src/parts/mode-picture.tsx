// The two TCP connections of FTP as a miniature: client left, server right, each side's router or firewall a thin wall
// between. The upper line is control, the lower data; the arrowhead points from who dials to who listens.
import type { Preset } from '../api/types.js';
import { t } from '../i18n/index.js';

interface PictureProps {
  readonly preset: Preset;
  readonly controlPort: number;
  readonly range: string;
  /** The port the server dials from; null for any. */
  readonly sourcePort: number | null;
}

const left = 52;
const right = 248;
const control = 34;

interface WireProps {
  readonly y: number;
  readonly towards: 'server' | 'client';
  readonly kind: 'control' | 'data';
  readonly atClient: string;
  readonly atServer: string;
}

function Wire({ y, towards, kind, atClient, atServer }: WireProps) {
  const tip = towards === 'server' ? right : left;
  const back = towards === 'server' ? tip - 6 : tip + 6;
  return (
    <g className={kind}>
      <path
        d={`M${left} ${y}H${right}M${back} ${y - 4}L${tip} ${y}L${back} ${y + 4}`}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
      />
      <text x={left + 4} y={y - 6}>
        {atClient}
      </text>
      <text x={right - 4} y={y - 6} textAnchor="end">
        {atServer}
      </text>
      <text x="150" y={y - 6} textAnchor="middle">
        {t(`picture.${kind}`)}
      </text>
    </g>
  );
}

function Ends({ bottom }: { bottom: number }) {
  return (
    <>
      <rect className="end" x="4" y="12" width="44" height={bottom - 12} rx="2" />
      <rect className="end" x="252" y="12" width="44" height={bottom - 12} rx="2" />
      <path className="wall" d={`M108 12V${bottom}M192 12V${bottom}`} />
      <text x="26" y={bottom + 13} textAnchor="middle">
        {t('picture.client')}
      </text>
      <text x="108" y={bottom + 13} textAnchor="middle">
        {t('picture.router')}
      </text>
      <text x="192" y={bottom + 13} textAnchor="middle">
        {t('picture.firewall')}
      </text>
      <text x="274" y={bottom + 13} textAnchor="middle">
        {t('picture.server')}
      </text>
    </>
  );
}

/** The picture, with the same said in words for who cannot see it. */
export function ModePicture({ preset, controlPort, range, sourcePort }: PictureProps) {
  const source = sourcePort === null ? t('picture.any') : String(sourcePort);
  const words = t(`picture.${preset}`, {
    port: controlPort,
    range,
    source: sourcePort === null ? t('picture.sourceAny') : t('picture.sourcePort', { port: sourcePort }),
  });
  const any = t('picture.any');
  return (
    <svg className="picture" viewBox="0 0 300 122" role="img" aria-label={words}>
      <Ends bottom={104} />
      <Wire y={control} towards="server" kind="control" atClient={any} atServer={String(controlPort)} />
      {preset !== 'active-only' && (
        <Wire y={preset === 'passive-only' ? 76 : 64} towards="server" kind="data" atClient={any} atServer={range} />
      )}
      {preset !== 'passive-only' && (
        <Wire
          y={preset === 'active-only' ? 76 : 92}
          towards="client"
          kind="data"
          atClient={t('picture.named')}
          atServer={source}
        />
      )}
    </svg>
  );
}
