// What counting data connections costs where they are written, and what it saves where a month of them is drawn.
// `npm run build:server && node bench/data-connection-counts.mjs postgres://… [records]`, with an empty database of its
// own. Figures and the choice they led to: docs/decisions/0036.
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { openDatabase } from '../dist/src/database/data-source.js';
import { migrate } from '../dist/src/database/migrate.js';
import { SummaryService } from '../dist/src/data-connections/summary.service.js';

const [url, wanted = '5000000'] = process.argv.slice(2);
const records = Number(wanted);
const days = 30;
const serverId = randomUUID();
const batch = 500;

await migrate(url);
const db = new pg.Client(url);
await db.connect();
const say = (text) => process.stdout.write(`${text}\n`);

/** 3,000 client networks, few of them with most of the sessions; ten connections a session; one in 25 fails. */
const generate = `
  insert into data_connections (at, id, server_id, session_id, client_address, client_program, verb, connect_ms, duration_ms,
    bytes, outcome, verdict, policy_version)
  select s.at + n * interval '2 seconds', gen_random_uuid(), $1, s.id,
    ('10.' || s.net / 250 || '.' || s.net % 250 || '.' || floor(s.dice * 250))::inet,
    case when s.net % 5 > 0 then 'FileZilla 3.' || s.net % 17 end,
    case when s.dice < 0.8 then 'EPSV' when s.dice < 0.95 then 'PASV' else 'PORT' end,
    case when x.dice < 0.96 then 5 + s.net % 13 * 10 + (x.dice * 20)::integer end, 1000, 5000, 'used',
    case when x.dice < 0.95 then 'worked' when x.dice < 0.96 then 'client-aborted' when x.dice < 0.99 then 'no-one-came'
      else 'tls-failed' end, 1
  from (select gen_random_uuid() as id, now() - ($2 + random()) * interval '1 day' as at,
      floor(3000 * power(random(), 3))::integer as net, random() as dice
    from generate_series(1, $3::integer)) s
  cross join generate_series(1, 10) n cross join lateral (select random() as dice where n > 0) x`;

async function timed(work) {
  const begun = performance.now();
  const result = await work();
  return { ms: Math.round(performance.now() - begun), result };
}

async function best(rounds, work) {
  let ms = Infinity;
  for (let round = 0; round < rounds; round += 1) ms = Math.min(ms, (await timed(work)).ms);
  return ms;
}

/** As the recorder writes: many rows a statement, here over and over for the last hour. */
function writeBatch() {
  const times = Array.from({ length: batch }, () => new Date(Date.now() - Math.random() * 3_600_000).toISOString());
  return db.query(
    `insert into data_connections (at, id, server_id, session_id, client_address, client_program, verb, connect_ms,
       duration_ms, bytes, outcome, verdict)
     select at, gen_random_uuid(), $1, gen_random_uuid(), ('10.0.' || floor(random() * 250) || '.1')::inet, 'curl', 'EPSV',
       20, 1000, 5000, 'used', 'worked' from unnest($2::timestamptz[]) as at`,
    [serverId, times],
  );
}

await db.query(`insert into servers (id, name, host, ftp_port) values ($1, 'bench', 'bench.example', 21)`, [serverId]);
await db.query('select make_month_partitions(1)');
for (let day = 0; day < days; day += 1) await db.query(generate, [serverId, day, Math.round(records / days / 10)]);
await db.query('vacuum analyze data_connection_counts');
const { rows } = await db.query(
  `select count(*)::integer as rows, pg_size_pretty(pg_total_relation_size('data_connection_counts')) as size
     from data_connection_counts`,
);
say(`${records} records in ${days} days are ${rows[0].rows} counts, ${rows[0].size}`);

const source = await openDatabase(url, 'portside bench');
const summaries = new SummaryService(source);
const spans = {
  'a day by the hour': ['hour', 1],
  'a week by the hour': ['hour', 7],
  'a month by the day': ['day', days],
};
for (const [name, [step, back]] of Object.entries(spans)) {
  const since = new Date(Date.now() - back * 86_400_000);
  const { total } = await summaries.ofServer(undefined, serverId, { step, since });
  const all = await best(5, () => summaries.ofServer(undefined, serverId, { step, since }));
  const narrowed = await best(5, () =>
    summaries.ofServer(undefined, serverId, { step, since, network: '10.0.4.0/24' }),
  );
  say(`${name}: ${total.counted} connections in ${all} ms, those of one network in ${narrowed} ms`);
}
const scan = `select verdict, count(*), percentile_disc(0.95) within group (order by connect_ms) from data_connections
  where server_id = $1 and at > now() - interval '${days} days' group by verdict`;
say(
  `the verdicts of a month alone, from the records themselves: ${await best(2, () => db.query(scan, [serverId]))} ms`,
);

say(`${batch} records written and counted: ${await best(20, writeBatch)} ms`);
await db.query('alter table data_connections disable trigger data_connections_count');
say(`${batch} records written only: ${await best(20, writeBatch)} ms`);
await source.destroy();
await db.end();
