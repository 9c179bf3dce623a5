// Copying the beginning of a file.
#include <errno.h>
#include <linux/fs.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "operations.h"

enum { chunk_bytes = 256 * 1024 };

/// at: an empty file; other: the file whose first `number` bytes it gets, without copying. value: 1 where the file
/// system can do that, else 0.
int share_blocks(struct work *work) {
  work->value = ioctl(work->at, FICLONE, work->other) == 0;
  if (work->value == 0) return 0;
  return ftruncate(work->at, (off_t)work->number) == 0 ? 0 : errno;
}

static int write_all(int fd, const unsigned char *data, size_t length, off_t at_byte) {
  while (length > 0) {
    ssize_t written = pwrite(fd, data, length, at_byte);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    data += written;
    length -= (size_t)written;
    at_byte += written;
  }
  return 0;
}

static int copy_by_hand(int from, int to, off_t at_byte, size_t bytes) {
  unsigned char *chunk = malloc(chunk_bytes);
  if (chunk == NULL) return ENOMEM;
  int error = 0;
  while (error == 0 && bytes > 0) {
    ssize_t length = pread(from, chunk, bytes < chunk_bytes ? bytes : chunk_bytes, at_byte);
    if (length < 0 && errno == EINTR) continue;
    // A file that became shorter meanwhile cannot be continued.
    if (length <= 0) error = length < 0 ? errno : EIO;
    else error = write_all(to, chunk, (size_t)length, at_byte);
    if (error != 0) break;
    at_byte += length;
    bytes -= (size_t)length;
  }
  free(chunk);
  return error;
}

/// at: the file that is written; other: the file that is read; number: from which byte on; value: how many bytes.
int copy_range(struct work *work) {
  off_t from = (off_t)work->number;
  off_t to = from;
  size_t bytes = (size_t)work->value;
  while (bytes > 0) {
    ssize_t copied = copy_file_range(work->other, &from, work->at, &to, bytes, 0);
    if (copied < 0 && errno == EINTR) continue;
    // Where the kernel cannot, or does not get on, it is done by hand, and that tells what is wrong.
    if (copied <= 0) return copy_by_hand(work->other, work->at, from, bytes);
    bytes -= (size_t)copied;
  }
  return 0;
}
