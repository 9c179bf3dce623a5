// Growing bytes and letting go of descriptors.
#include "work.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int bytes_reserve(struct bytes *bytes, size_t more) {
  if (more > SIZE_MAX / 4 || bytes->length > SIZE_MAX / 4) return ENOMEM;
  size_t needed = bytes->length + more;
  if (needed <= bytes->capacity) return 0;
  size_t capacity = needed < 128 ? 128 : needed * 2;
  unsigned char *data = realloc(bytes->data, capacity);
  if (data == NULL) return ENOMEM;
  bytes->data = data;
  bytes->capacity = capacity;
  return 0;
}

int bytes_append(struct bytes *bytes, const void *data, size_t length) {
  int error = bytes_reserve(bytes, length);
  if (error != 0) return error;
  memcpy(bytes->data + bytes->length, data, length);
  bytes->length += length;
  return 0;
}

void release(int fd) {
  // On Linux the number is free even where close reports EINTR; closing again could close somebody else's.
  if (fd >= 0) (void)close(fd);
}
