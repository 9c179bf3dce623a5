// Operations on what stands at a path, through a descriptor of the thing itself: by name, a link that came meanwhile
// would be followed.
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

#include "entry.h"
#include "operations.h"
#include "resolve.h"

/// Opens again what is pinned, now for use.
static int reopen(int pin, int flags, int *fd) {
  do *fd = open(magic_link(pin).path, flags | O_CLOEXEC);
  while (*fd < 0 && errno == EINTR);
  return *fd < 0 ? errno : 0;
}

/// at, path; number: 1 to follow a link at the end; value: open flags. fd: the file; reply: its record. EISDIR for
/// anything that is no regular file: opening a FIFO or a device would already do something.
int open_file(struct work *work) {
  int pin = -1;
  int error = open_pinned(work->at, work->path, work->number != 0, &pin);
  if (error != 0) return error;
  struct record found;
  error = entry_at(pin, "", &found);
  if (error == 0 && !S_ISREG(found.mode)) error = EISDIR;
  if (error == 0) error = entry_append(&work->reply, &found, "");
  if (error == 0) {
    int access = (int)work->value & (O_ACCMODE | O_APPEND);
    error = reopen(pin, access | O_NONBLOCK | O_NOCTTY, &work->fd);
  }
  release(pin);
  return error;
}

/// at, path; number: 1 to follow a link at the end. fd: the folder, held but not open for reading.
int open_folder(struct work *work) {
  return open_in_root(work->at, work->path, PIN_FOLDER | (work->number != 0 ? 0 : O_NOFOLLOW), &work->fd);
}

/// at, path; number: 1 to follow a link at the end; value: the permission bits as they shall be.
int change_mode(struct work *work) {
  int pin = -1;
  int error = open_pinned(work->at, work->path, work->number != 0, &pin);
  if (error != 0) return error;
  if (chmod(magic_link(pin).path, (mode_t)work->value & 07777) != 0) error = errno;
  release(pin);
  return error;
}

/// at, path; number: 1 to follow a link at the end; value: the time of the last change in milliseconds since 1970.
int set_times(struct work *work) {
  int pin = -1;
  int error = open_pinned(work->at, work->path, work->number != 0, &pin);
  if (error != 0) return error;
  int64_t seconds = work->value / 1000;
  int64_t milliseconds = work->value % 1000;
  if (milliseconds < 0) {
    seconds -= 1;
    milliseconds += 1000;
  }
  struct timespec times[2] = {
      {.tv_nsec = UTIME_OMIT},
      {.tv_sec = (time_t)seconds, .tv_nsec = (long)milliseconds * 1000 * 1000},
  };
  if (utimensat(AT_FDCWD, magic_link(pin).path, times, 0) != 0) error = errno;
  release(pin);
  return error;
}

/// at, path: a folder; number: 1 to follow a link at the end. value: the bytes an ordinary user may still write.
int free_bytes(struct work *work) {
  int pin = -1;
  int error = open_in_root(work->at, work->path, PIN_FOLDER | (work->number != 0 ? 0 : O_NOFOLLOW), &pin);
  if (error != 0) return error;
  struct statvfs system;
  if (fstatvfs(pin, &system) != 0) error = errno;
  else if (__builtin_mul_overflow(system.f_bavail, system.f_frsize, &work->value)) work->value = INT64_MAX;
  release(pin);
  return error;
}

/// at: a folder.
int sync_folder(struct work *work) {
  int fd = -1;
  int error = reopen(work->at, O_RDONLY | O_DIRECTORY, &fd);
  if (error != 0) return error;
  // EINVAL: the file system has nothing to flush for folders.
  if (fsync(fd) != 0 && errno != EINVAL) error = errno;
  release(fd);
  return error;
}
