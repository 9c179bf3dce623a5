// Switching identities, for the calling thread only: setfsuid and setfsgid never touch other threads, and setgroups and
// capset are called past the C library, which would pass setgroups on to every thread.
#include "identity.h"

#include <errno.h>
#include <linux/capability.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/fsuid.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifdef SYS_setgroups32
#define RAW_SETGROUPS SYS_setgroups32
#else
#define RAW_SETGROUPS SYS_setgroups
#endif

/// An id that no one can have: asking for it changes nothing and tells the present one.
static const uid_t nobody_at_all = (uid_t)-1;

static uid_t present_uid(void) { return (uid_t)setfsuid(nobody_at_all); }
static gid_t present_gid(void) { return (gid_t)setfsgid(nobody_at_all); }

static bool is_now(uid_t uid, gid_t gid) { return present_uid() == uid && present_gid() == gid; }

static void end_process(void) {
  static const char sentence[] =
      "A thread for disk work had another system identity than its work, so the process ends before it does harm.\n";
  (void)!write(STDERR_FILENO, sentence, sizeof sentence - 1);
  abort();
}

/// The group first: without the uid's capabilities it could no longer be changed.
static void become(uid_t uid, gid_t gid) {
  (void)setfsgid(gid);
  (void)setfsuid(uid);
}

/// Whatever else the process may do (passing disk quotas, for one) is not for a customer's work.
static int keep_only_switching(void) {
  struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3, .pid = 0};
  struct __user_cap_data_struct sets[_LINUX_CAPABILITY_U32S_3];
  memset(sets, 0, sizeof sets);
  sets[0].permitted = sets[0].effective = (1u << CAP_SETUID) | (1u << CAP_SETGID);
  return syscall(SYS_capset, &header, sets) == 0 ? 0 : errno;
}

int identity_begin(const struct policy *policy) {
  if (unshare(CLONE_FS) != 0) return errno;
  if (!policy->switches) return 0;
  if (syscall(RAW_SETGROUPS, 0, NULL) != 0) return errno;
  return keep_only_switching();
}

static bool is_allowed(const struct policy *policy, const struct identity *identity) {
  if (identity->uid == 0 || identity->gid == 0) return false;
  if (identity->uid == policy->own_uid && identity->gid == policy->own_gid) return true;
  return identity->uid >= policy->smallest && identity->gid >= policy->smallest;
}

int identity_take(const struct policy *policy, const struct identity *identity) {
  if (!is_allowed(policy, identity)) return EPERM;
  if (policy->switches) {
    if (!is_now(policy->own_uid, policy->own_gid)) end_process();
    become(identity->uid, identity->gid);
    if (!is_now(identity->uid, identity->gid)) {
      become(policy->own_uid, policy->own_gid);
      if (!is_now(policy->own_uid, policy->own_gid)) end_process();
      return EPERM;
    }
  }
  (void)umask(identity->umask & 0777);
  return 0;
}

void identity_return(const struct policy *policy, const struct identity *identity) {
  if (!policy->switches) return;
  if (!is_now(identity->uid, identity->gid)) end_process();
  become(policy->own_uid, policy->own_gid);
  if (!is_now(policy->own_uid, policy->own_gid)) end_process();
}
