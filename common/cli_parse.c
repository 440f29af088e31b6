/* cli_parse.c - the command line, read by the table. */
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <string.h>
#include <unistd.h>

#include "common/buf.h"
#include "common/cli_complete.h"
#include "common/cli_own.h"
#include "common/utf8.h"

enum {
    LONG_FIRST = 256, /* what getopt_long returns for the first row: letters are below */
    SAID_MAX = 512    /* bytes of a complaint */
};

/* What getopt_long wants, made from the rows. */
struct forms {
    const struct cli_option *rows[CLI_ROWS_MAX];
    int count;
    struct option longs[CLI_ROWS_MAX + 1];
    char letters[2 * CLI_ROWS_MAX + 2];
};

static void make_forms(const struct cli *cli, struct forms *forms)
{
    memset(forms, 0, sizeof *forms);
    forms->count = cli_rows(cli, forms->rows);
    struct option *option = forms->longs;
    char *letter = forms->letters;
    *letter++ = ':'; /* tells a missing argument from an unknown option */
    for (int i = 0; i < forms->count; i++) {
        const struct cli_option *row = forms->rows[i];
        if (cli_is_heading(row)) continue;
        *option++ = (struct option){
            .name = row->name,
            .has_arg = row->argument ? required_argument : no_argument,
            .val = LONG_FIRST + i,
        };
        if (!row->letter) continue;
        *letter++ = row->letter;
        if (row->argument) *letter++ = ':';
    }
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

/* Tells of the start of a name that several options have in common; false if none has it. */
static bool tell_several(const struct cli *cli, const struct forms *forms, const char *start)
{
    struct buf said;
    int count = 0;
    buf_init(&said);
    for (int i = 0; i < forms->count; i++) {
        if (cli_is_heading(forms->rows[i])) continue;
        if (strncmp(forms->rows[i]->name, start, strlen(start)) != 0) continue;
        buf_addf(&said, "%s--%s", count++ ? ", " : "", forms->rows[i]->name);
    }
    if (count) cli_error(cli, "option --%s could be several: %s", start, said.data);
    buf_release(&said);
    return count > 0;
}

static const char *option_meant(const struct forms *forms, const char *name)
{
    struct cli_meant meant = cli_meant_by(name);
    for (int i = 0; i < forms->count; i++)
        if (!cli_is_heading(forms->rows[i])) cli_meant_see(&meant, forms->rows[i]->name);
    return meant.name;
}

static void tell_unknown(const struct cli *cli, const struct forms *forms, const char *name)
{
    const bool is_long = !strncmp(name, "--", 2);
    if (is_long && tell_several(cli, forms, name + 2)) return;
    const char *meant = is_long ? option_meant(forms, name + 2) : NULL;
    if (meant)
        cli_error(cli, "unknown option %s: did you mean --%s?", name, meant);
    else if (cli->unknown)
        cli_error(cli, "unknown option %s: %s", name, cli->unknown);
    else
        cli_error(cli, "unknown option %s (see --help)", name);
}

/* Tells what is wrong with the option where getopt_long stopped. */
static int complain(const struct cli *cli, const struct forms *forms, int result, char **argv)
{
    const struct cli_option *row = row_of(forms, optopt);
    char name[80];
    if (row && result == ':') {
        cli_error(cli, "option --%s needs an argument: %s", row->name, row->argument);
    } else if (row && optopt >= LONG_FIRST) {
        cli_error(cli, "option --%s takes no argument", row->name);
    } else {
        unknown_option(argv, name, sizeof name);
        tell_unknown(cli, forms, name);
    }
    return CLI_USAGE;
}

/* "must be auto, always or never" */
static const char *say_words(const char *words, char out[SAID_MAX])
{
    int length = snprintf(out, SAID_MAX, "must be ");
    while (*words && length < SAID_MAX) {
        const int size = (int)strcspn(words, " ");
        const char *rest = words + size + strspn(words + size, " ");
        const char *then = !*rest ? "" : strchr(rest, ' ') ? ", " : " or ";
        length += snprintf(out + length, SAID_MAX - (size_t)length, "%.*s%s", size, words, then);
        words = rest;
    }
    return out;
}

/* Opens what is closed of the three standard streams the wrong way round: else the next file opened
 * would be taken for the output. */
static void hold_standard_streams(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) == -1 && open("/dev/null", fd ? O_RDONLY : O_WRONLY) != fd) return;
}

/* What an option of every program prints. */
static void answer(const struct cli *cli, int id, const char *argument)
{
    if (id == CLI_HELP) cli_help(cli);
    if (id == CLI_VERSION) printf("%s %s\n", cli->program, nsearch_version());
    if (id == CLI_COMPLETION) cli_complete(cli, argument);
}

int cli_parse(const struct cli *cli, int argc, char **argv,
              const char *(*take)(void *context, int id, const char *argument), void *context,
              bool *done)
{
    struct forms forms;
    char said[SAID_MAX];
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
        const bool known = !cli_has_words(row) || cli_word(row->values, optarg) >= 0;
        *done = known && row->id < 0;
        if (*done) {
            answer(cli, row->id, optarg);
            return CLI_DONE;
        }
        const char *wrong = known ? take(context, row->id, optarg) : say_words(row->values, said);
        if (!wrong) continue;
        cli_error(cli, "--%s%s%s: %s", row->name, optarg ? " " : "", optarg ? optarg : "", wrong);
        return CLI_USAGE;
    }
    return CLI_DONE;
}
