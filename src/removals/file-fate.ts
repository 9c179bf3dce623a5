// What becomes of files whose FTP account or customer goes.

export const fileFates = ['keep', 'delete'] as const;
export type FileFate = (typeof fileFates)[number];
