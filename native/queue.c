// A few threads of the addon's own and the work that waits for them. Node's own pool is never used: its threads are
// shared with the rest of the process, and would carry a customer's identity there.
#include "queue.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "reply.h"

enum { max_threads = 4, stack_bytes = 512 * 1024 };

struct queue {
  pthread_mutex_t lock;
  pthread_cond_t changed;
  // Under the lock.
  struct item *first;
  struct item *last;
  bool stopping;
  // Of Node's thread.
  struct policy policy;
  pthread_t threads[max_threads];
  int started;
  size_t unsettled;
  napi_threadsafe_function results;
};

struct item *item_create(void) {
  struct item *item = calloc(1, sizeof *item);
  if (item == NULL) return NULL;
  item->work.at = item->work.other = item->work.fd = -1;
  return item;
}

void item_free(struct item *item) {
  release(item->work.fd);
  free(item->work.path);
  free(item->work.target);
  free(item->work.reply.data);
  free(item);
}

/// Waits for work; NULL when the thread shall end.
static struct item *next_item(struct queue *queue) {
  pthread_mutex_lock(&queue->lock);
  while (queue->first == NULL && !queue->stopping) pthread_cond_wait(&queue->changed, &queue->lock);
  struct item *item = queue->stopping ? NULL : queue->first;
  if (item != NULL) queue->first = item->next;
  pthread_mutex_unlock(&queue->lock);
  return item;
}

static void do_work(const struct policy *policy, int unfit, struct item *item) {
  struct work *work = &item->work;
  work->error = unfit != 0 ? unfit : identity_take(policy, &work->as);
  if (work->error != 0) return;
  work->error = item->run(work);
  identity_return(policy, &work->as);
}

static void *run_thread(void *data) {
  struct queue *queue = data;
  int unfit = identity_begin(&queue->policy);
  for (struct item *item = next_item(queue); item != NULL; item = next_item(queue)) {
    do_work(&queue->policy, unfit, item);
    if (napi_call_threadsafe_function(queue->results, item, napi_tsfn_nonblocking) != napi_ok) item_free(item);
  }
  return NULL;
}

static void *run_probe(void *data) {
  const struct queue *queue = data;
  return (void *)(intptr_t)identity_begin(&queue->policy);
}

/// Signals are for Node's threads.
static int start_thread(pthread_t *thread, void *(*run)(void *), struct queue *queue) {
  pthread_attr_t attributes;
  sigset_t all;
  sigset_t before;
  int error = pthread_attr_init(&attributes);
  if (error != 0) return error;
  sigfillset(&all);
  error = pthread_attr_setstacksize(&attributes, stack_bytes);
  if (error == 0) error = pthread_sigmask(SIG_SETMASK, &all, &before);
  if (error == 0) {
    error = pthread_create(thread, &attributes, run, queue);
    if (error == 0) (void)pthread_setname_np(*thread, "portside-disk");
    (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
  }
  pthread_attr_destroy(&attributes);
  return error;
}

/// Fewer threads than wanted will do; none will not.
static int start_threads(struct queue *queue) {
  while (queue->started < max_threads) {
    int error = start_thread(&queue->threads[queue->started], run_thread, queue);
    if (error != 0) return queue->started > 0 ? 0 : error;
    queue->started += 1;
  }
  return 0;
}

int queue_probe(struct queue *queue) {
  pthread_t thread;
  void *result = NULL;
  int error = start_thread(&thread, run_probe, queue);
  if (error != 0) return error;
  error = pthread_join(thread, &result);
  return error != 0 ? error : (int)(intptr_t)result;
}

bool queue_configure(struct queue *queue, struct policy policy) {
  const struct policy *now = &queue->policy;
  bool same = now->smallest == policy.smallest && now->switches == policy.switches &&
              now->own_uid == policy.own_uid && now->own_gid == policy.own_gid;
  if (queue->started > 0) return same;
  queue->policy = policy;
  return true;
}

int queue_add(struct queue *queue, napi_env env, struct item *item) {
  if (queue->policy.smallest == 0) return EINVAL;
  int error = queue->started > 0 ? 0 : start_threads(queue);
  if (error != 0) return error;
  // While anything is unsettled Node does not exit by itself; idle threads do not keep it.
  if (queue->unsettled == 0 && napi_ref_threadsafe_function(env, queue->results) != napi_ok) return ECANCELED;
  queue->unsettled += 1;
  pthread_mutex_lock(&queue->lock);
  item->next = NULL;
  if (queue->first == NULL) queue->first = item;
  else queue->last->next = item;
  queue->last = item;
  pthread_cond_signal(&queue->changed);
  pthread_mutex_unlock(&queue->lock);
  return 0;
}

/// On Node's thread. Without an environment everything ends, and only freeing is left to do.
static void settle(napi_env env, napi_value function, void *context, void *data) {
  (void)function;
  struct item *item = data;
  if (env != NULL) {
    struct queue *queue = context;
    queue->unsettled -= 1;
    if (queue->unsettled == 0) (void)napi_unref_threadsafe_function(env, queue->results);
    reply_settle(env, item);
  }
  item_free(item);
}

/// What is being done is done to its end; what waits is dropped.
static void stop(void *data) {
  struct queue *queue = data;
  pthread_mutex_lock(&queue->lock);
  queue->stopping = true;
  pthread_cond_broadcast(&queue->changed);
  pthread_mutex_unlock(&queue->lock);
  for (int i = 0; i < queue->started; i += 1) pthread_join(queue->threads[i], NULL);
  while (queue->first != NULL) {
    struct item *item = queue->first;
    queue->first = item->next;
    item_free(item);
  }
  pthread_cond_destroy(&queue->changed);
  pthread_mutex_destroy(&queue->lock);
  free(queue);
}

static bool prepare(napi_env env, struct queue *queue) {
  napi_value name;
  if (napi_create_string_utf8(env, "portside disk work", NAPI_AUTO_LENGTH, &name) != napi_ok) return false;
  napi_status status = napi_create_threadsafe_function(env, NULL, NULL, name, 0, 1, NULL, NULL, queue, settle,
                                                       &queue->results);
  if (status != napi_ok || napi_unref_threadsafe_function(env, queue->results) != napi_ok) return false;
  // Hooks run last come, first served: the threads stop before the way back is closed.
  return napi_add_env_cleanup_hook(env, stop, queue) == napi_ok;
}

struct queue *queue_create(napi_env env) {
  struct queue *queue = calloc(1, sizeof *queue);
  if (queue == NULL) return NULL;
  pthread_mutex_init(&queue->lock, NULL);
  pthread_cond_init(&queue->changed, NULL);
  if (prepare(env, queue)) return queue;
  free(queue);
  return NULL;
}
