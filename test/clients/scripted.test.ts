// Clients that are libraries: Python, Perl, PHP, Node.
import { basicFtp } from './programs/basic-ftp.js';
import { ftplib } from './programs/ftplib.js';
import { netFtp } from './programs/net-ftp.js';
import { php } from './programs/php.js';
import { prove } from './prove.js';

[basicFtp, ftplib, netFtp, php].forEach(prove);
