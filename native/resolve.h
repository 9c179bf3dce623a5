// From a path to a descriptor or to a name in a folder. The kernel resolves, inside the folder it is given.
#pragma once

#include <stdbool.h>

#include "work.h"

/// Flags that open a thing without reading or writing it; a folder only.
#define PIN_FOLDER (O_PATH | O_DIRECTORY | O_CLOEXEC)

/// Opens a path with `root` as its root: absolute links begin there and `..` stops there, as in chroot.
int open_in_root(int root, const char *path, int flags, int *fd);

/// A name in a folder that is held open.
struct place {
  int folder;
  /// Whether `folder` was opened for this place.
  bool opened;
  /// Points into the path; empty where the path leads to `folder` itself.
  const char *name;
};

/// Finds the folder of the last name; nothing is to be released where that fails. Cuts `path` off in front of that name, where it has more than one.
int place_find(int root, char *path, struct place *place);
void place_release(const struct place *place);

/// Opens what stands at the path without reading or writing it; ELOOP where that is a link after all.
int open_pinned(int root, const char *path, bool follow, int *fd);

/// The path of the thing itself for system calls of this process, whatever happens to names.
struct magic_link {
  char path[32];
};
struct magic_link magic_link(int fd);
