// The two TCP connections of FTP as a picture: client left, server right, each side's router or firewall a thin wall
// between. The upper line is control, the lower data; the arrowhead points from who dials to who listens. It draws a plain
// description and knows nothing of sessions or policies.
import { t } from '../../i18n/index.js';

/** Where a failed line stops. */
export type Stop = 'client' | 'client-wall' | 'server-wall' | 'server';

export interface PictureLine {
  readonly kind: 'control' | 'data';
  /** Who listens: there the arrowhead is. */
  readonly towards: 'server' | 'client';
  readonly atClient: string;
  readonly atServer: string;
  readonly label: string;
  readonly secure?: boolean;
  readonly beneath?: string;
  /** `waiting`: agreed on, not connected; `over`: was connected. */
  readonly state?: 'up' | 'waiting' | 'failed' | 'over';
  /** Of a failed line. */
  readonly stop?: Stop;
}

export interface Picture {
  readonly lines: readonly PictureLine[];
  /** The addresses of the two ends, where there are any. */
  readonly client?: string;
  readonly server?: string;
}

/** `small` is for phones and miniatures, whose letters would be too small otherwise. */
export type PictureSize = 'small' | 'large';

interface Measures {
  readonly width: number;
  readonly boxWidth: number;
  readonly top: number;
  readonly bottom: number;
  readonly walls: readonly [client: number, server: number];
  /** The line of text under the walls, or over them. */
  readonly wallsAt: number;
  /** The line of text under the ends. */
  readonly captionAt: number;
  /** Whether there is room for two long addresses. */
  readonly showsAddresses: boolean;
  readonly above: number;
  readonly beneath: number;
  readonly rows: Readonly<Record<1 | 2 | 3, readonly number[]>>;
}

const measures: Readonly<Record<PictureSize, Measures>> = {
  small: {
    width: 300,
    boxWidth: 44,
    top: 12,
    bottom: 104,
    walls: [108, 192],
    wallsAt: 117,
    captionAt: 117,
    showsAddresses: false,
    above: 6,
    beneath: 13,
    rows: { 1: [34], 2: [34, 76], 3: [34, 64, 92] },
  },
  large: {
    width: 760,
    boxWidth: 92,
    top: 24,
    bottom: 176,
    walls: [244, 516],
    wallsAt: 14,
    captionAt: 196,
    showsAddresses: true,
    above: 9,
    beneath: 20,
    rows: { 1: [66], 2: [66, 130], 3: [58, 104, 150] },
  },
};
const edge = 4;
const gap = 4;

/** The picture, for eyes only: whoever shows it says the same in words beside it. */
export function ConnectionPicture({ picture, size }: { picture: Picture; size: PictureSize }) {
  const of = measures[size];
  const rows = of.rows[picture.lines.length as 1 | 2 | 3] ?? of.rows[3];
  return (
    <svg className={`picture ${size}`} viewBox={`0 0 ${of.width} ${of.captionAt + 8}`} aria-hidden="true">
      <Ends of={of} picture={picture} />
      {picture.lines.map((line, index) => (
        <Wire key={index} of={of} line={line} y={rows[index] ?? of.bottom} />
      ))}
    </svg>
  );
}

function Ends({ of, picture }: { of: Measures; picture: Picture }) {
  const { boxWidth, bottom, top, wallsAt, walls, width } = of;
  const far = width - edge - boxWidth;
  return (
    <>
      <rect className="end" x={edge} y={top} width={boxWidth} height={bottom - top} rx="2" />
      <rect className="end" x={far} y={top} width={boxWidth} height={bottom - top} rx="2" />
      <path className="wall" d={`M${walls[0]} ${top}V${bottom}M${walls[1]} ${top}V${bottom}`} />
      <text x={walls[0]} y={wallsAt} textAnchor="middle">
        {t('picture.router')}
      </text>
      <text x={walls[1]} y={wallsAt} textAnchor="middle">
        {t('picture.firewall')}
      </text>
      <End of={of} word={t('picture.client')} address={picture.client} at={[edge, 'start']} />
      <End of={of} word={t('picture.server')} address={picture.server} at={[width - edge, 'end']} />
    </>
  );
}

interface EndProps {
  readonly of: Measures;
  readonly word: string;
  readonly address: string | undefined;
  /** The outer edge, and which way text runs from there. */
  readonly at: readonly [x: number, anchor: 'start' | 'end'];
}

/** An end's name, inside its box where its address stands below. */
function End({ of, word, address, at: [x, anchor] }: EndProps) {
  const { bottom, boxWidth, captionAt, showsAddresses, top } = of;
  const middle = anchor === 'start' ? x + boxWidth / 2 : x - boxWidth / 2;
  const hasAddress = showsAddresses && address !== undefined;
  return (
    <>
      <text x={middle} y={hasAddress ? (top + bottom) / 2 + 4 : captionAt} textAnchor="middle">
        {word}
      </text>
      {hasAddress && (
        <text x={x} y={captionAt} textAnchor={anchor}>
          {address}
        </text>
      )}
    </>
  );
}

interface Placed {
  readonly of: Measures;
  readonly line: PictureLine;
  readonly y: number;
}

function Wire({ of, line, y }: Placed) {
  const left = edge + of.boxWidth + gap;
  const right = of.width - left;
  const [from, tip] = line.towards === 'server' ? [left, right] : [right, left];
  const failed = line.state === 'failed';
  const end = failed ? stopAt(of, { stop: line.stop ?? 'server', left, right, from }) : tip;
  return (
    <g className={`${failed ? 'failure' : line.kind} ${line.state ?? 'up'}`}>
      {failed && <path className="missing" d={`M${end} ${y}H${tip}`} />}
      <path className="wire" d={`M${from} ${y}H${end}`} />
      <path className="tip" d={failed ? cross(end, y) : arrow(end, y, end > from ? 1 : -1)} />
      <Words of={of} line={line} y={y} />
    </g>
  );
}

/** The ports at both ends, in the middle what it is, its lock, and what it does. */
function Words({ of, line, y }: Placed) {
  const left = edge + of.boxWidth + 2 * gap;
  const middle = of.width / 2;
  return (
    <>
      <text x={left} y={y - of.above}>
        {line.atClient}
      </text>
      <text x={of.width - left} y={y - of.above} textAnchor="end">
        {line.atServer}
      </text>
      <text x={middle} y={y - of.above - (line.secure ? 3 : 0)} textAnchor="middle">
        {line.label}
      </text>
      {line.secure && <Lock x={middle} y={y} />}
      {line.beneath && (
        <text x={middle} y={y + of.beneath} textAnchor="middle">
          {line.beneath}
        </text>
      )}
    </>
  );
}

interface Stopping {
  readonly stop: Stop;
  readonly left: number;
  readonly right: number;
  readonly from: number;
}

/** Where the line dies; beside an end a stub is left, so that it is seen who had dialled. */
function stopAt({ walls }: Measures, { stop, left, right, from }: Stopping): number {
  const stub = 16;
  const places: Readonly<Record<Stop, number>> = {
    client: from === left ? left + stub : left + gap,
    'client-wall': walls[0],
    'server-wall': walls[1],
    server: from === right ? right - stub : right - gap,
  };
  return places[stop];
}

const arrow = (x: number, y: number, way: 1 | -1) => `M${x - 6 * way} ${y - 4}L${x} ${y}L${x - 6 * way} ${y + 4}`;
const cross = (x: number, y: number) => `M${x - 5} ${y - 5}L${x + 5} ${y + 5}M${x - 5} ${y + 5}L${x + 5} ${y - 5}`;

function Lock({ x, y }: { x: number; y: number }) {
  return (
    <g className="lock">
      <rect x={x - 5} y={y - 2} width="10" height="7" rx="1" />
      <path d={`M${x - 3} ${y - 2}v-2a3 3 0 0 1 6 0v2`} />
    </g>
  );
}
