// Clients that fetch or mirror on their own.
import { aria2 } from './programs/aria2.js';
import { busybox } from './programs/busybox.js';
import { rclone } from './programs/rclone.js';
import { wget } from './programs/wget.js';
import { prove } from './prove.js';

[wget, rclone, aria2, busybox].forEach(prove);
