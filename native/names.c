// Operations on a name in a folder.
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "operations.h"
#include "pin.h"

/// What is made has permission bits only: setuid, setgid and sticky bits are not given.
static mode_t creation_mode(const struct work *work) { return (mode_t)work->number & 0777; }

/// The long way, which tells a name that is missing from a folder that is.
static int stat_missing(struct work *work, struct record *found) {
  char path[PATH_MAX];
  if (strlen(work->path) >= sizeof path) return ENAMETOOLONG;
  strcpy(path, work->path);
  struct place place;
  int error = pin_find(work->at, path, work->number != 0, &place, found);
  if (error == 0) place_release(&place);
  return error;
}

/// at, path; number: 1 to follow a link at the end. reply: a record; nothing where nothing of that name stands.
int stat_name(struct work *work) {
  struct record found = {.mode = 0};
  int fd = -1;
  int error = open_in_root(work->at, work->path, O_PATH | (work->number != 0 ? 0 : O_NOFOLLOW), &fd);
  if (error == 0) {
    error = entry_at(fd, "", &found);
    release(fd);
  } else if (error == ENOENT) {
    error = stat_missing(work, &found);
  }
  if (error != 0 || found.mode == 0) return error;
  return entry_append(&work->reply, &found, "");
}

/// at, path. reply: the link's target as it is written; EISDIR where the name is no link.
int read_link(struct work *work) {
  struct place place;
  int error = place_find(work->at, work->path, &place);
  if (error != 0) return error;
  char target[PATH_MAX];
  ssize_t length = *place.name == '\0' ? -1 : readlinkat(place.folder, place.name, target, sizeof target);
  if (*place.name == '\0' || (length < 0 && errno == EINVAL)) error = EISDIR;
  else if (length < 0) error = errno;
  else error = bytes_append(&work->reply, target, (size_t)length);
  place_release(&place);
  return error;
}

/// at, path; number: the mode.
int make_folder(struct work *work) {
  struct place place;
  int error = place_find(work->at, work->path, &place);
  if (error != 0) return error;
  if (*place.name == '\0') error = EEXIST;
  else if (mkdirat(place.folder, place.name, creation_mode(work)) != 0) error = errno;
  place_release(&place);
  return error;
}

/// at, path: an empty folder.
int remove_folder(struct work *work) {
  struct place place;
  int error = place_find(work->at, work->path, &place);
  if (error != 0) return error;
  if (*place.name == '\0') error = EBUSY;
  else if (unlinkat(place.folder, place.name, AT_REMOVEDIR) != 0) error = errno;
  place_release(&place);
  return error;
}

/// at, path: anything but a folder. reply: a record of what it was.
int unlink_name(struct work *work) {
  struct place place;
  struct record found;
  int error = place_find(work->at, work->path, &place);
  if (error != 0) return error;
  error = entry_at(place.folder, place.name, &found);
  if (error == 0 && S_ISDIR(found.mode)) error = EISDIR;
  if (error == 0) error = entry_append(&work->reply, &found, "");
  if (error == 0 && unlinkat(place.folder, place.name, 0) != 0) error = errno;
  place_release(&place);
  return error;
}

/// at, path; number: the mode. fd: the new file, for reading and writing.
int make_file(struct work *work) {
  struct place place;
  int error = place_find(work->at, work->path, &place);
  if (error != 0) return error;
  if (*place.name == '\0') {
    error = EEXIST;
  } else {
    int flags = O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
    do work->fd = openat(place.folder, place.name, flags, creation_mode(work));
    while (work->fd < 0 && errno == EINTR);
    if (work->fd < 0) error = errno;
  }
  place_release(&place);
  return error;
}
