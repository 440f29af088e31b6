/* naive_draw_leaf.c - see naive_draw_own.h. */
#include <stdlib.h>
#include <string.h>

#include "tests/unit/naive_draw_own.h"

enum {
    PHRASE_MAX = 5 /* words */
};

/* ---- Words --------------------------------------------------------------------------------------- */

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (unsigned char)c >= 0x80;
}

/* Whether the tokenizer makes of it just this word. */
static bool is_itself(const char *text, const struct naive_entry *entry)
{
    struct tokenizer tokenizer;
    struct token token;
    tokenizer_init(&tokenizer, text, strlen(text));
    return tokenizer_next(&tokenizer, &token) && token.size == entry->size &&
           !memcmp(token.word, entry->text, token.size) && token.kind != TOKEN_PAIR &&
           token.kind != TOKEN_SINGLE && !tokenizer_next(&tokenizer, &token);
}

/* Whether the text is a word to the parser, as it stands. */
static bool is_plain(const char *text)
{
    static const char *const operators[] = {"AND",     "OR",      "NOT",  "NEAR", "ADJ",   "SAME",
                                            "CAPS",    "ALLCAPS", "LEAD", "NAME", "QUOTE", "NOCAPS",
                                            "ATLEAST", "FIRST",   "PRE",  "W"};
    const size_t size = strlen(text);
    if (!size || !is_letter(text[0])) return false;
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
        if (!strcmp(text, operators[i])) return false;
    for (size_t i = 0; i < size; i++)
        if (!is_letter(text[i]) && !strchr("'&.-", text[i])) return false;
    return is_letter(text[size - 1]) || text[size - 1] == '.';
}

/* The word as it is written in the article, or as it is in the vocabulary; NULL if neither can be typed. */
static const char *typed(const struct draw *draw, const struct naive_word *word, bool compound)
{
    const struct naive_entry *entry = &draw->archive->words[word->word];
    if (draw_chance(draw, 50)) {
        const struct buf *text = naive_article_text(draw->article, draw->scope.field, word);
        const char *written = draw_checked(
            arena_copy(draw->arena, text->data + word->offset, word->length));
        const bool hyphened = strchr(written, '-') && compound;
        if (is_plain(written) && (hyphened || is_itself(written, entry))) return written;
    }
    return is_plain(entry->text) && is_itself(entry->text, entry) ? entry->text : NULL;
}

static struct naive_node *prepared(const struct draw *draw, struct naive_node *node)
{
    naive_prepare(draw->archive, node, draw->scope, draw->arena);
    return node;
}

/* A pattern that the word fits; NULL if there is none. */
static const char *pattern_of(const struct draw *draw, const struct naive_entry *entry)
{
    char out[2 * ANALYSIS_WORD_MAX + 2];
    size_t size = 0, letters = 0;
    for (size_t i = 0; i < entry->size; i++)
        if (!is_letter(entry->text[i]) || (unsigned char)entry->text[i] >= 0x80) return NULL;
    if (entry->size < 3) return NULL;
    const size_t star = draw_below(draw, entry->size + 1),
                 cut = draw_below(draw, entry->size - star + 1);
    const bool stars = draw_chance(draw, 70);
    for (size_t i = 0; i <= entry->size; i++) {
        if (stars && i == star) {
            out[size++] = '*';
            i += cut;
        }
        if (i >= entry->size) break;
        const bool any = draw_chance(draw, stars ? 5 : 20) && (!stars || i + 1 < entry->size);
        letters += !any;
        out[size++] = any ? '?' : entry->text[i];
    }
    out[size] = '\0';
    /* A ? at the end is a question mark; *? stands where a * does. */
    if (letters < 2 || out[size - 1] == '?' || strstr(out, "?*")) return NULL;
    if (!strpbrk(out, "*?")) return NULL;
    return draw_checked(arena_copy(draw->arena, out, size));
}

/* The word with a letter wrong. */
static const char *misspell(const struct draw *draw, const char *word)
{
    char *out = draw_checked(arena_copy(draw->arena, word, strlen(word)));
    const size_t size = strlen(out), at = draw_below(draw, size);
    switch (draw_below(draw, 3)) {
    case 0: out[at] = (char)('a' + draw_below(draw, 26)); break;
    case 1: memmove(out + at, out + at + 1, size - at); break;
    default:
        if (!at) break;
        const char before = out[at - 1];
        out[at - 1] = out[at];
        out[at] = before;
    }
    return out;
}

static struct naive_node *draw_fuzzy(const struct draw *draw, const char *text)
{
    for (size_t i = 0; text[i]; i++)
        if (!is_letter(text[i]) || (unsigned char)text[i] >= 0x80) return NULL;
    if (draw_chance(draw, 50)) text = misspell(draw, text);
    const size_t size = strlen(text);
    if (size < 3) return NULL;
    struct naive_node *node = draw_node(draw, NAIVE_WORD, 0);
    node->spelling = SPELLING_FUZZY;
    node->text = text;
    node->edits_told = draw_chance(draw, 60);
    node->edits = node->edits_told ? 1 + draw_below(draw, 2) : size <= 5 ? 1 : 2;
    return node;
}

static struct naive_node *draw_spelled(const struct draw *draw, const struct naive_word *word)
{
    const struct naive_entry *entry = &draw->archive->words[word->word];
    const char *text = typed(draw, word, true);
    const uint32_t kind = draw_below(draw, 100);
    struct naive_node *node = NULL;
    if (kind < 10 && is_itself(entry->text, entry)) {
        const char *pattern = pattern_of(draw, entry);
        if (!pattern) return NULL;
        node = draw_node(draw, NAIVE_WORD, 0);
        node->spelling = SPELLING_PATTERN;
        node->text = pattern;
    } else if (kind < 16 && is_itself(entry->text, entry)) {
        node = draw_fuzzy(draw, entry->text);
    } else if (text) {
        node = draw_node(draw, NAIVE_WORD, 0);
        node->text = text;
        node->spelling = kind < 30 ? SPELLING_EXACT : SPELLING_INFLECTED;
    }
    if (!node) return NULL;
    prepared(draw, node);
    return node->expansion <= NAIVE_EXPANSION_MAX ? node : NULL;
}

struct naive_node *draw_word(const struct draw *draw, size_t at)
{
    struct draw other = *draw;
    struct naive_node *node;
    if (draw_chance(draw, 8)) {
        draw_article(&other);
        at = draw_below(draw, draw_words_of(&other)->count);
    }
    for (int i = 0; i < DRAW_TRIES && draw_words_of(&other)->count; i++, at = draw_near(&other, at))
        if ((node = draw_spelled(&other, &draw_words_of(&other)->items[at]))) return node;
    node = draw_node(draw, NAIVE_WORD, 0);
    node->text = "the";
    return prepared(draw, node);
}

/* ---- Phrases ------------------------------------------------------------------------------------- */

/* A word for a phrase: one word to the index, as it stands. */
static struct naive_node *draw_part(const struct draw *draw, const struct naive_word *word)
{
    const struct naive_entry *entry = &draw->archive->words[word->word];
    const bool pattern = draw_chance(draw, 5) && is_itself(entry->text, entry);
    const char *text = pattern ? pattern_of(draw, entry) : typed(draw, word, false);
    if (!text) return NULL;
    struct naive_node *node = draw_node(draw, NAIVE_WORD, 0);
    node->text = text;
    node->spelling = pattern ? SPELLING_PATTERN : SPELLING_INFLECTED;
    if (pattern) prepared(draw, node);
    return node->expansion <= NAIVE_EXPANSION_MAX ? node : NULL;
}

/* Either of two or three words. */
static struct naive_node *draw_parts(const struct draw *draw, struct naive_node *first)
{
    struct naive_node *node = draw_node(draw, NAIVE_OR, 3);
    const uint32_t count = 1 + draw_below(draw, 2), place = draw_below(draw, count + 1);
    for (uint32_t i = 0; i <= count; i++) {
        struct naive_node *part = first;
        if (i != place)
            part = draw_part(
                draw, &draw_words_of(draw)->items[draw_below(draw, draw_words_of(draw)->count)]);
        if (part) node->children[node->count++] = part;
    }
    return node->count > 1 ? node : first;
}

/* Another word with the same stem. */
static void inflect(const struct draw *draw, struct naive_node *word)
{
    if (word->spelling != SPELLING_INFLECTED) return;
    const struct naive_archive *archive = draw->archive;
    const char *text = word->text;
    for (uint32_t i = draw_below(draw, archive->word_count), left = 20000;
         i < archive->word_count && left; i++, left--)
        if (archive->words[i].stem ==
                naive_archive_stem(archive, archive->words[i].language, text, strlen(text)) &&
            is_plain(archive->words[i].text) &&
            is_itself(archive->words[i].text, &archive->words[i]))
            word->text = archive->words[i].text;
}

struct naive_node *draw_phrase(const struct draw *draw, size_t at)
{
    const struct naive_words *words = draw_words_of(draw);
    struct naive_node *phrase = draw_node(draw, NAIVE_PHRASE, PHRASE_MAX + 2);
    const size_t count = 2 + draw_below(draw, PHRASE_MAX - 1);
    const bool slop = draw_chance(draw, 20);
    unsigned left_out = 0;
    phrase->inflected = !slop && draw_chance(draw, 20) && draw->scope.field <= NAIVE_TITLE &&
                        !draw->scope.caps;
    for (size_t i = at; phrase->count < count && i < words->count; i++) {
        struct naive_node *part;
        const bool inner = phrase->count && phrase->count + 1 < count && i + 1 < words->count;
        if (i && words->items[i].position == words->items[i - 1].position) continue;
        if (inner && slop && draw_chance(draw, 40)) {
            left_out++;
            continue;
        }
        if (inner && !slop && draw_chance(draw, 20))
            part = draw_node(draw, NAIVE_ANY, 0);
        else if (!(part = draw_part(draw, &words->items[i])))
            break;
        else if (phrase->inflected)
            inflect(draw, part);
        if (part->kind == NAIVE_WORD && draw_chance(draw, 12)) part = draw_parts(draw, part);
        phrase->children[phrase->count++] = part;
    }
    while (phrase->count && phrase->children[phrase->count - 1]->kind == NAIVE_ANY)
        phrase->count--;
    if (phrase->count < 2 || phrase->children[0]->kind == NAIVE_ANY) return draw_word(draw, at);
    if (slop) phrase->number = left_out > 1 && draw_chance(draw, 40) ? left_out - 1 : left_out;
    if (draw_chance(draw, 5)) { /* the wrong way round */
        struct naive_node *first = phrase->children[0];
        phrase->children[0] = phrase->children[phrase->count - 1];
        phrase->children[phrase->count - 1] = first;
    }
    return prepared(draw, phrase);
}

/* ---- Names --------------------------------------------------------------------------------------- */

/* A part of a name: of an initial, some word that starts so. */
static struct naive_node *draw_name_part(const struct draw *draw, const struct naive_word *word)
{
    const struct naive_archive *archive = draw->archive;
    const struct naive_entry *entry = &archive->words[word->word];
    const char *text = entry->text;
    if (entry->size <= 3 && draw_chance(draw, 70)) {
        for (int i = 0; i < 200; i++) {
            const struct naive_entry *other =
                &archive->words[draw_below(draw, archive->word_count)];
            if (*other->text != *text || other->size < 3 || !is_itself(other->text, other))
                continue;
            text = other->text;
            break;
        }
    }
    for (size_t i = 0; text[i]; i++)
        if (text[i] < 'a' || text[i] > 'z') return NULL;
    if (!is_itself(text, entry) && text == entry->text) return NULL;
    struct naive_node *node = draw_node(draw, NAIVE_WORD, 0);
    char *capital = draw_checked(arena_copy(draw->arena, text, strlen(text)));
    if (draw_chance(draw, 80)) *capital = (char)(*capital - 'a' + 'A');
    if (!is_plain(capital)) return NULL;
    node->text = capital;
    return node;
}

struct naive_node *draw_name(const struct draw *draw, size_t at)
{
    const struct naive_words *words = draw_words_of(draw);
    size_t run[5], count = 0;
    for (int i = 0; i < 200 && at < words->count && count < 5; i++, at++) {
        const bool capital = draw->article->places[words->items[at].position].capital;
        if (!capital && count > 1) break;
        if (!capital) count = 0;
        if (capital) run[count++] = at;
        if (count > 1 && draw_chance(draw, 30)) break;
    }
    struct naive_node *name = draw_node(draw, NAIVE_NAME, 5);
    size_t left = draw_below(draw, 3);
    for (size_t i = 0; i < count; i++) {
        const bool inner = i && i + 1 < count;
        if (inner && left && draw_chance(draw, 60) && left--) continue;
        struct naive_node *part = draw_name_part(draw, &words->items[run[i]]);
        if (part) name->children[name->count++] = part;
    }
    if (!name->count) return draw_word(draw, at < words->count ? at : 0);
    return prepared(draw, name);
}
