// Every client of the proof.
import type { FtpProgram } from '../program.js';
import { aria2 } from './aria2.js';
import { basicFtp } from './basic-ftp.js';
import { busybox } from './busybox.js';
import { curl } from './curl.js';
import { ftplib } from './ftplib.js';
import { lftp } from './lftp.js';
import { ncftp } from './ncftp.js';
import { netFtp } from './net-ftp.js';
import { php } from './php.js';
import { rclone } from './rclone.js';
import { tnftp } from './tnftp.js';
import { wget } from './wget.js';

export const programs: readonly FtpProgram[] = [
  curl,
  lftp,
  ncftp,
  tnftp,
  wget,
  ftplib,
  netFtp,
  php,
  rclone,
  aria2,
  busybox,
  basicFtp,
];
