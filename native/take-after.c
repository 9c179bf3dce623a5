// Giving a new file what an old one had, so that it can take its place unnoticed.
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "entry.h"
#include "operations.h"

/// What could not be kept, as native-disk.ts reads it.
enum { kept = 0, owner_differs = 1, attributes_differ = 2 };

/// These speak of the content and do not outlive a write to the old file either.
static bool is_of_content(const char *name) {
  return strcmp(name, "security.capability") == 0 || strcmp(name, "security.ima") == 0 ||
         strcmp(name, "security.evm") == 0;
}

/// Reads an attribute, or the list of their names where `name` is NULL. The caller frees, also after a failure.
static int read_attribute(int fd, const char *name, struct bytes *value) {
  for (;;) {
    ssize_t needed = name == NULL ? flistxattr(fd, NULL, 0) : fgetxattr(fd, name, NULL, 0);
    if (needed < 0) return errno;
    // One byte more, so that there is a place to read an empty one to.
    value->length = 0;
    int error = bytes_reserve(value, (size_t)needed + 1);
    if (error != 0) return error;
    ssize_t length = name == NULL ? flistxattr(fd, (char *)value->data, value->capacity)
                                  : fgetxattr(fd, name, value->data, value->capacity);
    if (length >= 0) {
      value->length = (size_t)length;
      return 0;
    }
    if (errno != ERANGE) return errno;
  }
}

/// The names of a file's attributes, one NUL behind each. A file system without attributes has none.
static int read_names(int fd, struct bytes *names) {
  int error = read_attribute(fd, NULL, names);
  return error == ENOTSUP || error == ENOSYS ? 0 : error;
}

static const char *next_name(const struct bytes *names, const char *name) {
  const char *end = (const char *)names->data + names->length;
  const char *next = name == NULL ? (const char *)names->data : name + strlen(name) + 1;
  return names->length > 0 && next < end ? next : NULL;
}

static bool has_name(const struct bytes *names, const char *wanted) {
  for (const char *name = next_name(names, NULL); name != NULL; name = next_name(names, name)) {
    if (strcmp(name, wanted) == 0) return true;
  }
  return false;
}

static int copy_attribute(int file, int old, const char *name) {
  struct bytes wanted = {0};
  struct bytes present = {0};
  int error = read_attribute(old, name, &wanted);
  if (error == 0) {
    bool equal = read_attribute(file, name, &present) == 0 && present.length == wanted.length &&
                 memcmp(present.data, wanted.data, wanted.length) == 0;
    if (!equal && fsetxattr(file, name, wanted.data, wanted.length, 0) != 0) error = errno;
  }
  free(wanted.data);
  free(present.data);
  return error;
}

static int copy_attributes(int file, int old) {
  struct bytes wanted = {0};
  struct bytes present = {0};
  int error = read_names(old, &wanted);
  if (error == 0) error = read_names(file, &present);
  const char *name = NULL;
  while (error == 0 && (name = next_name(&wanted, name)) != NULL) {
    if (!is_of_content(name)) error = copy_attribute(file, old, name);
  }
  // What the folder gave the new file, such as an ACL, goes where the old file has none.
  name = NULL;
  while (error == 0 && (name = next_name(&present, name)) != NULL) {
    if (!has_name(&wanted, name) && fremovexattr(file, name) != 0) error = errno;
  }
  free(wanted.data);
  free(present.data);
  return error;
}

/// A setgid folder gives new files its own group. To the customer's own the customer may set it; the kernel refuses others.
static bool take_group(int file, const struct stat *present, const struct stat *wanted) {
  return present->st_gid == wanted->st_gid || fchown(file, (uid_t)-1, wanted->st_gid) == 0;
}

/// at: the new file; other: the old one. value: what could not be kept.
int take_after(struct work *work) {
  struct stat wanted;
  struct stat present;
  if (fstat(work->other, &wanted) != 0 || fstat(work->at, &present) != 0) return errno;
  if (wanted.st_uid != present.st_uid || !take_group(work->at, &present, &wanted)) {
    work->value = owner_differs;
    return 0;
  }
  // The mode last: an ACL brings bits of its own. Setuid and setgid do not outlive a write to the old file either.
  mode_t mode = wanted.st_mode & 01777;
  bool done = copy_attributes(work->at, work->other) == 0 && fchmod(work->at, mode) == 0;
  work->value = done ? kept : attributes_differ;
  return 0;
}
