// What is known about one thing on disk, as the record that src/ftp/jail/native-entry.ts reads.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "work.h"

/// Fixed part of a record; the name follows. No field is padded.
struct record {
  uint64_t inode;
  uint64_t device;
  int64_t size;
  int64_t modified_ns;
  /// 0 where the file system does not tell.
  int64_t created_ns;
  /// With the kind of the thing; 0 where there is nothing of that name.
  uint32_t mode;
  uint32_t uid;
  uint32_t gid;
  uint32_t links;
  uint32_t name_bytes;
  uint32_t unused;
};

_Static_assert(sizeof(struct record) == 64, "native-entry.ts reads records of 64 bytes");

/// Describes a name in a folder, a link itself; an empty name is the folder, or whatever the descriptor is.
int entry_at(int folder, const char *name, struct record *record);
/// Writes a record with its name; record->name_bytes is set here.
int entry_append(struct bytes *bytes, struct record *record, const char *name);
bool entry_is_same(const struct record *one, const struct record *other);
