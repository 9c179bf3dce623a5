// From a path to a descriptor or to a name in a folder.
#include "resolve.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "entry.h"

/// How often the kernel may ask to try again: it does for a `..` while anything on the whole machine is renamed, so that
/// one customer who renames without a pause would keep the others from their links.
enum { max_tries = 4096 };

int open_in_root(int root, const char *path, int flags, int *fd) {
  struct open_how how = {
      .flags = (uint64_t)(flags | O_CLOEXEC),
      .resolve = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS,
  };
  long result = -1;
  for (int tries = 0; tries < max_tries; tries += 1) {
    result = syscall(SYS_openat2, root, *path == '\0' ? "." : path, &how, sizeof how);
    if (result >= 0 || (errno != EAGAIN && errno != EINTR)) break;
  }
  if (result < 0) return errno;
  *fd = (int)result;
  return 0;
}

static bool is_name(const char *name) { return *name != '\0' && strcmp(name, ".") != 0 && strcmp(name, "..") != 0; }

static int open_place(int root, const char *path, struct place *place) {
  int error = open_in_root(root, path, PIN_FOLDER, &place->folder);
  place->opened = error == 0;
  return error;
}

int place_find(int root, char *path, struct place *place) {
  if (strlen(path) >= PATH_MAX) return ENAMETOOLONG;
  char *slash = strrchr(path, '/');
  char *name = slash == NULL ? path : slash + 1;
  *place = (struct place){.folder = root, .opened = false, .name = name};
  if (!is_name(name)) {
    place->name = path + strlen(path);
    return open_place(root, path, place);
  }
  if (slash == NULL) return 0;
  *slash = '\0';
  return strspn(path, "/") == strlen(path) ? 0 : open_place(root, path, place);
}

void place_release(const struct place *place) {
  if (place->opened) release(place->folder);
}

int open_pinned(int root, const char *path, bool follow, int *fd) {
  int error = open_in_root(root, path, O_PATH | (follow ? 0 : O_NOFOLLOW), fd);
  if (error != 0) return error;
  struct record found;
  error = entry_at(*fd, "", &found);
  if (error == 0 && S_ISLNK(found.mode)) error = ELOOP;
  if (error == 0) return 0;
  release(*fd);
  *fd = -1;
  return error;
}

struct magic_link magic_link(int fd) {
  struct magic_link link;
  (void)snprintf(link.path, sizeof link.path, "/proc/self/fd/%d", fd);
  return link;
}
