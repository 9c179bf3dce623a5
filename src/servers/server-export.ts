// Servers as CSV: a column for each fact. What is read is the list's business.
import type { CsvColumns } from '../http/csv-pages.js';
import type { Server } from './servers.dto.js';

export const serverColumns: CsvColumns<Server> = {
  name: ({ name }) => name,
  host: ({ host }) => host,
  'FTP port': ({ ftpPort }) => ftpPort,
  'FTPS port': ({ ftpsPort }) => ftpsPort ?? '',
  state: ({ state }) => state,
  'policy version': ({ policy }) => policy.version,
  'in force': ({ inForce }) => (inForce ? 'yes' : 'no'),
  modes: ({ policy }) => policy.preset ?? 'set one by one',
  'first passive port': ({ policy }) => policy.passiveFirstPort,
  'last passive port': ({ policy }) => policy.passiveLastPort,
  tls: ({ policy }) => policy.tls,
  sessions: ({ openSessions }) => openSessions,
};
