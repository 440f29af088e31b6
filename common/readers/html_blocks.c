/* html_blocks.c - one walk over the tree; a block is finished where an element begins or ends that stands by itself. */
#include "common/readers/html_blocks.h"

#include <string.h>

#include "common/error.h"
#include "common/readers/html_names.h"
#include "common/readers/html_roles.h"
#include "common/readers/paragraphs.h"
#include "common/utf8.h"

enum {
    NO_SPACES_WEIGHT = 3 /* a word takes two characters there, not six */
};

struct builder {
    struct html_blocks *blocks;
    struct paragraphs paragraphs; /* of the block that is being read */
    size_t start;                 /* of its text */
    size_t link_start;            /* of the link in it, if `links` */
    unsigned links;               /* open elements that link */
    unsigned linked;              /* letters in links that have ended */
    unsigned area;
    unsigned images; /* so far */
    bool pre, failed;
};

/* ---- Counting ----------------------------------------------------------------------------------- */

/* Chinese, Japanese; not Hangul, which has spaces. */
static bool is_without_spaces(uint32_t code)
{
    return (code >= 0x2E80 && code < 0xA4D0) || (code >= 0xF900 && code < 0xFB00) ||
           (code >= 0xFF00 && code < 0xFFF0) || (code >= 0x0E00 && code < 0x0F00);
}

static unsigned count_letters(const char *text, size_t size)
{
    unsigned letters = 0;
    uint32_t code;
    for (size_t at = 0; at < size;) {
        at += utf8_next(text, size, at, &code);
        letters += is_without_spaces(code) ? NO_SPACES_WEIGHT : 1;
    }
    return letters;
}

/* Of the world's scripts: ends of sentences, and what stands between their parts. */
static bool is_stop(uint32_t code)
{
    static const uint32_t stops[] = {'.',    '!',    '?',    0x2026, 0x3002, 0xFF01, 0xFF1F,
                                     0xFF0E, 0xFF61, 0x0964, 0x0965, 0x061F, 0x06D4, 0x0589,
                                     0x1362, 0x104B, 0x17D4, ':',    ';',    0xFF1A};
    for (size_t i = 0; i < sizeof stops / sizeof *stops; i++)
        if (stops[i] == code) return true;
    return false;
}

static bool is_comma(uint32_t code)
{
    return code == ',' || code == 0x060C || code == 0x3001 || code == 0xFF0C || code == 0x061B;
}

/* What may stand behind the stop of a sentence. */
static bool is_closing(uint32_t code)
{
    return code == '"' || code == '\'' || code == ')' || code == ']' || code == ' ' ||
           code == 0xBB || code == 0xAB || code == 0x2019 || code == 0x201D || code == 0x201C ||
           code == 0x300D || code == 0x300F || code == 0xFF09 || code == 0x203A;
}

static bool ends_sentence(const char *text, size_t size)
{
    uint32_t code;
    while (size) {
        size = utf8_before(text, size, &code);
        if (!is_closing(code)) return is_stop(code);
    }
    return false;
}

/* Stops and commas that end a word. */
static unsigned count_marks(const char *text, size_t size)
{
    unsigned marks = 0;
    uint32_t code;
    for (size_t at = 0; at < size;) {
        if ((text[at] >= '@' && text[at] > 0) || text[at] == ' ') {
            at++;
            continue;
        }
        at += utf8_next(text, size, at, &code);
        const bool last = at == size || text[at] == ' ' || code >= 0x80 || strchr("\"')", text[at]);
        marks += last && (is_stop(code) || is_comma(code));
    }
    return marks;
}

/* ---- Blocks ------------------------------------------------------------------------------------- */

static enum html_block_kind kind_of(const xmlNode *node)
{
    const char *name = (const char *)node->name;
    if (!strcmp(name, "p") || !strcmp(name, "pre")) return HTML_PARAGRAPH;
    if (name[0] == 'h' && name[1] >= '1' && name[1] <= '6' && !name[2]) return HTML_HEADING;
    if (!strcmp(name, "li") || !strcmp(name, "dd") || !strcmp(name, "dt")) return HTML_ITEM;
    if (!strcmp(name, "td") || !strcmp(name, "th")) return HTML_TABLE_CELL;
    return HTML_PLAIN;
}

/* What is linked of the text so far. */
static void count_link(struct builder *builder)
{
    const struct buf *text = &builder->blocks->text;
    const size_t from = builder->link_start > builder->start ? builder->link_start : builder->start;
    builder->linked += count_letters(text->data + from, text->size - from);
    builder->link_start = text->size;
}

static void add_block(struct builder *builder)
{
    struct html_blocks *all = builder->blocks;
    struct html_block *grown = arena_grow(&all->arena, all->blocks, all->count, &all->room,
                                          sizeof *all->blocks);
    const char *text = all->text.data + builder->start;
    const size_t size = all->text.size - builder->start;
    if (!grown) {
        builder->failed = true;
        return;
    }
    all->blocks = grown;
    all->blocks[all->count++] = (struct html_block){.kind = kind_of(all->areas[builder->area].node),
                                                    .ends = ends_sentence(text, size),
                                                    .at = builder->start,
                                                    .size = size,
                                                    .letters = count_letters(text, size),
                                                    .linked = builder->linked,
                                                    .marks = count_marks(text, size),
                                                    .area = builder->area};
}

/* Ends the block, if there is any text in it. */
static void end_block(struct builder *builder)
{
    struct buf *text = &builder->blocks->text;
    if (builder->links) count_link(builder);
    if (text->size > builder->start) add_block(builder);
    builder->start = text->size;
    builder->paragraphs = (struct paragraphs){.out = text};
    builder->linked = 0;
}

/* ---- The walk ----------------------------------------------------------------------------------- */

static void walk(struct builder *builder, const xmlNode *node);

static void walk_children(struct builder *builder, const xmlNode *node)
{
    for (const xmlNode *child = node->children; child; child = child->next)
        walk(builder, child);
}

static void walk_area(struct builder *builder, const xmlNode *node)
{
    struct html_blocks *all = builder->blocks;
    const bool pre = builder->pre;
    const unsigned outer = builder->area;
    end_block(builder);
    struct html_area *grown = arena_grow(&all->arena, all->areas, all->area_count, &all->area_room,
                                         sizeof *all->areas);
    if (!grown) {
        builder->failed = true;
        return;
    }
    const unsigned number = (unsigned)all->area_count++;
    all->areas = grown;
    all->areas[number] = (struct html_area){.node = node,
                                            .parent = outer,
                                            .first = (unsigned)all->count,
                                            .roles = html_roles_of(node),
                                            .images = builder->images};
    builder->area = number;
    builder->pre = pre || html_is(node, "pre");
    walk_children(builder, node);
    end_block(builder);
    all->areas[number].end = (unsigned)all->count;
    all->areas[number].images = builder->images - all->areas[number].images;
    builder->area = outer;
    builder->pre = pre;
}

static void walk_link(struct builder *builder, const xmlNode *node)
{
    if (!builder->links++) builder->link_start = builder->blocks->text.size;
    walk_children(builder, node);
    if (builder->links == 1) count_link(builder);
    builder->links--;
}

static void walk_text(struct builder *builder, const xmlNode *node)
{
    const char *text = (const char *)node->content;
    if (!text) return;
    if (builder->pre)
        paragraphs_lines(&builder->paragraphs, text, strlen(text));
    else
        paragraphs_text(&builder->paragraphs, text, strlen(text));
}

/* The second in a row ends the block. */
static void walk_break(struct builder *builder)
{
    paragraphs_break(&builder->paragraphs);
    if (builder->paragraphs.gap == PARAGRAPHS_EMPTY_LINE) end_block(builder);
}

static bool is_image(const xmlNode *node)
{
    static const char *const names[] = {"img", "amp-img", "picture", "video", "iframe", "object"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (html_is(node, names[i])) return true;
    return false;
}

static void walk(struct builder *builder, const xmlNode *node)
{
    if (node->type == XML_TEXT_NODE) walk_text(builder, node);
    if (node->type != XML_ELEMENT_NODE || builder->failed) return;
    builder->images += is_image(node);
    switch (html_kind_of(node)) {
    case HTML_HIDDEN: break;
    case HTML_BREAK: walk_break(builder); break;
    case HTML_BLOCK:
    case HTML_LINE:
    case HTML_CELL: walk_area(builder, node); break;
    default:
        if (html_is(node, "a") && html_attribute(node, "href"))
            walk_link(builder, node);
        else if (!html_is_hidden(node))
            walk_children(builder, node);
    }
}

nsearch_status html_blocks_read(struct html_blocks *blocks, const xmlNode *root,
                                nsearch_error *error)
{
    struct builder builder = {.blocks = blocks};
    memset(blocks, 0, sizeof *blocks);
    arena_init(&blocks->arena);
    buf_init(&blocks->text);
    builder.paragraphs = (struct paragraphs){.out = &blocks->text};
    if (root) walk_area(&builder, root);
    if (builder.failed) return error_memory(error);
    return buf_status(&blocks->text, error);
}

void html_blocks_release(struct html_blocks *blocks)
{
    buf_release(&blocks->text);
    arena_release(&blocks->arena);
}

bool html_block_says(const struct html_blocks *all, const struct html_block *block,
                     const char *text)
{
    return text && strlen(text) == block->size &&
           !memcmp(all->text.data + block->at, text, block->size);
}

bool html_block_is_headline(const struct html_blocks *all, const struct html_block *block)
{
    return html_is(all->areas[block->area].node, "h1");
}
