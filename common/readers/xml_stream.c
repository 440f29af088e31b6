/* xml_stream.c - the elements of a big file one by one; see xml.h.
 *
 *     pieces of input -> text: | from ... kept ... at ... not looked at yet |
 *
 * Only comments, CDATA and the tags of the elements wanted are looked for; the parser gets one element at a time. */
#include <stdlib.h>
#include <string.h>

#include "common/error.h"
#include "common/readers/xml.h"
#include "common/readers/xml_mend.h"
#include "common/readers/xml_own.h"
#include "common/readers/xml_tag.h"

enum {
    PIECE_MAX = 64 * 1024,
    LOOK_AHEAD = XML_NAME_MAX + 16, /* bytes in which one sees what begins at a < */
    TAG_MAX = 1 << 20,              /* bytes of a tag of which more than the name matters */
    AROUND_MAX = 4096,              /* bytes of start tags that are repeated for each element */
    AROUND_DEPTH_MAX = 32,
};

struct around {
    size_t start; /* of the tag in `around_text` */
    size_t name_size;
};

struct xml_stream {
    struct input *input;
    const struct reader_sink *sink;
    const char *const *names;
    struct buf text;
    size_t from, at;
    bool keeping;  /* what stands from `from` on is wanted */
    bool too_long; /* it was more than the limit, and isn't kept any more */
    bool in_frame; /* until the first element */
    bool at_end;
    nsearch_status status; /* of the input, or of memory; told in the end */
    nsearch_error error;
    uint64_t line; /* of `from` */
    char name[XML_NAME_MAX + 1];
    size_t name_size; /* 0: there are none */
    const char *charset;
    struct around around[AROUND_DEPTH_MAX];
    size_t depth;
    struct buf around_text, element_text;
    struct xml_document frame, element;
};

/* ---- Text --------------------------------------------------------------------------------------- */

static void keep_from(struct xml_stream *stream, size_t from)
{
    const char *at = stream->text.data + stream->from, *end = stream->text.data + from;
    while ((at = memchr(at, '\n', (size_t)(end - at))) != NULL)
        stream->line++, at++;
    stream->from = from;
}

/* Parses what has been looked at as the frame. */
static void take_frame(struct xml_stream *stream)
{
    if (!stream->in_frame) return;
    stream->in_frame = false;
    nsearch_error error;
    stream->charset = xml_charset(stream->text.data, stream->at);
    if (xml_parse_as(stream->charset, stream->text.data, stream->at, &stream->frame, &error) ==
        NSEARCH_MEMORY)
        stream->status = error_memory(&stream->error);
}

/* Appends a piece of the input, in place of what isn't wanted any more; false at the end. */
static bool more(struct xml_stream *stream)
{
    const char *data;
    size_t size;
    if (stream->keeping && stream->text.size - stream->from > input_limit(stream->input)) {
        take_frame(stream);
        stream->too_long = true;
        stream->keeping = false;
    }
    if (!stream->keeping) keep_from(stream, stream->at);
    memmove(stream->text.data, stream->text.data + stream->from, stream->text.size - stream->from);
    buf_cut(&stream->text, stream->text.size - stream->from);
    stream->at -= stream->from;
    stream->from = 0;
    if (stream->at_end || stream->status) return false;
    stream->status = input_bytes(stream->input, PIECE_MAX, &data, &size, &stream->error);
    stream->at_end = stream->status || !size;
    buf_add(&stream->text, data, stream->at_end ? 0 : size);
    if (!stream->status) stream->status = buf_status(&stream->text, &stream->error);
    return !stream->at_end && !stream->status;
}

static const char *here(const struct xml_stream *stream)
{
    return stream->text.data + stream->at;
}

static size_t left(const struct xml_stream *stream)
{
    return stream->text.size - stream->at;
}

static bool look_ahead(struct xml_stream *stream, size_t size)
{
    while (left(stream) < size)
        if (!more(stream)) return false;
    return true;
}

static bool starts(const struct xml_stream *stream, const char *text)
{
    return left(stream) >= strlen(text) && !memcmp(here(stream), text, strlen(text));
}

/* Goes behind the next `mark`, `skip` bytes from here on; false if there is none. */
static bool go_behind(struct xml_stream *stream, size_t skip, const char *mark)
{
    const size_t length = strlen(mark);
    look_ahead(stream, skip);
    stream->at += skip < left(stream) ? skip : left(stream);
    for (;;) {
        const char *found = left(stream) ? memmem(here(stream), left(stream), mark, length) : NULL;
        if (found) {
            stream->at = (size_t)(found - stream->text.data) + length;
            return true;
        }
        if (left(stream) >= length) stream->at = stream->text.size - (length - 1);
        if (more(stream)) continue;
        stream->at = stream->text.size;
        return false;
    }
}

/* ---- Markup ------------------------------------------------------------------------------------- */

/* Goes behind a declaration that may have a > in it; each try looks at four times as much. */
static void go_behind_declaration(struct xml_stream *stream)
{
    size_t taken, want = LOOK_AHEAD;
    do {
        want *= 4;
        look_ahead(stream, want);
        taken = xml_skip(here(stream), left(stream));
    } while (taken == left(stream) && !stream->at_end && !stream->status && want < TAG_MAX);
    stream->at += taken;
}

/* Goes to the next tag; past comments, CDATA and the like. False at the end. */
static bool go_to_tag(struct xml_stream *stream)
{
    for (;;) {
        const char *next = left(stream) ? memchr(here(stream), '<', left(stream)) : NULL;
        stream->at = next ? (size_t)(next - stream->text.data) : stream->text.size;
        if (!next && !more(stream)) return false;
        if (!next) continue;
        look_ahead(stream, LOOK_AHEAD);
        if (starts(stream, "<!--"))
            go_behind(stream, 4, "-->");
        else if (starts(stream, "<![CDATA["))
            go_behind(stream, 9, "]]>");
        else if (starts(stream, "<?"))
            go_behind(stream, 2, "?>");
        else if (starts(stream, "<!"))
            go_behind_declaration(stream);
        else
            return true;
    }
}

/* Reads the tag here, whole if it isn't longer than TAG_MAX. */
static bool read_tag(struct xml_stream *stream, struct xml_tag *tag)
{
    for (size_t want = LOOK_AHEAD;; want *= 4) {
        const bool is_tag = xml_tag_read(here(stream), left(stream), tag);
        if (!is_tag || tag->whole || want > TAG_MAX) return is_tag;
        if (!look_ahead(stream, want)) return xml_tag_read(here(stream), left(stream), tag);
    }
}

/* Whether the elements' own name stands `skip` bytes from here. */
static bool is_own_tag(const struct xml_stream *stream, size_t skip)
{
    if (left(stream) < skip + stream->name_size + 1) return false;
    const char *name = here(stream) + skip;
    return !memcmp(name, stream->name, stream->name_size) &&
           strchr(" \t\r\n/>", name[stream->name_size]);
}

/* ---- Frame -------------------------------------------------------------------------------------- */

static bool is_wanted(const struct xml_stream *stream, const struct xml_tag *tag)
{
    const char *name = tag->name;
    size_t size = tag->name_size;
    if (tag->is_end || size > XML_NAME_MAX) return false;
    xml_tag_local(&name, &size);
    for (const char *const *wanted = stream->names; *wanted; wanted++)
        if (strlen(*wanted) == size && !memcmp(*wanted, name, size)) return true;
    return false;
}

static void push_around(struct xml_stream *stream, const struct xml_tag *tag)
{
    struct buf *text = &stream->around_text;
    if (stream->depth == AROUND_DEPTH_MAX || tag->name_size > XML_NAME_MAX) return;
    stream->around[stream->depth++] = (struct around){text->size, tag->name_size};
    if (tag->whole && text->size + tag->size <= AROUND_MAX) {
        buf_add(text, tag->name - 1, tag->size);
    } else {
        buf_add_char(text, '<');
        buf_add(text, tag->name, tag->name_size);
        buf_add_char(text, '>');
    }
}

static void pop_around(struct xml_stream *stream, const struct xml_tag *tag)
{
    for (size_t i = stream->depth; i; i--) {
        const struct around *around = &stream->around[i - 1];
        const char *name = stream->around_text.data + around->start + 1;
        if (around->name_size != tag->name_size || memcmp(name, tag->name, tag->name_size) != 0)
            continue;
        buf_cut(&stream->around_text, around->start);
        stream->depth = i - 1;
        return;
    }
}

/* Reads up to the first element wanted. */
static void read_frame(struct xml_stream *stream)
{
    struct xml_tag tag;
    stream->in_frame = stream->keeping = true;
    while (go_to_tag(stream)) {
        const bool is_tag = read_tag(stream, &tag);
        if (is_tag && is_wanted(stream, &tag)) {
            memcpy(stream->name, tag.name, tag.name_size);
            stream->name_size = tag.name_size;
            break;
        }
        if (is_tag && tag.is_end) pop_around(stream, &tag);
        if (is_tag && !tag.is_end && !tag.is_empty) push_around(stream, &tag);
        stream->at += is_tag ? tag.size : 1;
    }
    take_frame(stream);
    stream->keeping = false;
}

/* ---- Elements ----------------------------------------------------------------------------------- */

/* Goes to the next start tag of the elements' own name. */
static bool go_to_element(struct xml_stream *stream)
{
    while (stream->name_size && go_to_tag(stream)) {
        if (is_own_tag(stream, 1)) return true;
        stream->at++;
    }
    return false;
}

/* Goes behind the element that begins here; false if it has no end. */
static bool go_behind_element(struct xml_stream *stream)
{
    struct xml_tag tag;
    /* A tag without an end isn't looked at again, however many others begin in it. */
    const bool is_tag = read_tag(stream, &tag);
    stream->at += is_tag ? tag.size : 1;
    if (is_tag && tag.is_empty) return true;
    while (go_to_tag(stream)) {
        if (is_own_tag(stream, 1)) return true;
        if (left(stream) > 1 && here(stream)[1] == '/' && is_own_tag(stream, 2))
            return go_behind(stream, 2, ">");
        stream->at++;
    }
    return false;
}

/* Why the element can't be had; NULL if it can. */
static const char *problem_of(const struct xml_stream *stream, nsearch_status status)
{
    if (status) return "not XML";
    return stream->element.cut ? "more elements in it than can be read" : NULL;
}

/* Parses what is kept. `taken` is false if it is no use. */
static nsearch_status parse_element(struct xml_stream *stream, struct xml_element *element,
                                    bool *taken, nsearch_error *error)
{
    struct buf *text = &stream->element_text;
    buf_reset(text);
    buf_add(text, stream->around_text.data, stream->around_text.size);
    buf_add(text, stream->text.data + stream->from, stream->at - stream->from);
    nsearch_status status = buf_status(text, error);
    xml_release(&stream->element);
    if (!status)
        status = xml_parse_as(stream->charset, text->data, text->size, &stream->element, error);
    if (status == NSEARCH_MEMORY) return status;
    const char *local = stream->name;
    size_t size = stream->name_size;
    xml_tag_local(&local, &size);
    const struct xml_document *document = &stream->element;
    if (document->not_utf_8)
        stream->sink->repaired(stream->sink->context, input_path(stream->input),
                               document->not_utf_8);
    *element = (struct xml_element){xml_find(document->root, local), stream->line};
    const char *problem = problem_of(stream, element->node ? status : NSEARCH_INVALID);
    if (problem) reader_reject(stream->sink, stream->input, stream->line, "%s", problem);
    *taken = !problem;
    return NSEARCH_OK;
}

static nsearch_status failure(const struct xml_stream *stream, nsearch_error *error)
{
    if (stream->status && error) *error = stream->error;
    return stream->status;
}

/* The element here: reads it, or says why it can't be had. */
static nsearch_status take_element(struct xml_stream *stream, struct xml_element *element,
                                   bool *taken, nsearch_error *error)
{
    nsearch_status status = NSEARCH_OK;
    *taken = false;
    keep_from(stream, stream->at);
    stream->keeping = true;
    stream->too_long = false;
    const uint64_t line = stream->line;
    const bool has_end = go_behind_element(stream);
    if (stream->status) return failure(stream, error);
    if (stream->too_long)
        reader_reject_long(stream->sink, stream->input, line, "an element");
    else if (!has_end)
        reader_reject(stream->sink, stream->input, line, "no </%s>", stream->name);
    else
        status = parse_element(stream, element, taken, error);
    if (!has_end) stream->sink->broken(stream->sink->context);
    stream->keeping = false;
    return status;
}

nsearch_status xml_stream_next(struct xml_stream *stream, struct xml_element *element, bool *more_,
                               nsearch_error *error)
{
    nsearch_status status = NSEARCH_OK;
    *more_ = false;
    while (!status && !*more_ && go_to_element(stream))
        status = take_element(stream, element, more_, error);
    return status ? status : failure(stream, error);
}

/* ---- Opening ------------------------------------------------------------------------------------ */

nsearch_status xml_stream_open(struct input *input, const struct reader_sink *sink,
                               const char *const *names, struct xml_stream **out,
                               nsearch_error *error)
{
    *out = NULL;
    struct xml_stream *stream = calloc(1, sizeof *stream);
    if (!stream) return error_memory(error);
    stream->input = input;
    stream->sink = sink;
    stream->names = names;
    stream->line = 1;
    buf_init(&stream->text);
    buf_init(&stream->around_text);
    buf_init(&stream->element_text);
    read_frame(stream);
    *out = stream;
    return stream->status == NSEARCH_MEMORY ? failure(stream, error) : NSEARCH_OK;
}

void xml_stream_free(struct xml_stream *stream)
{
    if (!stream) return;
    xml_release(&stream->frame);
    xml_release(&stream->element);
    buf_release(&stream->text);
    buf_release(&stream->around_text);
    buf_release(&stream->element_text);
    free(stream);
}

const xmlNode *xml_stream_frame(const struct xml_stream *stream)
{
    return stream->frame.root;
}

bool xml_stream_has_elements(const struct xml_stream *stream)
{
    return stream->name_size != 0;
}
