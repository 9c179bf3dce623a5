// Renaming, with and without replacing what stands at the new name.
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "entry.h"
#include "operations.h"
#include "resolve.h"

#ifndef RENAME_NOREPLACE
#define RENAME_NOREPLACE (1 << 0)
#endif

/// For file systems that cannot rename without replacing: a hard link takes a name only where it is free, and so does a
/// new folder, which a renamed one may then replace.
static int take_free_name(const struct place *from, const struct place *to, bool is_folder) {
  if (is_folder) {
    if (mkdirat(to->folder, to->name, 0700) != 0) return errno;
    if (renameat(from->folder, from->name, to->folder, to->name) == 0) return 0;
    int error = errno;
    (void)unlinkat(to->folder, to->name, AT_REMOVEDIR);
    return error;
  }
  if (linkat(from->folder, from->name, to->folder, to->name, 0) != 0) return errno;
  return unlinkat(from->folder, from->name, 0) == 0 ? 0 : errno;
}

static int rename_if_free(const struct place *from, const struct place *to, bool is_folder) {
  if (syscall(SYS_renameat2, from->folder, from->name, to->folder, to->name, RENAME_NOREPLACE) == 0) return 0;
  if (errno != EINVAL && errno != ENOSYS && errno != ENOTSUP) return errno;
  return take_free_name(from, to, is_folder);
}

static int rename_between(struct work *work, const struct place *from, const struct place *to) {
  if (*from->name == '\0' || *to->name == '\0') return EBUSY;
  struct record moved;
  struct record replaced = {.mode = 0};
  int error = entry_at(from->folder, from->name, &moved);
  if (error != 0) return error;
  error = entry_at(to->folder, to->name, &replaced);
  if (error != 0 && error != ENOENT) return error;
  if (error == 0 && entry_is_same(&replaced, &moved)) replaced.mode = 0;
  error = entry_append(&work->reply, &moved, "");
  if (error == 0 && replaced.mode != 0) error = entry_append(&work->reply, &replaced, "");
  if (error != 0) return error;
  if (work->number != 0) return rename_if_free(from, to, S_ISDIR(moved.mode));
  return renameat(from->folder, from->name, to->folder, to->name) == 0 ? 0 : errno;
}

/// at, path, target: both below `at`; number: 1 to refuse with EEXIST where the new name is taken. reply: a record of
/// what was moved, and one of what was replaced, if anything was. Moving a folder into itself is EINVAL.
int rename_name(struct work *work) {
  struct place from;
  struct place to;
  int error = place_find(work->at, work->path, &from);
  if (error != 0) return error;
  error = place_find(work->at, work->target, &to);
  if (error == 0) {
    error = rename_between(work, &from, &to);
    place_release(&to);
  }
  place_release(&from);
  return error;
}
