// Reading folders, a chunk at a time; the place in the folder is kept by its descriptor.
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "entry.h"
#include "operations.h"

/// One entry as the kernel writes it.
struct name_entry {
  uint64_t inode;
  int64_t offset;
  uint16_t length;
  uint8_t kind;
  char name[];
};

/// About 500 names.
struct chunk {
  _Alignas(struct name_entry) char data[16 * 1024];
  long filled;
  long read;
};

static int open_names(int folder, int *fd) {
  do *fd = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  while (*fd < 0 && errno == EINTR);
  return *fd < 0 ? errno : 0;
}

/// Reads the next chunk; `filled` is 0 at the end of the folder. One that was removed meanwhile ends there too.
static int fill(struct chunk *chunk, int fd) {
  chunk->read = 0;
  do chunk->filled = syscall(SYS_getdents64, fd, chunk->data, sizeof chunk->data);
  while (chunk->filled < 0 && errno == EINTR);
  if (chunk->filled < 0 && errno == ENOENT) chunk->filled = 0;
  return chunk->filled < 0 ? errno : 0;
}

/// The next name of the chunk, without `.` and `..`; NULL at its end.
static const char *next_name(struct chunk *chunk) {
  while (chunk->read < chunk->filled) {
    const struct name_entry *entry = (const struct name_entry *)(chunk->data + chunk->read);
    chunk->read += entry->length;
    if (strcmp(entry->name, ".") != 0 && strcmp(entry->name, "..") != 0) return entry->name;
  }
  return NULL;
}

/// at: a folder. fd: the folder, open for `read_list`.
int open_list(struct work *work) { return open_names(work->at, &work->fd); }

/// at: a folder from `open_list`. value: 1, or 0 at the end; reply: a record for each name of the next chunk, none
/// where all of them are gone by now.
int read_list(struct work *work) {
  struct chunk chunk;
  int error = fill(&chunk, work->at);
  if (error != 0) return error;
  work->value = chunk.filled > 0;
  for (const char *name = next_name(&chunk); name != NULL; name = next_name(&chunk)) {
    struct record found;
    error = entry_at(work->at, name, &found);
    if (error == ENOENT) continue;
    if (error == 0) error = entry_append(&work->reply, &found, name);
    if (error != 0) return error;
  }
  return 0;
}

static int add_names(struct chunk *chunk, const char *prefix, struct bytes *names) {
  size_t length = strlen(prefix);
  for (const char *name = next_name(chunk); name != NULL; name = next_name(chunk)) {
    if (strncmp(name, prefix, length) != 0) continue;
    int error = bytes_append(names, name, strlen(name) + 1);
    if (error != 0) return error;
  }
  return 0;
}

/// at: a folder; path: how the names begin. reply: the names, a NUL behind each.
int names_with(struct work *work) {
  int fd = -1;
  int error = open_names(work->at, &fd);
  if (error != 0) return error;
  struct chunk chunk;
  do {
    error = fill(&chunk, fd);
    if (error == 0) error = add_names(&chunk, work->path, &work->reply);
  } while (error == 0 && chunk.filled > 0);
  release(fd);
  return error;
}
