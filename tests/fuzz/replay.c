/* replay.c - runs a fuzz target without a fuzzer.
 *
 *     fuzz_X [-seconds N] [-seed N] [DIRECTORY | FILE]...
 *
 * Every file given is tried as it is; then, for N seconds, random changes of them: bytes flipped,
 * cut, doubled and spliced. The seed is printed, so that a failure can be had again. What is tried stands in
 * fuzz-last-input.PID in $TMPDIR, for a crash leaves no time to write it then; without one it goes. SOAK=1: says
 * how many were tried. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum {
    INPUTS_MAX = 4096,
    INPUT_MAX = 1 << 16,
    PATH_SIZE = 4096
};

static struct input {
    uint8_t *data;
    size_t size;
} inputs[INPUTS_MAX];
static size_t input_count;
static uint64_t seed = 1;

static uint64_t next_random(void) /* xorshift64*, Vigna 2016 */
{
    seed ^= seed >> 12;
    seed ^= seed << 25;
    seed ^= seed >> 27;
    return seed * 2685821657736338717u;
}

static size_t below(size_t limit)
{
    return limit ? (size_t)(next_random() % limit) : 0;
}

static void load_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file || input_count == INPUTS_MAX) abort();
    struct input *input = &inputs[input_count++];
    input->data = malloc(INPUT_MAX);
    if (!input->data) abort();
    input->size = fread(input->data, 1, INPUT_MAX, file);
    fclose(file);
}

static void load(const char *path)
{
    struct stat info;
    if (stat(path, &info)) {
        fprintf(stderr, "no such seed: %s\n", path);
        exit(2);
    }
    if (!S_ISDIR(info.st_mode)) {
        load_file(path);
        return;
    }
    struct dirent **names;
    int count = scandir(path, &names, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        char full[PATH_SIZE];
        snprintf(full, sizeof full, "%s/%s", path, names[i]->d_name);
        if (names[i]->d_name[0] != '.') load(full);
        free(names[i]);
    }
    if (count >= 0) free(names);
}

static size_t change(uint8_t *data, size_t size)
{
    size_t at = below(size), length = 1 + below(16);
    if (at + length > size) length = size - at;
    switch (below(6)) {
    case 0:
        if (size) data[at] ^= (uint8_t)(1u << below(8));
        return size;
    case 1:
        if (size) data[at] = (uint8_t)next_random();
        return size;
    case 2: /* cut some out */
        memmove(data + at, data + at + length, size - at - length);
        return size - length;
    case 3: /* say some twice */
        if (size + length > INPUT_MAX) return size;
        memmove(data + at + length, data + at, size - at);
        return size + length;
    case 4: /* go on as another does */
        if (input_count) {
            const struct input *other = &inputs[below(input_count)];
            size_t from = below(other->size), rest = other->size - from;
            if (at + rest > INPUT_MAX) rest = INPUT_MAX - at;
            if (rest) memcpy(data + at, other->data + from, rest);
            return at + rest;
        }
        return size;
    default: return at;
    }
}

static void try_one(const uint8_t *data, size_t size)
{
    /* An exact copy, so that a sanitizer sees a read behind its end. */
    uint8_t *copy = malloc(size ? size : 1);
    if (!copy) abort();
    if (size) memcpy(copy, data, size);
    LLVMFuzzerTestOneInput(copy, size);
    free(copy);
}

/* A shared mapping of a file: what is in it survives the process. `path` has PATH_SIZE bytes. */
static uint8_t *open_record(char *path)
{
    const char *base = getenv("TMPDIR");
    snprintf(path, PATH_SIZE, "%s/fuzz-last-input.%ld", base ? base : "/tmp", (long)getpid());
    FILE *file = fopen(path, "w+b");
    if (!file || fseek(file, INPUT_MAX - 1, SEEK_SET) || fputc(0, file) == EOF || fflush(file))
        abort();
    void *map = mmap(NULL, INPUT_MAX, PROT_READ | PROT_WRITE, MAP_SHARED, fileno(file), 0);
    if (map == MAP_FAILED) abort();
    fclose(file);
    return map;
}

int main(int argc, char **argv)
{
    double seconds = 1;
    seed = (uint64_t)time(NULL) * 2654435761u + 1;
    for (int i = 1; i < argc; i++) {
        if (!strcmp(argv[i], "-seconds") && i + 1 < argc)
            seconds = atof(argv[++i]);
        else if (!strcmp(argv[i], "-seed") && i + 1 < argc)
            seed = strtoull(argv[++i], NULL, 10);
        else
            load(argv[i]);
    }
    printf("# seed %llu, %zu inputs\n", (unsigned long long)seed, input_count);
    fflush(stdout);
    for (size_t i = 0; i < input_count; i++)
        try_one(inputs[i].data, inputs[i].size);
    char record[PATH_SIZE];
    uint8_t *data = open_record(record);
    time_t end = time(NULL) + (time_t)seconds;
    unsigned long tried = 0;
    for (; time(NULL) < end; tried++) {
        const struct input *base = &inputs[below(input_count)];
        size_t size = input_count ? base->size : 0;
        if (size) memcpy(data, base->data, size);
        for (size_t n = 1 + below(8); n; n--)
            size = change(data, size);
        try_one(data, size);
    }
    unlink(record);
    for (size_t i = 0; i < input_count; i++)
        free(inputs[i].data);
    if (getenv("SOAK")) printf("## %lu inputs tried in %.0f seconds\n", tried, seconds);
    printf("ok 1 - %zu seeds and %lu random inputs\n1..1\n", input_count, tried);
}
