// Where a path's last name stands, links at its end followed inside the jail.
#pragma once

#include <limits.h>
#include <stdbool.h>

#include "entry.h"
#include "resolve.h"

/// Finds the place and what stands there; `found->mode` is 0 where nothing does. The path is used up, and the place's
/// name points into it. Nothing is to be released where that fails.
int pin_find(int root, char path[PATH_MAX], bool follows, struct place *place, struct record *found);
