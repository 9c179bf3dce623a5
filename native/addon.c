// What JavaScript sees: `configure`, `probe`, and a function for every operation, all with the same arguments.
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "operations.h"
#include "queue.h"
#include "reply.h"
#include "resolve.h"

struct named {
  const char *name;
  operation *run;
};

static const struct named operations[] = {
    {"openWebRoot", open_web_root},
    {"openHome", open_home},
    {"pin", pin},
    {"stat", stat_name},
    {"readLink", read_link},
    {"makeFolder", make_folder},
    {"removeFolder", remove_folder},
    {"unlink", unlink_name},
    {"makeFile", make_file},
    {"rename", rename_name},
    {"openFile", open_file},
    {"openFolder", open_folder},
    {"changeMode", change_mode},
    {"setTimes", set_times},
    {"freeBytes", free_bytes},
    {"syncFolder", sync_folder},
    {"takeAfter", take_after},
    {"shareBlocks", share_blocks},
    {"copyRange", copy_range},
    {"openList", open_list},
    {"readList", read_list},
    {"namesWith", names_with},
};

/// The order of every operation's arguments.
enum { uid, gid, umask_bits, at, path, other, target, number, value, argument_count };

/// Reads a whole number from `least` to `most`.
static bool read_number(napi_env env, napi_value from, double least, double most, double *read) {
  if (napi_get_value_double(env, from, read) != napi_ok) return false;
  return *read >= least && *read <= most && trunc(*read) == *read;
}

static bool read_id(napi_env env, napi_value from, uint32_t *id) {
  double read;
  if (!read_number(env, from, 0, (double)UINT32_MAX - 1, &read)) return false;
  *id = (uint32_t)read;
  return true;
}

static bool read_descriptor(napi_env env, napi_value from, int *fd) {
  double read;
  if (!read_number(env, from, -1, INT32_MAX, &read)) return false;
  *fd = (int)read;
  return true;
}

static bool read_whole(napi_env env, napi_value from, int64_t *whole) {
  const double most = 9007199254740991.0;
  double read;
  if (!read_number(env, from, -most, most, &read)) return false;
  *whole = (int64_t)read;
  return true;
}

/// Reads one byte a character. A NUL is refused: what stands behind it would be lost.
static bool read_path(napi_env env, napi_value from, char **read) {
  size_t length;
  if (napi_get_value_string_latin1(env, from, NULL, 0, &length) != napi_ok || length > 1 << 20) return false;
  *read = malloc(length + 1);
  if (*read == NULL) return false;
  if (napi_get_value_string_latin1(env, from, *read, length + 1, &length) != napi_ok) return false;
  return strlen(*read) == length;
}

static bool read_work(napi_env env, const napi_value *arguments, struct work *work) {
  uint32_t mask = 0;
  bool read = read_id(env, arguments[uid], &work->as.uid) && read_id(env, arguments[gid], &work->as.gid) &&
              read_id(env, arguments[umask_bits], &mask) && read_descriptor(env, arguments[at], &work->at) &&
              read_path(env, arguments[path], &work->path) &&
              read_descriptor(env, arguments[other], &work->other) &&
              read_path(env, arguments[target], &work->target) &&
              read_whole(env, arguments[number], &work->number) && read_whole(env, arguments[value], &work->value);
  work->as.umask = mask;
  return read;
}

static napi_value throw_failure(napi_env env, const char *sentence) {
  napi_throw_error(env, NULL, sentence);
  return NULL;
}

/// Queues the operation that the function stands for; returns the promise of its reply.
static napi_value submit(napi_env env, napi_callback_info info) {
  napi_value arguments[argument_count];
  size_t count = argument_count;
  void *data = NULL;
  void *queue = NULL;
  if (napi_get_cb_info(env, info, &count, arguments, NULL, &data) != napi_ok) return NULL;
  if (napi_get_instance_data(env, &queue) != napi_ok || queue == NULL) return NULL;
  struct item *item = item_create();
  if (item == NULL) return throw_failure(env, "There is no memory for disk work.");
  item->run = ((const struct named *)data)->run;
  napi_value promise;
  if (count != argument_count || !read_work(env, arguments, &item->work)) {
    item_free(item);
    napi_throw_type_error(env, NULL, "Disk work was asked for with arguments that it cannot have.");
    return NULL;
  }
  if (napi_create_promise(env, &item->deferred, &promise) != napi_ok) {
    item_free(item);
    return throw_failure(env, "There is no promise for disk work.");
  }
  // From here on the item belongs to a thread, and may be gone already.
  int error = queue_add(queue, env, item);
  if (error != 0) {
    item->work.error = error;
    reply_settle(env, item);
    item_free(item);
  }
  return promise;
}

/// configure(smallest id, whether to switch): once, before the first work.
static napi_value configure(napi_env env, napi_callback_info info) {
  napi_value arguments[2];
  size_t count = 2;
  void *queue = NULL;
  struct policy policy = {.own_uid = geteuid(), .own_gid = getegid()};
  if (napi_get_cb_info(env, info, &count, arguments, NULL, NULL) != napi_ok || count != 2) return NULL;
  if (napi_get_instance_data(env, &queue) != napi_ok || queue == NULL) return NULL;
  bool read = read_id(env, arguments[0], &policy.smallest) && policy.smallest >= 1 &&
              napi_get_value_bool(env, arguments[1], &policy.switches) == napi_ok;
  if (!read) {
    napi_throw_range_error(env, NULL, "The smallest system uid must be a whole number of at least 1.");
  } else if (!queue_configure(queue, policy)) {
    napi_throw_error(env, NULL, "Disk work has begun under other rules.");
  }
  return NULL;
}

/// What the jail stands on: openat2, and the paths of open things.
static const char *find_missing(struct queue *queue) {
  int root = open("/", PIN_FOLDER);
  if (root < 0) return "root";
  int fd = -1;
  int error = open_in_root(root, "..", PIN_FOLDER, &fd);
  const char *missing = error != 0 ? "openat2" : NULL;
  if (missing == NULL && access(magic_link(fd).path, F_OK) != 0) missing = "proc";
  release(fd);
  release(root);
  if (missing == NULL && queue_probe(queue) != 0) missing = "thread";
  return missing;
}

/// probe(): undefined where everything works, else the name of what does not.
static napi_value probe(napi_env env, napi_callback_info info) {
  (void)info;
  void *queue = NULL;
  napi_value result = NULL;
  if (napi_get_instance_data(env, &queue) != napi_ok || queue == NULL) return NULL;
  const char *missing = find_missing(queue);
  if (missing != NULL) (void)napi_create_string_utf8(env, missing, NAPI_AUTO_LENGTH, &result);
  return result;
}

static bool export(napi_env env, napi_value exports, const char *name, napi_callback call, const void *data) {
  napi_value function;
  // The table is only read; Node-API hands the pointer back as it is.
  return napi_create_function(env, name, NAPI_AUTO_LENGTH, call, (void *)(uintptr_t)data, &function) == napi_ok &&
         napi_set_named_property(env, exports, name, function) == napi_ok;
}

NAPI_MODULE_INIT() {
  struct queue *queue = queue_create(env);
  if (queue == NULL) return throw_failure(env, "The threads for disk work could not be prepared.");
  bool done = napi_set_instance_data(env, queue, NULL, NULL) == napi_ok &&
              export(env, exports, "configure", configure, NULL) && export(env, exports, "probe", probe, NULL);
  for (size_t i = 0; i < sizeof operations / sizeof *operations; i += 1) {
    done = done && export(env, exports, operations[i].name, submit, &operations[i]);
  }
  return done ? exports : throw_failure(env, "The functions for disk work could not be prepared.");
}
