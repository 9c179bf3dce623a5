// Telling JavaScript what came of work.
#pragma once

#include <node_api.h>

#include "queue.h"

/// Resolves the item's promise with `{ error, fd, value, bytes }`; a descriptor is JavaScript's from then on.
void reply_settle(napi_env env, struct item *item);
