/* dialect_write.c - see dialect.h: a tree as text, and that text read by our own parser.
 *
 *     tree      AND kim (OR summit talks)
 *     text      (kim) AND ((summit) OR (talks))      what is several has brackets
 *     places    0 -> 9, 4 -> 13, ...                 where each piece came from, in order
 *     read      kim AND (summit OR talks)            by query_parse() and query_write() */
#include <string.h>

#include "common/error.h"
#include "searcher/dialect.h"

/* A piece of the text and where it came from. */
struct place {
    size_t at;
    size_t offset, size;
};

struct writer {
    struct buf text;
    struct buf places; /* struct place, ascending */
};

static void mark(struct writer *writer, size_t offset, size_t size)
{
    const struct place place = {.at = writer->text.size, .offset = offset, .size = size};
    buf_add(&writer->places, &place, sizeof place);
}

static void write_node(struct writer *writer, const struct dialect_node *node);

static void write_operand(struct writer *writer, const struct dialect_node *node)
{
    bool brackets = node->op >= DIALECT_AND && (node->op != DIALECT_WRAP || node->after);
    if (node->op == DIALECT_LEAF && node->after) brackets = true;
    if (brackets) buf_add_char(&writer->text, '(');
    write_node(writer, node);
    if (brackets) buf_add_char(&writer->text, ')');
    if (node->after) buf_add_text(&writer->text, node->after);
}

static void write_children(struct writer *writer, const struct dialect_node *node,
                           const char *between)
{
    for (size_t i = 0; i < node->count; i++) {
        const struct dialect_node *child = node->children[i];
        if (i) {
            mark(writer, node->offset, node->size);
            buf_addf(&writer->text, " %s ", between);
        }
        if (node->op == DIALECT_AND && child->op == DIALECT_NOT)
            write_node(writer, child);
        else
            write_operand(writer, child);
    }
}

static void write_node(struct writer *writer, const struct dialect_node *node)
{
    mark(writer, node->offset, node->size);
    switch (node->op) {
    case DIALECT_LEAF:
    case DIALECT_WORD: buf_add_text(&writer->text, node->text); break;
    case DIALECT_PHRASE:
        buf_addf(&writer->text, "\"%s", node->loose ? "{" : "");
        buf_add_text(&writer->text, node->text);
        buf_addf(&writer->text, "%s\"", node->loose ? "}" : "");
        break;
    case DIALECT_AND: write_children(writer, node, "AND"); break;
    case DIALECT_OR: write_children(writer, node, "OR"); break;
    case DIALECT_BETWEEN: write_children(writer, node, node->text); break;
    case DIALECT_NOT:
        buf_add_text(&writer->text, "NOT ");
        write_operand(writer, node->children[0]);
        break;
    case DIALECT_WRAP:
        buf_add_text(&writer->text, node->text);
        buf_add_char(&writer->text, '(');
        write_node(writer, node->children[0]);
        if (node->children[0]->after) buf_add_text(&writer->text, node->children[0]->after);
        mark(writer, node->offset, node->size);
        buf_add_char(&writer->text, ')');
        break;
    }
}

/* Looks at what is to be written. What goes down a tree, here and in the parser, recurses: `levels` is
 * how many more there may be. */
static void survey(struct dialect *dialect, const struct dialect_node *node, unsigned levels)
{
    if (!levels) dialect_fail(dialect, 0, 0, "too many operators within each other");
    if (node->op == DIALECT_WORD && !strcmp(node->text, "*"))
        dialect_fail(dialect, node->offset, node->size,
                     "this stands for any word: it has to be between two others");
    if (node->op == DIALECT_WORD && !strpbrk(node->text, "*?=")) dialect->bare = true;
    for (size_t i = 0; i < node->count && !dialect->status; i++)
        survey(dialect, node->children[i], levels - 1);
}

/* Puts an error's place, which is in the text that was written, where that came from. */
static void move_error(const struct writer *writer, nsearch_error *error)
{
    const struct place *places = (const void *)writer->places.data;
    size_t count = writer->places.size / sizeof *places, first = 0, last;
    if (!error->query_size || !count) return;
    size_t end = error->query_offset + error->query_size;
    while (first + 1 < count && places[first + 1].at <= error->query_offset)
        first++;
    for (last = first; last + 1 < count && places[last + 1].at < end;)
        last++;
    size_t from = places[first].offset, to = from + places[first].size;
    for (size_t i = first; i <= last; i++) {
        if (places[i].offset < from) from = places[i].offset;
        if (places[i].offset + places[i].size > to) to = places[i].offset + places[i].size;
    }
    error->query_offset = from;
    error->query_size = to - from;
}

static void read_again(struct dialect *dialect, const struct writer *writer, struct buf *out)
{
    struct query query;
    dialect->status = query_parse(writer->text.data, writer->text.size, NSEARCH_MATCH_ALL,
                                  dialect->now, dialect->arena, &query, dialect->error);
    if (dialect->status) {
        move_error(writer, dialect->error);
        return;
    }
    for (size_t i = 0; i < query.note_count; i++)
        dialect_note(dialect, "%s", query.notes[i]);
    query_write(query.root, out);
}

void dialect_write(struct dialect *dialect, const struct dialect_node *root, struct buf *out)
{
    struct writer writer;
    survey(dialect, root, 4 * QUERY_DEPTH_MAX);
    if (dialect->status) return;
    buf_init(&writer.text);
    buf_init(&writer.places);
    write_operand(&writer, root);
    dialect->status = buf_status(&writer.text, dialect->error);
    if (!dialect->status) dialect->status = buf_status(&writer.places, dialect->error);
    if (!dialect->status) read_again(dialect, &writer, out);
    buf_release(&writer.text);
    buf_release(&writer.places);
}
