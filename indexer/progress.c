/* progress.c - see progress.h. */
#include "indexer/progress.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "common/clock.h"

enum {
    BAR_WIDTH = 20,
    LINE_MAX_SIZE = 160,
    COLUMNS_DEFAULT = 80,
    COLUMNS_LEAST = 20
};

static const double DRAW_EVERY = 0.1; /* seconds */
static const double MEGA = 1e6;

void progress_init(struct progress *progress, bool is_shown)
{
    const char *terminal = getenv("TERM");
    bool can_draw = isatty(STDERR_FILENO) && terminal && *terminal && strcmp(terminal, "dumb") != 0;
    *progress = (struct progress){
        .lines = is_shown, .bar = is_shown && can_draw, .start = clock_seconds()};
}

void progress_phase(struct progress *progress, const char *format, ...)
{
    if (!progress->lines) return;
    progress_clear(progress);
    va_list arguments;
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
}

void progress_start(struct progress *progress, uint64_t total)
{
    progress->total = total;
    progress->start = clock_seconds();
}

double progress_seconds(const struct progress *progress)
{
    return clock_seconds() - progress->start;
}

static size_t terminal_columns(void)
{
    struct winsize size;
    if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) || !size.ws_col) return COLUMNS_DEFAULT;
    return size.ws_col < COLUMNS_LEAST ? COLUMNS_LEAST : size.ws_col;
}

/* "1:02 left", once there is something to go by. */
static void write_left(double part, double seconds, char *out, size_t size)
{
    const double sure_after = 1;
    if (seconds < sure_after || part <= 0)
        *out = '\0';
    else {
        unsigned long left = (unsigned long)(seconds / part - seconds + 0.5);
        snprintf(out, size, "  %lu:%02lu left", left / 60, left % 60);
    }
}

static void draw(struct progress *progress, uint64_t articles, uint64_t bytes)
{
    char bar[BAR_WIDTH + 1], left[40], line[LINE_MAX_SIZE];
    double seconds = progress_seconds(progress);
    double part = progress->total ? (double)bytes / (double)progress->total : 0;
    if (part > 1) part = 1; /* a file has grown */
    size_t full = (size_t)(part * BAR_WIDTH);
    memset(bar, '#', full);
    memset(bar + full, '.', BAR_WIDTH - full);
    bar[BAR_WIDTH] = '\0';
    write_left(part, seconds, left, sizeof left);
    int size = snprintf(line, sizeof line, "[%s] %3.0f%%  %llu articles  %.1f MB/s%s", bar,
                        part * 100, (unsigned long long)articles,
                        seconds > 0 ? (double)bytes / MEGA / seconds : 0, left);
    size_t columns = terminal_columns() - 1; /* in the last one some terminals wrap */
    if (size > 0 && (size_t)size > columns)
        line[columns < sizeof line ? columns : sizeof line - 1] = '\0';
    fprintf(stderr, "\r%s\033[K", line);
    fflush(stderr);
    progress->is_drawn = true;
}

void progress_update(struct progress *progress, uint64_t articles, uint64_t bytes)
{
    if (!progress->bar) return;
    double time = clock_seconds();
    if (time - progress->last < DRAW_EVERY) return;
    progress->last = time;
    draw(progress, articles, bytes);
}

void progress_clear(struct progress *progress)
{
    if (!progress->is_drawn) return;
    fputs("\r\033[K", stderr);
    progress->is_drawn = false;
}
