// How the chart of data connections is laid out.
import type { ConnectionSummary } from '../../api/types.js';
import type { Strip } from '../../parts/chart/geometry.js';

export type Step = ConnectionSummary['overTime'][number];

export const strips = {
  share: { top: 34, height: 96 },
  count: { top: 166, height: 52 },
  time: { top: 254, height: 52 },
} as const satisfies Record<string, Strip>;
export const chartHeight = 332;
