// Threads that do disk work, so that Node's event loop never waits for a disk, and a way back to it.
#pragma once

#include <node_api.h>
#include <stdbool.h>

#include "identity.h"
#include "work.h"

/// One piece of work on its way through a thread.
struct item {
  struct work work;
  operation *run;
  napi_deferred deferred;
  struct item *next;
};

struct item *item_create(void);
/// Frees the item, and closes a descriptor that nobody has taken over.
void item_free(struct item *item);

struct queue;

/// Makes the queue of this environment, which stops its threads and frees it at its end. NULL where that fails.
struct queue *queue_create(napi_env env);
/// Sets under whom threads work; only before the first work. False afterwards, unless nothing changes.
bool queue_configure(struct queue *queue, struct policy policy);
/// Tries on a thread of its own what each thread does first; returns 0 or an errno.
int queue_probe(struct queue *queue);
/// Takes the item over and settles its promise later. Returns 0 or an errno; then the item is still the caller's.
int queue_add(struct queue *queue, napi_env env, struct item *item);
