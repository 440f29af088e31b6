/* reader_iptc7901.c - wire copy: IPTC 7901 and ANPA 1312, one message or thousands in a file.
 *
 * A message begins with SOH and ends with EOT, or where the next begins. Its charset is said nowhere: see charset.h. */
#include <string.h>

#include "common/readers/charset.h"
#include "common/readers/reader.h"
#include "common/readers/wire.h"

enum {
    FILLING_MAX = 256 /* bytes of idle characters that may stand before the first message */
};

struct wire {
    struct input *input;
    const struct reader_sink *sink;
    struct buf message; /* from SOH on */
    struct buf text;    /* the same in UTF-8 */
    bool open;          /* SOH was there, and EOT not yet */
    bool is_bare;       /* it has neither, but the header of IPTC 7901 */
    bool too_long;
    uint64_t line; /* where it begins */
    struct article article;
};

/* Cuts a piece off the front of *rest, up to the first of a character, which goes; all if it isn't there. */
static struct piece cut(struct piece *rest, char c)
{
    const char *end = memchr(rest->text, c, rest->size);
    struct piece piece = {rest->text, end ? (size_t)(end - rest->text) : rest->size};
    const size_t used = piece.size + (end ? 1 : 0);
    rest->text += used;
    rest->size -= used;
    return piece;
}

/* Of a message that lost its control characters: the header ends with the line that ends in a slash, or the first; a
 * trailer is the last line that isn't empty, if it can be one. */
static void split_bare(struct piece text, struct wire_message *message)
{
    struct piece rest = text, line, last = {"", 0};
    const struct piece first = cut(&rest, '\n');
    message->header = first;
    for (struct piece left = rest; wire_line(&left, &line);) {
        line = wire_trim(line);
        if (!line.size) continue;
        if (line.text[line.size - 1] == '/') {
            message->header.size = (size_t)(left.text - text.text);
            rest = left;
        }
        break;
    }
    for (struct piece left = rest; wire_line(&left, &line);)
        if (wire_trim(line).size) last = wire_trim(line);
    message->text = rest;
    if (last.size < 6 || wire_digits(last, 6) < 0) return;
    message->trailer = last;
    message->text.size = (size_t)(last.text - rest.text);
}

/* "eca00075 3 i 510 dpa 1003": who sends and a number, a priority, a category, words. */
static bool is_header(struct piece line)
{
    const char *start = line.text;
    const struct piece id = wire_word(&line), priority = wire_word(&line),
                       category = wire_word(&line), words = wire_word(&line);
    size_t letters = 0, digits = 0;
    if (memchr(start, WIRE_SOH, (size_t)(id.text - start))) return false;
    while (letters < id.size && id.text[letters] >= 'a' && id.text[letters] <= 'z')
        letters++;
    while (letters + digits < id.size &&
           wire_digits((struct piece){id.text + letters + digits, 1}, 1) >= 0)
        digits++;
    if (letters < 2 || letters > 4 || digits < 3 || digits > 5 || letters + digits != id.size)
        return false;
    return priority.size == 1 && wire_digits(priority, 1) >= 0 && category.size &&
           category.size <= 3 && words.size && words.size <= 5 &&
           wire_digits(words, words.size) >= 0;
}

/* Whether the header is ANPA's: its selector stands behind US, its format is in DC characters. */
static bool is_anpa(struct piece header)
{
    for (size_t i = 0; i < header.size; i++)
        if (header.text[i] == '\x1F' || (header.text[i] >= '\x11' && header.text[i] <= '\x14'))
            return true;
    return false;
}

static nsearch_status take_message(struct wire *wire, nsearch_error *error)
{
    const struct buf *bytes = &wire->message;
    const char *charset = charset_detect(bytes->data, bytes->size, NULL);
    buf_reset(&wire->text);
    charset_convert(charset, bytes->data, bytes->size, &wire->text);
    nsearch_status status = buf_status(bytes, error);
    if (!status) status = buf_status(&wire->text, error);
    if (status) return status;
    struct piece rest = {wire->text.data, wire->text.size};
    struct wire_message message;
    message = (struct wire_message){.trailer = {"", 0}};
    if (wire->is_bare) {
        split_bare(rest, &message);
    } else {
        message.header = cut(&rest, WIRE_STX);
        message.text = cut(&rest, WIRE_ETX);
        message.trailer = rest;
    }
    article_reset(&wire->article);
    if (is_anpa(message.header))
        wire_read_anpa(&message, &wire->article);
    else
        wire_read_7901(&message, &wire->article);
    status = article_status(&wire->article, error);
    return status ? status : wire->sink->article(wire->sink->context, &wire->article, error);
}

/* The message is all there. */
static nsearch_status end_message(struct wire *wire, nsearch_error *error)
{
    nsearch_status status = NSEARCH_OK;
    if (!wire->open) return NSEARCH_OK;
    if (wire->too_long)
        reader_reject_long(wire->sink, wire->input, wire->line, "a message");
    else if (!wire->is_bare && !memchr(wire->message.data, WIRE_STX, wire->message.size))
        reader_reject(wire->sink, wire->input, wire->line, "a message without a text (no STX)");
    else
        status = take_message(wire, error);
    wire->open = wire->too_long = wire->is_bare = false;
    buf_reset(&wire->message);
    return status;
}

static void gather(struct wire *wire, const char *text, size_t size)
{
    if (!wire->open) return;
    if (size > input_limit(wire->input) - wire->message.size)
        wire->too_long = true;
    else
        buf_add(&wire->message, text, size);
}

/* What a line has of one message, or several. */
static nsearch_status take_line(struct wire *wire, const struct line *line, nsearch_error *error)
{
    nsearch_status status = NSEARCH_OK;
    size_t at = 0;
    if ((!wire->open || wire->is_bare) && is_header((struct piece){line->text, line->size})) {
        status = end_message(wire, error);
        wire->open = wire->is_bare = true;
        wire->line = line->number;
    }
    for (size_t i = 0; !status && i < line->size; i++) {
        if (line->text[i] != WIRE_SOH && line->text[i] != WIRE_EOT) continue;
        gather(wire, line->text + at, i - at);
        at = i + 1;
        status = end_message(wire, error);
        if (line->text[i] == WIRE_SOH) {
            wire->open = true;
            wire->line = line->number;
        }
    }
    gather(wire, line->text + at, line->size - at);
    gather(wire, "\n", 1);
    wire->too_long |= line->too_long;
    return status;
}

static nsearch_status take_lines(struct wire *wire, nsearch_error *error)
{
    struct line line;
    bool more;
    nsearch_status status;
    while (!(status = input_line(wire->input, &line, &more, error)) && more && !status)
        if ((status = take_line(wire, &line, error))) break;
    return status ? status : end_message(wire, error);
}

static nsearch_status read_wire(struct input *input, const struct reader_sink *sink,
                                nsearch_error *error)
{
    struct wire wire = {.input = input, .sink = sink};
    buf_init(&wire.message);
    buf_init(&wire.text);
    article_init(&wire.article);
    const nsearch_status status = take_lines(&wire, error);
    article_release(&wire.article);
    buf_release(&wire.text);
    buf_release(&wire.message);
    return status;
}

/* SOH, and a letter or digit, as the first thing that isn't filling. */
static int probe_wire(const char *head, size_t size)
{
    size_t at = 0;
    struct piece line, rest = {head, size};
    while (wire_line(&rest, &line))
        if (wire_trim(line).size) break;
    if (size && is_header(line)) return 80;
    while (at < size && at < FILLING_MAX && head[at] && strchr("\x16\x7F \t\r\n", head[at]))
        at++;
    if (size - at < 2 || head[at] != WIRE_SOH) return 0;
    const char c = head[at + 1];
    const bool named = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return !named ? 0 : memchr(head + at, WIRE_STX, size - at) ? 98 : 50;
}

extern const struct reader reader_iptc7901;
const struct reader reader_iptc7901 = {
    .name = "iptc7901",
    .what = "wire copy: IPTC 7901, ANPA 1312",
    .suffixes = (const char *const[]){".anpa", ".iptc", NULL},
    .probe = probe_wire,
    .read = read_wire,
};
