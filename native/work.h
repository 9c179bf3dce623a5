// One piece of disk work: what was asked and what came of it. Everything that touches the disk is written on this and
// knows nothing of Node.
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "The records of entry.c are read as little endian."
#endif

/// Bytes that grow. Empty when zeroed; whoever holds them frees `data`.
struct bytes {
  unsigned char *data;
  size_t length;
  size_t capacity;
};

/// Under whom the work is done.
struct identity {
  uid_t uid;
  gid_t gid;
  mode_t umask;
};

struct work {
  struct identity as;
  /// Descriptors that the caller keeps open until the work is done; -1 where none was given.
  int at;
  int other;
  /// Owned by the work, and empty where none was given. The work may write into them.
  char *path;
  char *target;
  int64_t number;
  /// A second number; afterwards the one that came of the work.
  int64_t value;

  /// 0, or the errno of what failed; then nothing below counts.
  int error;
  /// A descriptor that is the caller's from now on; -1 where there is none.
  int fd;
  struct bytes reply;
};

/// Does the work; returns 0 or an errno. What it opens it closes, except `work->fd`.
typedef int operation(struct work *work);

/// Makes room for more; returns 0 or ENOMEM.
int bytes_reserve(struct bytes *bytes, size_t more);
/// Adds to the end; returns 0 or ENOMEM.
int bytes_append(struct bytes *bytes, const void *data, size_t length);

/// Closes a descriptor that nothing was written through; its number is free afterwards in any case.
void release(int fd);
