/* scratch.c - see scratch.h. */
#include "tests/unit/scratch.h"

#include <ftw.h>
#include <linux/capability.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum {
    PATH_SIZE = 4096
};

int scratch_setup(void **state)
{
    const char *base = getenv("TMPDIR");
    char *path = malloc(PATH_SIZE);
    if (!path) return -1;
    snprintf(path, PATH_SIZE, "%s/nsearch-test-XXXXXX", base ? base : "/tmp");
    *state = mkdtemp(path);
    return *state ? 0 : -1;
}

static int remove_one(const char *path, const struct stat *info, int kind, struct FTW *at)
{
    (void)info, (void)kind, (void)at;
    return remove(path);
}

int scratch_teardown(void **state)
{
    int failed = nftw(*state, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    free(*state);
    return failed;
}

const char *scratch_path(const char *directory, const char *name)
{
    static char paths[4][PATH_SIZE];
    static unsigned turn;
    char *path = paths[turn++ % 4];
    snprintf(path, PATH_SIZE, "%s/%s", directory, name);
    return path;
}

const char *scratch_write(const char *directory, const char *name, const void *data, size_t size)
{
    const char *path = scratch_path(directory, name);
    FILE *file = fopen(path, "wb");
    if (!file) abort();
    if (fwrite(data, 1, size, file) != size || fclose(file)) abort();
    return path;
}

bool scratch_damage(const char *path, unsigned bytes, uint32_t (*below)(uint32_t limit))
{
    struct stat info;
    FILE *file = fopen(path, "r+b");
    if (!file) return false;
    bool done = !stat(path, &info);
    for (; done && bytes; bytes--)
        done = !fseek(file, (long)below((uint32_t)info.st_size), SEEK_SET) &&
               fputc((int)below(256), file) != EOF;
    return !fclose(file) && done;
}

bool scratch_obey_permissions(void)
{
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct data[_LINUX_CAPABILITY_U32S_3];
    if (syscall(SYS_capget, &header, data)) return false;
    data[0].effective &= ~(1u << CAP_DAC_OVERRIDE | 1u << CAP_DAC_READ_SEARCH);
    return !syscall(SYS_capset, &header, data);
}
