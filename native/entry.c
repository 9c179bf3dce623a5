// Describing one thing on disk.
#include "entry.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

static int64_t nanoseconds(struct statx_timestamp time) {
  const int64_t billion = 1000 * 1000 * 1000;
  // A file system may hold any nonsense; 64 bits reach to the year 2262.
  if (time.tv_sec >= INT64_MAX / billion) return INT64_MAX;
  if (time.tv_sec <= INT64_MIN / billion) return INT64_MIN;
  return time.tv_sec * billion + time.tv_nsec;
}

int entry_at(int folder, const char *name, struct record *record) {
  struct statx found;
  int flags = AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT | (*name == '\0' ? AT_EMPTY_PATH : 0);
  int result;
  do result = statx(folder, name, flags, STATX_BASIC_STATS | STATX_BTIME, &found);
  while (result != 0 && errno == EINTR);
  if (result != 0) return errno;
  *record = (struct record){
      .inode = found.stx_ino,
      .device = makedev(found.stx_dev_major, found.stx_dev_minor),
      .size = found.stx_size > INT64_MAX ? INT64_MAX : (int64_t)found.stx_size,
      .modified_ns = nanoseconds(found.stx_mtime),
      .created_ns = (found.stx_mask & STATX_BTIME) != 0 ? nanoseconds(found.stx_btime) : 0,
      .mode = found.stx_mode,
      .uid = found.stx_uid,
      .gid = found.stx_gid,
      .links = found.stx_nlink,
  };
  return 0;
}

int entry_append(struct bytes *bytes, struct record *record, const char *name) {
  record->name_bytes = (uint32_t)strnlen(name, PATH_MAX);
  int error = bytes_append(bytes, record, sizeof *record);
  return error != 0 ? error : bytes_append(bytes, name, record->name_bytes);
}

bool entry_is_same(const struct record *one, const struct record *other) {
  return one->inode == other->inode && one->device == other->device;
}
