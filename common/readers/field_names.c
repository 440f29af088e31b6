/* field_names.c - see field_names.h. */
#include "common/readers/field_names.h"

#include <pthread.h>
#include <stdint.h>
#include <string.h>

#include "common/error.h"
#include "common/hash.h"

enum {
    KNOWN_MAX = 24,   /* bytes; no name in the table is longer */
    KNOWN_SLOTS = 512 /* several times as many as there are names */
};

/* Each with a space on both sides, the best first. */
static const struct {
    enum article_field field;
    const char *names;
} known[] = {
    {ARTICLE_ID, " id docno doc_id docid document_id article_id newsid uid uuid guid _id "},
    {ARTICLE_TITLE,
     " title headline heading hed headlines webtitle headline_text article_title news_title "
     "post_title name "},
    {ARTICLE_DATE, " date published publish_date published_at publishedat pubdate pub_date "
                   "publishdate publishdatetime publication_date publicationdate date_published "
                   "date_publish datepublished "
                   "published_date first_published created_at created datecreated date_created "
                   "webpublicationdate article_date post_date seendate datetime timestamp time "},
    {ARTICLE_SOURCE, " source sources newspaper publisher outlet site_name agency publication "
                     "source_name provider source_hostname sitename hostname "},
    {ARTICLE_AUTHOR, " author authors byline by creator creators writer "},
    {ARTICLE_SECTION,
     " section sections section_name sectionname category categories desk topic news_desk "},
    {ARTICLE_PLACE, " place dateline location "},
    {ARTICLE_URL,
     " url link href permalink canonical_url web_url weburl article_url source_url uri "},
    {ARTICLE_LANG, " lang language inlanguage locale "},
    {ARTICLE_TAG, " tag tags keywords keyword topics subjects labels "},
    {ARTICLE_BODY,
     " body text content article maintext main_text fulltext full_text articlebody "
     "article_body article_text article_content post_content story paragraphs content_elements "
     "contents content_html body_html content_text body_text bodytext "
     "raw_text lead_paragraph standfirst summary description abstract excerpt "},
};

enum {
    KNOWN_ROWS = sizeof known / sizeof *known
};

/* A name as it is compared. */
static void fold(const char *name, size_t size, char *out)
{
    for (size_t i = 0; i < size; i++)
        out[i] = (char)(name[i] >= 'A' && name[i] <= 'Z'   ? name[i] | 0x20
                        : name[i] == '-' || name[i] == ' ' ? '_'
                                                           : name[i]);
}

/* ---- What the user says ------------------------------------------------------------------------- */

static bool is_mapped(const struct field_map *map, enum article_field field)
{
    for (size_t i = 0; map && i < map->count; i++)
        if (map->mappings[i].field == field) return true;
    return false;
}

static enum article_field mapped_field(const struct field_map *map, const char *name, size_t size,
                                       unsigned *rank)
{
    for (size_t i = 0; map && i < map->count; i++) {
        const struct field_mapping *mapping = &map->mappings[i];
        if (strlen(mapping->name) != size || memcmp(mapping->name, name, size) != 0) continue;
        *rank = (unsigned)i;
        return mapping->field;
    }
    return ARTICLE_FIELDS;
}

/* "title=headline" */
static nsearch_status add_mapping(struct field_map *map, const char *text, size_t size,
                                  nsearch_error *error)
{
    const char *equals = memchr(text, '=', size);
    const size_t field_size = equals ? (size_t)(equals - text) : 0;
    const enum article_field field = article_field_of_name(text, field_size);
    const size_t name_size = equals ? size - field_size - 1 : 0;
    if (!equals || !field_size || !name_size || name_size > FIELD_NAME_MAX)
        return error_set(error, NSEARCH_INVALID, "\"%.*s\" is no FIELD=NAME",
                         (int)(size > 80 ? 80 : size), text);
    if (field == ARTICLE_FIELDS || field == ARTICLE_PATH)
        return error_set(error, NSEARCH_INVALID, "no field \"%.*s\" to be mapped",
                         (int)(field_size > 80 ? 80 : field_size), text);
    if (map->count == FIELD_NAMES_MAPPED)
        return error_set(error, NSEARCH_INVALID, "more than %d names", FIELD_NAMES_MAPPED);
    struct field_mapping *mapping = &map->mappings[map->count];
    unsigned rank;
    fold(equals + 1, name_size, mapping->name);
    mapping->name[name_size] = '\0';
    if (mapped_field(map, mapping->name, name_size, &rank) != ARTICLE_FIELDS)
        return error_set(error, NSEARCH_INVALID, "\"%s\" is mapped twice", mapping->name);
    mapping->field = field;
    map->count++;
    return NSEARCH_OK;
}

nsearch_status field_map_add(struct field_map *map, const char *text, nsearch_error *error)
{
    nsearch_status status;
    do {
        const size_t size = strcspn(text, ",");
        status = add_mapping(map, text, size, error);
        text += size;
    } while (!status && *text++);
    return status;
}

void field_map_write(const struct field_map *map, struct buf *out)
{
    for (size_t i = 0; i < map->count; i++)
        buf_addf(out, "%s%s=%s", i ? "," : "", article_field_name(map->mappings[i].field),
                 map->mappings[i].name);
}

/* ---- Looking a name up ------------------------------------------------------------------------- */

/* The known names by their hash, in open addressing: every key of every article is looked up. */
static struct slot {
    uint16_t row;   /* of known, from 1 on; 0: free */
    uint16_t place; /* of the name and the spaces around it in the row */
} slots[KNOWN_SLOTS];
static pthread_once_t once = PTHREAD_ONCE_INIT;

/* The slot of a name with its spaces, or a free one. */
static struct slot *slot_of(const char *word, size_t size)
{
    for (size_t at = hash_bytes(word, size);; at++) {
        struct slot *slot = &slots[at % KNOWN_SLOTS];
        if (!slot->row || !strncmp(known[slot->row - 1].names + slot->place, word, size))
            return slot;
    }
}

static void make_slots(void)
{
    for (size_t row = 0; row < KNOWN_ROWS; row++)
        for (const char *word = known[row].names, *end; (end = strchr(word + 1, ' ')); word = end) {
            struct slot *slot = slot_of(word, (size_t)(end - word) + 1);
            const uint16_t place = (uint16_t)(word - known[row].names);
            if (!slot->row) *slot = (struct slot){(uint16_t)(row + 1), place};
        }
}

enum article_field field_of_name(const struct field_map *map, const char *name, size_t size,
                                 unsigned *rank)
{
    char word[FIELD_NAME_MAX + 3] = " ";
    if (!size || size > FIELD_NAME_MAX) return ARTICLE_FIELDS;
    fold(name, size, word + 1);
    const enum article_field field = mapped_field(map, word + 1, size, rank);
    if (field != ARTICLE_FIELDS || size > KNOWN_MAX) return field;
    word[size + 1] = ' ';
    word[size + 2] = '\0';
    pthread_once(&once, make_slots);
    const struct slot *slot = slot_of(word, size + 2);
    if (!slot->row) return ARTICLE_FIELDS;
    *rank = slot->place;
    const enum article_field known_field = known[slot->row - 1].field;
    return is_mapped(map, known_field) ? ARTICLE_FIELDS : known_field;
}

bool field_name_is(const char *name, const char *folded, size_t size)
{
    char own[FIELD_NAME_MAX];
    if (strlen(name) != size || size > FIELD_NAME_MAX) return false;
    fold(name, size, own);
    return !memcmp(own, folded, size);
}
