import { expect, test } from 'vitest';
import { exposition } from './exposition.js';

test('a metric is its help, its type and a line a series', () => {
  const samples = [
    { labels: { server: 'web-01', outcome: 'accepted' }, value: 3 },
    { labels: {}, value: 0.25 },
  ];
  expect(exposition([{ name: 'logins_total', help: 'Logins.', type: 'counter', samples }])).toBe(
    '# HELP logins_total Logins.\n# TYPE logins_total counter\n' +
      'logins_total{server="web-01",outcome="accepted"} 3\nlogins_total 0.25\n',
  );
});

test('a label cannot break out of its quotes or its line, and help not out of its line', () => {
  const samples = [{ labels: { server: 'a"} 1\nb\\n"' }, value: 1 }];
  const text = exposition([{ name: 'up', help: 'One "line"\nof \\ text.', type: 'gauge', samples }]);
  expect(text.split('\n')).toEqual([
    '# HELP up One "line"\\nof \\\\ text.',
    '# TYPE up gauge',
    'up{server="a\\"} 1\\nb\\\\n\\""} 1',
    '',
  ]);
});

test('the counts of a histogram are cumulated and end with everything', () => {
  const sample = {
    labels: { verb: 'PASV' },
    counts: [
      [0.5, 2],
      [1, 0],
      [Infinity, 1],
    ] as const,
    sum: 9.5,
  };
  expect(exposition([{ name: 'seconds', help: 'Time.', type: 'histogram', samples: [sample] }])).toBe(
    '# HELP seconds Time.\n# TYPE seconds histogram\n' +
      'seconds_bucket{verb="PASV",le="0.5"} 2\nseconds_bucket{verb="PASV",le="1"} 2\n' +
      'seconds_bucket{verb="PASV",le="+Inf"} 3\nseconds_sum{verb="PASV"} 9.5\nseconds_count{verb="PASV"} 3\n',
  );
});

test('a metric without series keeps its head', () => {
  expect(exposition([{ name: 'up', help: 'Up.', type: 'gauge', samples: [] }])).toBe(
    '# HELP up Up.\n# TYPE up gauge\n',
  );
});
