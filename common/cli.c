/* cli.c - see cli.h. */
#include "common/cli.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <poll.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/buf.h"
#include "common/error.h"
#include "common/utf8.h"

enum {
    OPTIONS_MAX = 64,  /* rows of one program's table, with the two below */
    LONG_FIRST = 256,  /* what getopt_long returns for the first row: letters are below */
    LABEL_MAX = 80,    /* of an option in --help */
    MESSAGE_MAX = 4096 /* a path may be as long */
};

static const struct cli_option always[] = {
    {'h', "help", NULL, "show this help", -1},
    {0, "version", NULL, "show the version", -2},
};
enum {
    ALWAYS = sizeof always / sizeof *always
};

/* ---- Exit codes and errors ------------------------------------------------------------------- */

int cli_exit_of(nsearch_status status)
{
    switch (status) {
    case NSEARCH_OK: return CLI_DONE;
    case NSEARCH_INVALID: return CLI_USAGE;
    case NSEARCH_MISSING: return CLI_MISSING;
    case NSEARCH_DENIED: return CLI_DENIED;
    case NSEARCH_FOREIGN: return CLI_FOREIGN;
    case NSEARCH_TOO_NEW: return CLI_TOO_NEW;
    case NSEARCH_DAMAGED: return CLI_DAMAGED;
    case NSEARCH_LOCKED: return CLI_LOCKED;
    case NSEARCH_IO: return CLI_IO;
    case NSEARCH_MEMORY: return CLI_MEMORY;
    case NSEARCH_INTERNAL: break;
    }
    return CLI_INTERNAL;
}

const char *cli_advice(const nsearch_error *error)
{
    if (error->status != NSEARCH_DAMAGED || strstr(error->message, "nindex --")) return "";
    return "; nindex --check says what to do";
}

void cli_error(const struct cli *cli, const char *format, ...)
{
    char message[MESSAGE_MAX];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    utf8_sanitize(message);
    fprintf(stderr, "%s: %s\n", cli->program, message);
}

/* Whether standard output is a pipe or socket that nobody reads any more. Asked of the system, for
 * the errno of a write that failed long ago is lost. */
static bool reader_gone(void)
{
    struct pollfd output = {.fd = STDOUT_FILENO, .events = POLLOUT};
    return poll(&output, 1, 0) == 1 && (output.revents & POLLERR);
}

int cli_finish(const struct cli *cli, int code)
{
    bool failed_before = ferror(stdout);
    errno = 0;
    if (!fflush(stdout) && !failed_before) return code;
    int reason = errno;
    if (reader_gone()) return code;
    if (reason)
        cli_error(cli, "cannot write the output: %s", strerror(reason));
    else
        cli_error(cli, "cannot write the output");
    return CLI_IO;
}

/* All of a stream, up to `most` bytes and one more. */
static nsearch_status read_stream(FILE *file, const char *path, size_t most, struct buf *out,
                                  nsearch_error *error)
{
    char piece[4096];
    size_t got;
    while (out->size <= most && (got = fread(piece, 1, sizeof piece, file)) > 0)
        buf_add(out, piece, got);
    if (ferror(file)) return error_system(error, errno, path);
    if (out->size > most)
        return error_set(error, NSEARCH_INVALID, "%s: longer than %zu bytes", path, most);
    if (memchr(out->data, '\0', out->size))
        return error_set(error, NSEARCH_INVALID, "%s: not a text: save it as UTF-8", path);
    return buf_status(out, error);
}

nsearch_status cli_read(const char *path, size_t most, char **out, nsearch_error *error)
{
    static const char mark[] = "\xEF\xBB\xBF";
    bool own = strcmp(path, "-") != 0;
    struct buf text;
    *out = NULL;
    FILE *file = own ? fopen(path, "re") : stdin;
    if (!file) return error_system(error, errno, path);
    buf_init(&text);
    nsearch_status status = read_stream(file, path, most, &text, error);
    size_t skip = strncmp(text.data, mark, strlen(mark)) ? 0 : strlen(mark);
    if (!status && !(*out = strdup(text.data + skip))) status = error_memory(error);
    buf_release(&text);
    if (own) fclose(file);
    return status;
}

bool cli_size(const char *text, size_t *out)
{
    if (*text < '0' || *text > '9') return false;
    char *end;
    errno = 0;
    unsigned long long number = strtoull(text, &end, 10);
    unsigned shift = 0;
    switch (*end) {
    case 'k':
    case 'K': shift = 10; break;
    case 'm':
    case 'M': shift = 20; break;
    case 'g':
    case 'G': shift = 30; break;
    default: break;
    }
    if (shift) end++;
    if (errno || *end || number > SIZE_MAX >> shift) return false;
    *out = (size_t)number << shift;
    return true;
}

bool cli_duration(const char *text, uint32_t *seconds)
{
    uint32_t unit = 1;
    if (*text < '0' || *text > '9') return false;
    char *end;
    errno = 0;
    unsigned long long number = strtoull(text, &end, 10);
    switch (*end) {
    case 's': end++; break;
    case 'm': unit = 60, end++; break;
    case 'h': unit = 3600, end++; break;
    default: break;
    }
    if (errno || *end || number > UINT32_MAX / unit) return false;
    *seconds = (uint32_t)number * unit;
    return true;
}

/* ---- Help ------------------------------------------------------------------------------------ */

/* Writes "-n, --limit=N" and returns its length. */
static int option_label(const struct cli_option *option, char *out, size_t size)
{
    char letter[] = {option->letter ? '-' : ' ', option->letter ? option->letter : ' ',
                     option->letter ? ',' : ' ', '\0'};
    return snprintf(out, size, "  %s --%s%s%s", letter, option->name, option->argument ? "=" : "",
                    option->argument ? option->argument : "");
}

static int label_width(const struct cli_option *option)
{
    char label[LABEL_MAX];
    return option_label(option, label, sizeof label);
}

static void print_option(const struct cli_option *option, int width)
{
    char label[LABEL_MAX];
    option_label(option, label, sizeof label);
    printf("%-*s  %s\n", width, label, option->help);
}

static void print_help(const struct cli *cli)
{
    int width = 0;
    const struct cli_option *option;
    for (option = cli->options; option->name; option++)
        if (label_width(option) > width) width = label_width(option);
    for (option = always; option < always + ALWAYS; option++)
        if (label_width(option) > width) width = label_width(option);

    printf("Usage: %s %s\n%s\n\n", cli->program, cli->usage, cli->about);
    for (option = cli->options; option->name; option++)
        print_option(option, width);
    for (option = always; option < always + ALWAYS; option++)
        print_option(option, width);
    if (cli->footer) printf("\n%s\n", cli->footer);
}

/* ---- Parsing --------------------------------------------------------------------------------- */

/* What getopt_long wants, made from the rows. */
struct forms {
    const struct cli_option *rows[OPTIONS_MAX];
    struct option longs[OPTIONS_MAX + 1];
    char letters[2 * OPTIONS_MAX + 2];
    int count;
};

static void add_form(struct forms *forms, const struct cli_option *option)
{
    assert(forms->count < OPTIONS_MAX);
    forms->rows[forms->count] = option;
    forms->longs[forms->count] = (struct option){
        .name = option->name,
        .has_arg = option->argument ? required_argument : no_argument,
        .val = LONG_FIRST + forms->count,
    };
    forms->count++;
    if (!option->letter) return;
    size_t length = strlen(forms->letters);
    forms->letters[length] = option->letter;
    if (option->argument) forms->letters[length + 1] = ':';
}

static void make_forms(const struct cli *cli, struct forms *forms)
{
    *forms = (struct forms){
        .letters = ":"}; /* ':' tells a missing argument from an unknown option */
    for (const struct cli_option *option = cli->options; option->name; option++)
        add_form(forms, option);
    for (int i = 0; i < ALWAYS; i++)
        add_form(forms, &always[i]);
}

/* The row for what getopt_long gave as a result or in optopt; NULL if it is none's. */
static const struct cli_option *row_of(const struct forms *forms, int value)
{
    if (value >= LONG_FIRST && value < LONG_FIRST + forms->count)
        return forms->rows[value - LONG_FIRST];
    for (int i = 0; i < forms->count; i++)
        if (value && forms->rows[i]->letter == value) return forms->rows[i];
    return NULL;
}

/* Writes how the option that wasn't understood was written: "--name" without its argument, or "-x".
 */
static void unknown_option(char **argv, char *out, size_t size)
{
    unsigned char letter = (unsigned char)optopt;
    if (!letter) {
        const char *text = argv[optind - 1];
        snprintf(out, size, "%.*s", (int)strcspn(text, "="), text);
        return;
    }
    /* Of a letter with several bytes getopt took the first, so it still stands in this argument. */
    const char *whole = letter >= 0x80 && argv[optind] ? strchr(argv[optind], letter) : NULL;
    uint32_t code;
    size_t bytes = whole ? utf8_decode(whole, strlen(whole), &code) : 0;
    if (bytes)
        snprintf(out, size, "-%.*s", (int)bytes, whole);
    else
        snprintf(out, size, "-%c", letter);
}

static bool is_start_of_any(const struct forms *forms, const char *name)
{
    for (int i = 0; i < forms->count; i++)
        if (!strncmp(forms->rows[i]->name, name, strlen(name))) return true;
    return false;
}

/* Tells what is wrong with the option where getopt_long stopped. */
static int complain(const struct cli *cli, const struct forms *forms, int result, char **argv)
{
    const struct cli_option *row = row_of(forms, optopt);
    char name[80];
    if (row && result == ':') {
        cli_error(cli, "option --%s needs an argument: %s", row->name, row->argument);
        return CLI_USAGE;
    }
    if (row && optopt >= LONG_FIRST) {
        cli_error(cli, "option --%s takes no argument", row->name);
        return CLI_USAGE;
    }
    unknown_option(argv, name, sizeof name);
    if (!strncmp(name, "--", 2) && is_start_of_any(forms, name + 2))
        cli_error(cli, "option %s could be several (see --help)", name);
    else if (cli->unknown)
        cli_error(cli, "unknown option %s: %s", name, cli->unknown);
    else
        cli_error(cli, "unknown option %s (see --help)", name);
    return CLI_USAGE;
}

/* Opens what is closed of the three standard streams the wrong way round: else the next file opened
 * would be taken for the output. */
static void hold_standard_streams(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) == -1 && open("/dev/null", fd ? O_RDONLY : O_WRONLY) != fd) return;
}

int cli_parse(const struct cli *cli, int argc, char **argv,
              const char *(*take)(void *context, int id, const char *argument), void *context,
              bool *done)
{
    struct forms forms;
    int result;
    *done = false;
    hold_standard_streams();
    make_forms(cli, &forms);
    opterr = 0;
    optind = 0; /* glibc's and musl's way to start over */
    while ((result = getopt_long(argc, argv, forms.letters, forms.longs, NULL)) != -1) {
        const struct cli_option *row = result == '?' || result == ':' ? NULL
                                                                      : row_of(&forms, result);
        if (!row) return complain(cli, &forms, result, argv);
        if (row == &always[0]) print_help(cli);
        if (row == &always[1]) printf("%s %s\n", cli->program, nsearch_version());
        *done = row == &always[0] || row == &always[1];
        if (*done) return CLI_DONE;
        const char *wrong = take(context, row->id, optarg);
        if (!wrong) continue;
        cli_error(cli, "--%s%s%s: %s", row->name, optarg ? " " : "", optarg ? optarg : "", wrong);
        return CLI_USAGE;
    }
    return CLI_DONE;
}
