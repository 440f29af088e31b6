/* reader_trafilatura.c - pages as trafilatura extracts them, in its XML and in TEI.
 *
 *     <doc title="" author="Jane Doe; Sam Roe" date="" url="" sitename="" categories="a;b" tags="" fingerprint="">
 *       <main> <head>A heading</head> <p>...</p> </main> <comments>...</comments> </doc>
 *
 *     <TEI> <teiHeader> <fileDesc> <titleStmt> <title type="main"> <author> ... <sourceDesc> <biblFull>
 *     <publicationStmt> <publisher> <ptr type="URL" target=""/> <date> ... <profileDesc> ... <term type="categories">
 *     <text> <body> <div type="entry"> ... </div> <div type="comments"> ... </TEI>
 *
 * TEI of others is read as far as it has these. */
#include <string.h>

#include "common/readers/html.h"
#include "common/readers/person.h"
#include "common/readers/reader.h"
#include "common/readers/xml_articles.h"

/* ---- Lists -------------------------------------------------------------------------------------- */

/* Adds values with `separator` between them. */
static void add_list(struct article *article, enum article_field field, const char *text,
                     char separator)
{
    const char parted[] = {separator, '\0'};
    while (text && *text) {
        const size_t size = strcspn(text, parted);
        if (field == ARTICLE_AUTHOR)
            person_add(article, text, size);
        else
            article_add(article, field, text, size);
        text += size + (text[size] == separator);
    }
}

static void add_value(struct article *article, enum article_field field, const char *text)
{
    if (text) article_add(article, field, text, strlen(text));
}

/* ---- Text --------------------------------------------------------------------------------------- */

/* What HTML calls the elements of both. */
static const char *html_name(const xmlNode *node)
{
    static const char *const names[][2] = {
        {"head", "h2"}, {"ab", "p"},    {"lb", "br"},      {"list", "ul"}, {"item", "li"},
        {"row", "tr"},  {"cell", "td"}, {"ref", "a"},      {"hi", "b"},    {"quote", "blockquote"},
        {"lg", "p"},    {"l", "div"},   {"graphic", "img"}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (xml_is(node, names[i][0])) return names[i][1];
    return NULL;
}

static void add_text(xmlNode *node, struct article *article)
{
    struct buf text;
    if (!node) return;
    for (xmlNode *at = xml_walk(node, node); at; at = xml_walk(node, at)) {
        const char *name = html_name(at);
        if (name) xmlNodeSetName(at, (const xmlChar *)name);
    }
    xmlNodeSetName(node, (const xmlChar *)"div");
    buf_init(&text);
    html_text_of(node, &text);
    article_add(article, ARTICLE_BODY, text.data, text.size);
    if (text.failed) article->fields[ARTICLE_BODY].failed = true;
    buf_release(&text);
}

/* ---- <doc> -------------------------------------------------------------------------------------- */

static void add_source(struct article *article, const xmlNode *doc)
{
    const char *site = xml_attribute(doc, "sitename"), *host = xml_attribute(doc, "hostname");
    add_value(article, ARTICLE_SOURCE, site && *site ? site : host);
}

static void take_doc(xmlNode *doc, struct article *article)
{
    static const struct {
        const char *name;
        enum article_field field;
    } attributes[] = {{"id", ARTICLE_ID},   {"title", ARTICLE_TITLE}, {"date", ARTICLE_DATE},
                      {"url", ARTICLE_URL}, {"source", ARTICLE_URL},  {"language", ARTICLE_LANG}};
    for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++)
        add_value(article, attributes[i].field, xml_attribute(doc, attributes[i].name));
    add_source(article, doc);
    add_list(article, ARTICLE_AUTHOR, xml_attribute(doc, "author"), ';');
    add_list(article, ARTICLE_SECTION, xml_attribute(doc, "categories"), ';');
    add_list(article, ARTICLE_TAG, xml_attribute(doc, "tags"), ';');
    add_text(xml_child(doc, "main"), article);
}

/* ---- <TEI> -------------------------------------------------------------------------------------- */

/* The text of an element that holds nothing else. */
static const char *text_of(const xmlNode *node)
{
    const xmlNode *text = node ? node->children : NULL;
    return text && text->type == XML_TEXT_NODE && text->content ? (const char *)text->content
                                                                : NULL;
}

/* "The Harbour (h.example)" */
static void add_publisher(struct article *article, const xmlNode *node)
{
    const char *text = text_of(node);
    const char *host = text ? strstr(text, " (") : NULL;
    if (text && strcmp(text, "N/A") != 0)
        article_add(article, ARTICLE_SOURCE, text, host ? (size_t)(host - text) : strlen(text));
}

/* What is said of the page itself, and where nothing is, of the file. */
static void add_publication(struct article *article, const xmlNode *file)
{
    const xmlNode *full = xml_path(file, "sourceDesc/biblFull/publicationStmt");
    const xmlNode *own = full ? full : xml_child(file, "publicationStmt");
    const xmlNode *date = xml_child(own, "date");
    const char *when = xml_attribute(date, "when");
    add_publisher(article, xml_child(own, "publisher"));
    add_value(article, ARTICLE_DATE, when ? when : text_of(date));
    for (const xmlNode *ptr = xml_child(own, "ptr"); ptr; ptr = xml_next(ptr, "ptr"))
        add_value(article, ARTICLE_URL, xml_attribute(ptr, "target"));
}

static void add_terms(struct article *article, const xmlNode *profile)
{
    const xmlNode *keywords = xml_path(profile, "textClass/keywords");
    for (const xmlNode *term = xml_child(keywords, "term"); term; term = xml_next(term, "term")) {
        const char *type = xml_attribute(term, "type");
        const bool is_section = type && !strcmp(type, "categories");
        add_list(article, is_section ? ARTICLE_SECTION : ARTICLE_TAG, text_of(term), ',');
    }
}

/* The id that trafilatura was given. */
static void add_id(struct article *article, const xmlNode *file)
{
    const xmlNode *note = xml_path(file, "notesStmt/note");
    for (; note; note = xml_next(note, "note")) {
        const char *type = xml_attribute(note, "type");
        if (type && !strcmp(type, "id")) add_value(article, ARTICLE_ID, text_of(note));
    }
}

static void take_tei(xmlNode *tei, struct article *article)
{
    const xmlNode *header = xml_child(tei, "teiHeader"), *file = xml_child(header, "fileDesc");
    const xmlNode *title = xml_child(file, "titleStmt");
    xmlNode *body = xml_path(tei, "text/body");
    for (xmlNode *div = xml_child(body, "div"), *next; div; div = next) {
        const char *type = xml_attribute(div, "type");
        next = xml_next(div, "div");
        if (!type || strcmp(type, "comments") != 0) continue;
        xmlUnlinkNode(div);
        xmlFreeNode(div);
    }
    xml_add(article, ARTICLE_TITLE, xml_child(title, "title"));
    for (const xmlNode *author = xml_child(title, "author"); author;
         author = xml_next(author, "author"))
        add_list(article, ARTICLE_AUTHOR, text_of(author), ';');
    add_publication(article, file);
    add_terms(article, xml_child(header, "profileDesc"));
    add_id(article, file);
    add_value(article, ARTICLE_LANG, xml_language(xml_child(tei, "text")));
    add_text(body, article);
}

/* ---- Reading ------------------------------------------------------------------------------------ */

/* Whether it has comments of readers, which are left out. */
static bool has_comments(const xmlNode *node)
{
    const xmlNode *body = xml_is(node, "doc") ? node : xml_path(node, "text/body");
    for (const xmlNode *child = xml_child(body, NULL); child; child = xml_next(child, NULL)) {
        const char *type = xml_attribute(child, "type");
        if ((xml_is(child, "comments") || (type && !strcmp(type, "comments"))) &&
            xml_child(child, NULL))
            return true;
    }
    return false;
}

/* The context is the sink. */
static const char *take(void *context, xmlNode *node, struct article *article)
{
    if (has_comments(node)) reader_passed(context, "pages' comments", 1);
    if (xml_is(node, "doc"))
        take_doc(node, article);
    else
        take_tei(node, article);
    return NULL;
}

static nsearch_status read_trafilatura(struct input *input, const struct reader_sink *sink,
                                       nsearch_error *error)
{
    const struct xml_articles articles = {.names = (const char *const[]){"doc", "TEI", NULL},
                                          .none = "neither a <doc> nor a <TEI>",
                                          .take = take,
                                          .context = (void *)(uintptr_t)sink};
    return xml_articles_read(&articles, input, sink, error);
}

static bool has_text(const char *head, size_t size, const char *text)
{
    return memmem(head, size, text, strlen(text)) != NULL;
}

/* A <doc> may be anybody's. */
static int probe_trafilatura(const char *head, size_t size)
{
    struct xml_root root;
    if (!xml_root(head, size, &root)) return 0;
    if (xml_root_is(&root, "TEI", NULL) || xml_root_is(&root, "teiCorpus", NULL)) return 90;
    if (!xml_root_is(&root, "doc", "") && !xml_root_is(&root, "corpus", "")) return 0;
    return has_text(head, size, "<main") || xml_root_has(&root, "fingerprint=") ? 97 : 0;
}

extern const struct reader reader_trafilatura;
const struct reader reader_trafilatura = {
    .name = "trafilatura",
    .what = "XML and TEI of trafilatura",
    .suffixes = (const char *const[]){".xml", ".tei", NULL},
    .probe = probe_trafilatura,
    .read = read_trafilatura,
};
