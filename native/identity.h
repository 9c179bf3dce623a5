// Under whom a thread touches the disk.
#pragma once

#include <stdbool.h>

#include "work.h"

/// What holds for all work of one process.
struct policy {
  /// Nothing runs under a smaller uid or gid; at least 1.
  uid_t smallest;
  /// Whether threads switch to the identity of their work; else they only take its umask.
  bool switches;
  /// The process's own ids, to which a thread returns.
  uid_t own_uid;
  gid_t own_gid;
};

/// Makes the calling thread fit to work: an umask of its own, and where it switches no supplementary groups and no
/// capability but those for switching. Returns 0 or an errno.
int identity_begin(const struct policy *policy);
/// Takes an identity on. EPERM where it is below the smallest or the kernel refuses it; nothing is taken on then.
int identity_take(const struct policy *policy, const struct identity *identity);
/// Returns to the process's own. Ends the process where that, or the identity until now, is not what it should be.
void identity_return(const struct policy *policy, const struct identity *identity);
