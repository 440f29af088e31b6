/* Tests of common/cli.c. What it prints goes through a temporary file in place of the stream. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/cli.h"

enum {
    NAME = 1,
    LIMIT,
    QUIET,
    LIMITLESS,
    SORT
};

static const struct cli_option options[] = {
    {'i', "index", "DIR", "where", NAME, CLI_DIRECTORY},
    {'n', "limit", "N", "how many", LIMIT, NULL},
    CLI_HEADING("More"),
    {'q', "quiet", NULL, "say less", QUIET, NULL},
    {0, "limitless", NULL, "all", LIMITLESS, NULL},
    {0, "sort", "ORDER", "which first", SORT, "up down -down"},
    {0, NULL, NULL, NULL, 0, NULL},
};

static const struct cli cli = {
    .program = "nprog",
    .usage = "[OPTION]... WORD...",
    .about = "Does things.",
    .options = options,
    .footer = "Example: nprog word",
};

struct taken {
    char log[256];
    const char *complaint;
};

static const char *take(void *context, int id, const char *argument)
{
    struct taken *taken = context;
    size_t length = strlen(taken->log);
    snprintf(taken->log + length, sizeof taken->log - length, "%d=%s;", id,
             argument ? argument : "-");
    return taken->complaint;
}

/* Sends a stream to a file until give_back. */
struct capture {
    FILE *stream, *file;
    int saved;
    char text[8192];
};

static void capture(struct capture *capture, FILE *stream)
{
    fflush(stream);
    capture->stream = stream;
    capture->file = tmpfile();
    assert_non_null(capture->file);
    capture->saved = dup(fileno(stream));
    dup2(fileno(capture->file), fileno(stream));
}

static void give_back(struct capture *capture)
{
    fflush(capture->stream);
    dup2(capture->saved, fileno(capture->stream));
    close(capture->saved);
    rewind(capture->file);
    capture->text[fread(capture->text, 1, sizeof capture->text - 1, capture->file)] = '\0';
    fclose(capture->file);
}

/* Parses up to seven arguments; `said` is what was said on stderr. */
static int parse(const struct cli *table, struct taken *taken, const char **argv, char **said)
{
    static struct capture errors;
    int argc = 0;
    bool done;
    while (argv[argc])
        argc++;
    capture(&errors, stderr);
    int code = cli_parse(table, argc, (char **)argv, take, taken, &done);
    give_back(&errors);
    *said = errors.text;
    return code;
}

#define PARSE(taken, said, ...)                                                                    \
    parse(&cli, taken, (const char *[]){"nprog", __VA_ARGS__, NULL}, said)

static void test_options_come_with_their_arguments(void **state)
{
    (void)state;
    struct taken taken = {0};
    char *said;
    assert_int_equal(PARSE(&taken, &said, "-n5", "--index", "a b", "-q", "--limit=7"), CLI_DONE);
    assert_string_equal(taken.log, "2=5;1=a b;3=-;2=7;");
    assert_string_equal(said, "");
}

static void test_arguments_are_left_from_optind_on(void **state)
{
    (void)state;
    struct taken taken = {0};
    char *said;
    const char *argv[] = {"nprog", "cats", "-q", "--", "-dogs", NULL};
    assert_int_equal(parse(&cli, &taken, argv, &said), CLI_DONE);
    assert_string_equal(taken.log, "3=-;");
    assert_string_equal(argv[optind], "cats");
    assert_string_equal(argv[optind + 1], "-dogs");
}

static void test_unknown_letter_is_named(void **state)
{
    (void)state;
    struct taken taken = {0};
    char *said;
    assert_int_equal(PARSE(&taken, &said, "cats", "-dogs"), CLI_USAGE);
    assert_string_equal(said, "nprog: unknown option -d (see --help)\n");
    assert_int_equal(PARSE(&taken, &said, "-q\xC3\xA4rger"), CLI_USAGE);
    assert_string_equal(said, "nprog: unknown option -\xC3\xA4 (see --help)\n");
    assert_int_equal(PARSE(&taken, &said, "-\xC3"), CLI_USAGE);
    assert_int_equal(PARSE(&taken, &said, "-\x1B[2J"), CLI_USAGE);
    assert_null(strchr(said, '\x1B'));
}

static void test_unknown_option_gets_the_hint_of_the_program(void **state)
{
    (void)state;
    struct cli hinting = cli;
    struct taken taken = {0};
    char *said;
    hinting.unknown = "put -- before it";
    assert_int_equal(parse(&hinting, &taken, (const char *[]){"nprog", "-d", NULL}, &said),
                     CLI_USAGE);
    assert_string_equal(said, "nprog: unknown option -d: put -- before it\n");
}

static void test_wrong_long_options_are_named(void **state)
{
    (void)state;
    struct taken taken = {0};
    char *said;
    assert_int_equal(PARSE(&taken, &said, "--xyzzy=3"), CLI_USAGE);
    assert_string_equal(said, "nprog: unknown option --xyzzy (see --help)\n");
    assert_int_equal(PARSE(&taken, &said, "--lim"), CLI_USAGE);
    assert_string_equal(said, "nprog: option --lim could be several: --limit, --limitless\n");
    assert_int_equal(PARSE(&taken, &said, "--quiet=3"), CLI_USAGE);
    assert_string_equal(said, "nprog: option --quiet takes no argument\n");
    assert_int_equal(PARSE(&taken, &said, "--index"), CLI_USAGE);
    assert_string_equal(said, "nprog: option --index needs an argument: DIR\n");
    assert_int_equal(PARSE(&taken, &said, "-n"), CLI_USAGE);
    assert_string_equal(said, "nprog: option --limit needs an argument: N\n");
}

static void test_mistyped_options_are_recognized(void **state)
{
    static const char *const typed[][2] = {{"--limt", "limit"},     {"--indxe", "index"},
                                           {"--quite", "quiet"},    {"--limittles", "limitless"},
                                           {"--srot=up", "sort"},   {"--hlep", "help"},
                                           {"--verzion", "version"}};
    (void)state;
    struct taken taken = {0};
    char *said, want[160];
    for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) {
        snprintf(want, sizeof want, "nprog: unknown option %.*s: did you mean --%s?\n",
                 (int)strcspn(typed[i][0], "="), typed[i][0], typed[i][1]);
        assert_int_equal(PARSE(&taken, &said, typed[i][0]), CLI_USAGE);
        assert_string_equal(said, want);
    }
    assert_int_equal(PARSE(&taken, &said, "--idx"), CLI_USAGE);
    assert_string_equal(said, "nprog: unknown option --idx (see --help)\n");
}

static void test_word_must_be_one_of_the_row_s(void **state)
{
    (void)state;
    struct taken taken = {0};
    char *said;
    assert_int_equal(PARSE(&taken, &said, "--sort=-down"), CLI_DONE);
    assert_string_equal(taken.log, "5=-down;");
    assert_int_equal(PARSE(&taken, &said, "--sort", "u"), CLI_USAGE);
    assert_string_equal(said, "nprog: --sort u: must be up, down or -down\n");
    assert_int_equal(PARSE(&taken, &said, "--sort="), CLI_USAGE);
    assert_int_equal(PARSE(&taken, &said, "--sort=up down"), CLI_USAGE);
    assert_string_equal(taken.log, "5=-down;");
    assert_int_equal(cli_word("up down -down", "up"), 0);
    assert_int_equal(cli_word("up down -down", "-down"), 2);
    assert_int_equal(cli_word("up down -down", "dow"), -1);
    assert_int_equal(cli_word("up down= side", "down=5 side"), 1);
    assert_int_equal(cli_word("up down= side", "down="), 1);
    assert_int_equal(cli_word("up down= side", "down"), -1);
    assert_int_equal(cli_word("up down= side", "side="), -1);
}

static void test_complaint_is_reported_with_the_option(void **state)
{
    (void)state;
    struct taken taken = {.complaint = "not a number"};
    char *said;
    assert_int_equal(PARSE(&taken, &said, "-nx", "-q"), CLI_USAGE);
    assert_string_equal(said, "nprog: --limit x: not a number\n");
    assert_string_equal(taken.log, "2=x;");
}

static void test_help_is_aligned_and_whole(void **state)
{
    (void)state;
    struct taken taken = {0};
    struct capture output;
    bool done;
    capture(&output, stdout);
    int code = cli_parse(&cli, 2, (char **)(const char *[]){"nprog", "--help", NULL}, take, &taken,
                         &done);
    give_back(&output);
    assert_int_equal(code, CLI_DONE);
    assert_true(done);
    assert_string_equal(output.text,
                        "Usage: nprog [OPTION]... WORD...\n"
                        "Does things.\n"
                        "\n"
                        "  -i, --index=DIR         where\n"
                        "  -n, --limit=N           how many\n"
                        "\n"
                        "More:\n"
                        "  -q, --quiet             say less\n"
                        "      --limitless         all\n"
                        "      --sort=ORDER        which first\n"
                        "      --completion=SHELL  write the completions for bash, zsh or fish\n"
                        "  -h, --help              show this help\n"
                        "      --version           show the version\n"
                        "\n"
                        "Example: nprog word\n");
}

static void test_version_is_the_library_s(void **state)
{
    (void)state;
    struct taken taken = {0};
    struct capture output;
    char want[64];
    bool done;
    capture(&output, stdout);
    cli_parse(&cli, 2, (char **)(const char *[]){"nprog", "--version", NULL}, take, &taken, &done);
    give_back(&output);
    snprintf(want, sizeof want, "nprog %s\n", nsearch_version());
    assert_true(done);
    assert_string_equal(output.text, want);
}

static void test_error_line_holds_nothing_for_a_terminal(void **state)
{
    (void)state;
    struct capture errors;
    capture(&errors, stderr);
    cli_error(&cli, "%s: bad", "a\x1B[2J\nb\xC2\x9B");
    give_back(&errors);
    assert_string_equal(errors.text, "nprog: a [2J b : bad\n");
}

static void test_sizes_are_read_with_their_units(void **state)
{
    (void)state;
    size_t size;
    assert_true(cli_size("12", &size));
    assert_int_equal(size, 12);
    assert_true(cli_size("64k", &size));
    assert_int_equal(size, 64 << 10);
    assert_true(cli_size("16M", &size));
    assert_int_equal(size, 16 << 20);
    assert_true(cli_size("1G", &size));
    assert_int_equal(size, 1 << 30);
}

static void test_what_is_no_size_is_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {"",
                                        "k",
                                        "-1",
                                        "+1",
                                        " 1",
                                        "1.5",
                                        "1kB",
                                        "1x",
                                        "1 ",
                                        "0x10",
                                        "99999999999999999999",
                                        "99999999999G"};
    size_t size;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (cli_size(wrong[i], &size)) fail_msg("taken for a size: '%s'", wrong[i]);
}

static void test_times_have_units(void **state)
{
    static const char *const wrong[] = {"",     "s",   "-1",         "1d",
                                        "30ss", "1 s", "4294967296", "1193047h"};
    uint32_t seconds;
    (void)state;
    assert_true(cli_duration("90", &seconds));
    assert_int_equal(seconds, 90);
    assert_true(cli_duration("30s", &seconds));
    assert_int_equal(seconds, 30);
    assert_true(cli_duration("5m", &seconds));
    assert_int_equal(seconds, 300);
    assert_true(cli_duration("1193046h", &seconds));
    assert_int_equal(seconds, 4294965600);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (cli_duration(wrong[i], &seconds)) fail_msg("taken for a time: '%s'", wrong[i]);
}

static void test_each_status_has_an_exit_code(void **state)
{
    (void)state;
    assert_int_equal(cli_exit_of(NSEARCH_OK), 0);
    assert_int_equal(cli_exit_of(NSEARCH_INVALID), 2);
    assert_int_equal(cli_exit_of(NSEARCH_MISSING), 4);
    assert_int_equal(cli_exit_of(NSEARCH_DENIED), 5);
    assert_int_equal(cli_exit_of(NSEARCH_FOREIGN), 6);
    assert_int_equal(cli_exit_of(NSEARCH_TOO_NEW), 7);
    assert_int_equal(cli_exit_of(NSEARCH_DAMAGED), 8);
    assert_int_equal(cli_exit_of(NSEARCH_IO), 9);
    assert_int_equal(cli_exit_of(NSEARCH_MEMORY), 10);
    assert_int_equal(cli_exit_of(NSEARCH_INTERNAL), 70);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_options_come_with_their_arguments),
        cmocka_unit_test(test_arguments_are_left_from_optind_on),
        cmocka_unit_test(test_unknown_letter_is_named),
        cmocka_unit_test(test_unknown_option_gets_the_hint_of_the_program),
        cmocka_unit_test(test_wrong_long_options_are_named),
        cmocka_unit_test(test_mistyped_options_are_recognized),
        cmocka_unit_test(test_word_must_be_one_of_the_row_s),
        cmocka_unit_test(test_complaint_is_reported_with_the_option),
        cmocka_unit_test(test_help_is_aligned_and_whole),
        cmocka_unit_test(test_version_is_the_library_s),
        cmocka_unit_test(test_error_line_holds_nothing_for_a_terminal),
        cmocka_unit_test(test_sizes_are_read_with_their_units),
        cmocka_unit_test(test_times_have_units),
        cmocka_unit_test(test_what_is_no_size_is_refused),
        cmocka_unit_test(test_each_status_has_an_exit_code),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
