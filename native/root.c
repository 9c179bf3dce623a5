// Opening the web root and the home in it: the only paths that begin at the machine's root.
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "entry.h"
#include "operations.h"
#include "resolve.h"

enum { max_hops = 40 };

/// A path of the machine that is being freed of its links.
struct trail {
  /// What was passed already and holds no link, without a slash at its end; empty is the machine's root.
  char done[PATH_MAX];
  /// What is still to come.
  char ahead[PATH_MAX];
  int hops;
  /// Whether a link counts only in a folder that nobody but root can write to.
  bool strict;
};

/// Opens a path of the machine and fails with ELOOP where it holds a link, at its end excepted.
static int open_without_links(const char *path, int *fd) {
  struct open_how how = {.flags = O_PATH | O_NOFOLLOW | O_CLOEXEC, .resolve = RESOLVE_NO_SYMLINKS};
  long result;
  do result = syscall(SYS_openat2, AT_FDCWD, *path == '\0' ? "/" : path, &how, sizeof how);
  while (result < 0 && errno == EINTR);
  if (result < 0) return errno;
  *fd = (int)result;
  return 0;
}

/// A customer who can exchange a link on the way to the web root would choose the jail's root.
static int check_owner(int folder) {
  struct record found;
  int error = entry_at(folder, "", &found);
  if (error != 0) return error;
  return found.uid == 0 && (found.mode & 022) == 0 ? 0 : EMLINK;
}

/// Puts the link's own path in front of what is still to come; an absolute one starts at the machine's root again.
static int follow(struct trail *trail, int folder, const char *name) {
  if (++trail->hops > max_hops) return ELOOP;
  int error = trail->strict ? check_owner(folder) : 0;
  if (error != 0) return error;
  char target[PATH_MAX];
  ssize_t length = readlinkat(folder, name, target, sizeof target);
  // EINVAL: it was a link a moment ago.
  if (length < 0) return errno == EINVAL ? ELOOP : errno;
  size_t rest = strlen(trail->ahead) + 1;
  if ((size_t)length + 1 + rest > sizeof target) return ENAMETOOLONG;
  memmove(trail->ahead + length + 1, trail->ahead, rest);
  memcpy(trail->ahead, target, (size_t)length);
  trail->ahead[length] = '/';
  if (target[0] == '/') trail->done[0] = '\0';
  return 0;
}

/// Takes one name in a folder: follows a link, passes anything else.
static int pass(struct trail *trail, int folder, const char *name) {
  struct record found;
  int error = entry_at(folder, name, &found);
  if (error != 0) return error;
  if (S_ISLNK(found.mode)) return follow(trail, folder, name);
  size_t done = strlen(trail->done);
  if (done + 1 + strlen(name) + 1 > sizeof trail->done) return ENAMETOOLONG;
  trail->done[done] = '/';
  strcpy(trail->done + done + 1, name);
  return 0;
}

/// Goes one name on, in a folder that is held: the folder whose owner is asked is the one that the link stands in.
static int step(struct trail *trail, const char *name) {
  int folder = -1;
  int error = open_without_links(trail->done, &folder);
  if (error != 0) return error;
  error = pass(trail, folder, name);
  release(folder);
  return error;
}

/// Frees the path of links, and of `..`, which means the folder that the path came through.
static int pass_links(struct trail *trail) {
  while (trail->ahead[0] != '\0') {
    char name[NAME_MAX + 1];
    const char *start = trail->ahead + strspn(trail->ahead, "/");
    size_t length = strcspn(start, "/");
    if (length > NAME_MAX) return ENAMETOOLONG;
    memcpy(name, start, length);
    name[length] = '\0';
    memmove(trail->ahead, start + length, strlen(start + length) + 1);
    int error = 0;
    if (strcmp(name, "..") == 0) {
      char *last = strrchr(trail->done, '/');
      if (last != NULL) *last = '\0';
    } else if (length > 0 && strcmp(name, ".") != 0) {
      error = step(trail, name);
    }
    if (error != 0) return error;
  }
  return 0;
}

/// path: the web root; number: 1 where links count only in folders that only root can change. fd: the web root.
int open_web_root(struct work *work) {
  if (strlen(work->path) >= PATH_MAX) return ENAMETOOLONG;
  if (work->path[0] != '/') return ENOENT;
  struct trail trail = {.hops = 0, .strict = work->number != 0};
  strcpy(trail.ahead, work->path);
  trail.done[0] = '\0';
  int error = pass_links(&trail);
  if (error != 0) return error;
  int fd = -1;
  error = open_without_links(trail.done, &fd);
  if (error != 0) return error;
  // Whatever stands there, opened as a folder or not at all.
  error = open_in_root(fd, ".", PIN_FOLDER, &work->fd);
  release(fd);
  return error;
}

/// at: the web root; path: the folder in it. fd: the home, which the customer may enter.
int open_home(struct work *work) {
  int fd = -1;
  int error = open_in_root(work->at, work->path, PIN_FOLDER, &fd);
  if (error != 0) return error;
  // Pinning a folder does not need the right to enter it; looking at a name inside does.
  struct record found;
  error = entry_at(fd, ".", &found);
  if (error == 0) work->fd = fd;
  else release(fd);
  return error;
}
