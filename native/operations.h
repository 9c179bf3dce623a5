// Every operation that src/ftp/jail/native-addon.ts can ask for; what each takes and gives stands where it is written.
#pragma once

#include "work.h"

// root.c
operation open_web_root, open_home;
// pin.c
operation pin;
// names.c
operation stat_name, read_link, make_folder, remove_folder, unlink_name, make_file;
// rename.c
operation rename_name;
// files.c
operation open_file, open_folder, change_mode, set_times, free_bytes, sync_folder;
// take-after.c
operation take_after;
// copy.c
operation share_blocks, copy_range;
// list.c
operation open_list, read_list, names_with;
