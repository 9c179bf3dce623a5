// Clients that people type into.
import { curl } from './programs/curl.js';
import { lftp } from './programs/lftp.js';
import { ncftp } from './programs/ncftp.js';
import { tnftp } from './programs/tnftp.js';
import { prove } from './prove.js';

[curl, lftp, ncftp, tnftp].forEach(prove);
