// Telling JavaScript what came of work. A failure is told as the number it has, and named there.
#include "reply.h"

static napi_status set_number(napi_env env, napi_value object, const char *name, int64_t number) {
  napi_value value;
  napi_status status = napi_create_int64(env, number, &value);
  return status == napi_ok ? napi_set_named_property(env, object, name, value) : status;
}

static napi_status set_bytes(napi_env env, napi_value object, const struct bytes *bytes) {
  napi_value value;
  if (bytes->length == 0) return napi_ok;
  napi_status status = napi_create_buffer_copy(env, bytes->length, bytes->data, NULL, &value);
  return status == napi_ok ? napi_set_named_property(env, object, "bytes", value) : status;
}

static napi_status fill(napi_env env, const struct work *work, napi_value object) {
  napi_status status = set_number(env, object, "error", work->error);
  if (status != napi_ok || work->error != 0) return status;
  status = set_number(env, object, "fd", work->fd);
  if (status == napi_ok) status = set_number(env, object, "value", work->value);
  if (status == napi_ok) status = set_bytes(env, object, &work->reply);
  return status;
}

void reply_settle(napi_env env, struct item *item) {
  napi_value object;
  if (napi_create_object(env, &object) != napi_ok) return;
  if (fill(env, &item->work, object) != napi_ok) return;
  if (napi_resolve_deferred(env, item->deferred, object) == napi_ok && item->work.error == 0) item->work.fd = -1;
}
