// Where a path's last name stands: the folder, held open, and the name.
#include "pin.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "operations.h"

/// As many as the kernel follows in one path; links on the way to a name are counted by the kernel.
enum { max_hops = 40 };

/// Writes the path that the link at the place leads to over the path of the place itself, whose folder's part it holds.
static int follow(const struct place *place, char *path) {
  char target[PATH_MAX];
  ssize_t length = readlinkat(place->folder, place->name, target, sizeof target);
  if (length < 0) return errno;
  if ((size_t)length >= sizeof target) return ENAMETOOLONG;
  size_t folder = target[0] == '/' ? 0 : strlen(path);
  if (folder + 1 + (size_t)length + 1 > PATH_MAX) return ENAMETOOLONG;
  path[folder] = '/';
  memcpy(path + folder + 1, target, (size_t)length);
  path[folder + 1 + (size_t)length] = '\0';
  return 0;
}

/// Undoes what was cut off `path` to hold its folder's part only.
static int put_back(char *path, bool has_folder, const char *name) {
  if (has_folder) path[strlen(path)] = '/';
  else strcpy(path, name);
  return 0;
}

int pin_find(int root, char path[PATH_MAX], bool follows, struct place *place, struct record *found) {
  for (int hops = 0;; hops += 1) {
    bool has_folder = strchr(path, '/') != NULL;
    int error = place_find(root, path, place);
    if (error != 0) return error;
    *found = (struct record){.mode = 0};
    error = entry_at(place->folder, place->name, found);
    if (error == ENOENT && *place->name != '\0') error = 0;
    bool goes_on = error == 0 && follows && S_ISLNK(found->mode);
    if (error == 0 && !goes_on) return 0;
    if (error == 0 && hops == max_hops) error = ELOOP;
    if (error == 0) {
      char name[NAME_MAX + 1];
      strncpy(name, place->name, sizeof name - 1);
      name[sizeof name - 1] = '\0';
      if (!has_folder) path[0] = '\0';
      struct place link = {.folder = place->folder, .name = name};
      error = follow(&link, path);
      // It was a link a moment ago: look again.
      if (error == EINVAL) error = put_back(path, has_folder, name);
    }
    place_release(place);
    if (error != 0) return error;
  }
}

/// The real path of `folder` inside `root`; `/` where it was moved outside, or cannot be told.
static const char *path_inside(int root, int folder, char path[PATH_MAX]) {
  char top[PATH_MAX];
  ssize_t top_length = readlink(magic_link(root).path, top, sizeof top - 1);
  ssize_t length = readlink(magic_link(folder).path, path, PATH_MAX - 1);
  if (top_length <= 0 || length < top_length || length >= PATH_MAX - 1) return "/";
  path[length] = '\0';
  if (top_length == 1 && top[0] == '/') return path;
  if (memcmp(path, top, (size_t)top_length) != 0 || path[top_length] != '/') return "/";
  return path + top_length;
}

static int reply(struct work *work, int folder, const char *name, struct record *found) {
  char path[PATH_MAX];
  int error = entry_append(&work->reply, found, name);
  if (error != 0) return error;
  const char *inside = path_inside(work->other, folder, path);
  return bytes_append(&work->reply, inside, strlen(inside));
}

/// at: the jail's root; other: the web root; number: 1 to follow a link at the end. fd: the folder; reply: a record with
/// the name and behind it the folder's real path.
int pin(struct work *work) {
  char path[PATH_MAX];
  if (strlen(work->path) >= sizeof path) return ENAMETOOLONG;
  strcpy(path, work->path);
  struct place place;
  struct record found;
  int error = pin_find(work->at, path, work->number != 0, &place, &found);
  if (error != 0) return error;
  error = reply(work, place.folder, place.name, &found);
  if (error != 0) {
    place_release(&place);
    return error;
  }
  work->fd = place.opened ? place.folder : fcntl(place.folder, F_DUPFD_CLOEXEC, 0);
  return work->fd < 0 ? errno : 0;
}
