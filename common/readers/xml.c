/* xml.c - XML documents and their roots; see xml.h. */
#include "common/readers/xml.h"

#include <libxml/parser.h>
#include <limits.h>
#include <pthread.h>
#include <string.h>

#include "common/error.h"
#include "common/readers/charset.h"
#include "common/readers/xml_mend.h"
#include "common/readers/xml_own.h"
#include "common/readers/xml_tag.h"
#include "common/utf8.h"

enum {
    BEFORE_MAX = 1024 /* bytes of other text that may stand before an XML declaration */
};

/* ---- Roots -------------------------------------------------------------------------------------- */

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool starts_with(const char *text, size_t size, const char *start)
{
    return size >= strlen(start) && !memcmp(text, start, strlen(start));
}

/* Takes off what may stand before the first element; false if something else does. */
static bool to_first_tag(const char **text, size_t *size)
{
    const size_t most = *size < BEFORE_MAX ? *size : BEFORE_MAX;
    const char *declaration = memmem(*text, most, "<?xml", 5);
    if (declaration) *size -= (size_t)(declaration - *text), *text = declaration;
    while (*size) {
        size_t taken = 1;
        if (starts_with(*text, *size, "<!") || starts_with(*text, *size, "<?"))
            taken = xml_skip(*text, *size);
        else if (!is_space(**text))
            return **text == '<';
        *text += taken;
        *size -= taken;
    }
    return false;
}

/* The value of the attribute that declares the namespace of the tag's own prefix. */
static void find_uri(const struct xml_tag *tag, struct xml_root *root)
{
    const size_t prefix = (size_t)(root->name - tag->name); /* with its colon */
    const char *text = tag->attributes;
    size_t size = tag->attributes_size;
    struct xml_tag_attribute attribute;
    while (xml_tag_attribute(&text, &size, &attribute)) {
        const bool declares = starts_with(attribute.name, attribute.name_size, "xmlns") &&
                              attribute.name_size == (prefix ? 5 + prefix : 5);
        if (!declares || (prefix && memcmp(attribute.name + 6, tag->name, prefix - 1) != 0))
            continue;
        root->uri = attribute.value;
        root->uri_size = attribute.value_size;
        return;
    }
}

bool xml_root(const char *head, size_t size, struct xml_root *root)
{
    struct xml_tag tag;
    if (!to_first_tag(&head, &size) || !xml_tag_read(head, size, &tag) || tag.is_end) return false;
    *root = (struct xml_root){
        .name = tag.name, .name_size = tag.name_size, .uri = "", .tag = head, .tag_size = tag.size};
    xml_tag_local(&root->name, &root->name_size);
    find_uri(&tag, root);
    return true;
}

bool xml_root_is(const struct xml_root *root, const char *name, const char *uri)
{
    return root->name_size == strlen(name) && !memcmp(root->name, name, root->name_size) &&
           (!uri || (root->uri_size == strlen(uri) && !memcmp(root->uri, uri, root->uri_size)));
}

bool xml_root_has(const struct xml_root *root, const char *text)
{
    return memmem(root->tag, root->tag_size, text, strlen(text)) != NULL;
}

/* ---- Charsets ----------------------------------------------------------------------------------- */

const char *xml_charset(const char *text, size_t size)
{
    const size_t most = size < BEFORE_MAX ? size : BEFORE_MAX;
    const char *declaration = memmem(text, most, "<?xml", 5);
    if (!declaration) return NULL;
    const char *at = declaration + 5;
    size_t left = (size_t)(text + size - at);
    struct xml_tag_attribute attribute;
    while (xml_tag_attribute(&at, &left, &attribute))
        if (attribute.name_size == 8 && !memcmp(attribute.name, "encoding", 8))
            return charset_of_label(attribute.value, attribute.value_size);
    return NULL;
}

/* Whether text of the charset seldom looks like it by chance: several bytes are a character. */
static bool is_certain(const char *charset)
{
    static const char *const starts[] = {"EUC", "GB", "BIG5", "CP9", "SHIFT", "SJIS", "ISO-2022"};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (starts_with(charset, strlen(charset), starts[i])) return true;
    return false;
}

/* The same for the charset declared, if all of the text bears it; false, and nothing done, if it doesn't. */
static bool to_utf8_as_declared(const char *declared, const char *text, size_t size,
                                struct buf *out)
{
    const size_t before = out->size;
    /* That looks like ASCII, and so is valid UTF-8. */
    const bool is_ascii_only = starts_with(declared, strlen(declared), "ISO-2022");
    if (!is_ascii_only && utf8_valid_size(text, size) == size) return false;
    if (!charset_convert(declared, text, size, out)) return true;
    buf_cut(out, before);
    return false;
}

/* Appends the text as UTF-8; the bytes that were not of the charset declared. */
static size_t to_utf8(const char *declared, const char *text, size_t size, struct buf *out)
{
    const bool is_utf8 = declared && starts_with(declared, strlen(declared), "UTF-");
    if (declared && is_certain(declared) && to_utf8_as_declared(declared, text, size, out))
        return 0;
    const char *charset = is_utf8 ? "UTF-8" : charset_detect(text, size, declared);
    if (strcmp(charset, "UTF-8") != 0 && strcmp(charset, "WINDOWS-1252") != 0)
        return charset_convert(charset, text, size, out);
    const size_t repaired = utf8_repair(text, size, out);
    return declared && !is_utf8 ? 0 : repaired;
}

/* ---- Documents ---------------------------------------------------------------------------------- */

static void start_library(void)
{
    xmlInitParser();
}

/* No network, no DTD (there is none left), nothing printed. HUGE lifts limits of the parser that are below ours:
 * texts of more than 10 MB. */
static nsearch_status parse_mended(const struct buf *text, struct xml_document *out,
                                   nsearch_error *error)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    const int options = XML_PARSE_NONET | XML_PARSE_RECOVER | XML_PARSE_NOERROR |
                        XML_PARSE_NOWARNING | XML_PARSE_NOCDATA | XML_PARSE_HUGE |
                        XML_PARSE_COMPACT;
    pthread_once(&once, start_library);
    xmlParserCtxt *context = xmlNewParserCtxt();
    if (!context) return error_memory(error);
    out->tree = xmlCtxtReadMemory(context, text->data, (int)text->size, NULL, "UTF-8", options);
    const bool no_memory = context->errNo == XML_ERR_NO_MEMORY;
    xmlFreeParserCtxt(context);
    if (no_memory) return error_memory(error);
    out->root = out->tree ? xmlDocGetRootElement(out->tree) : NULL;
    return out->root ? NSEARCH_OK : error_set(error, NSEARCH_INVALID, "not XML: no element in it");
}

nsearch_status xml_parse_as(const char *charset, const char *text, size_t size,
                            struct xml_document *out, nsearch_error *error)
{
    struct xml_mended state = {.whole = false};
    struct buf decoded, mended;
    *out = (struct xml_document){.tree = NULL};
    buf_init(&decoded);
    buf_init(&mended);
    out->not_utf_8 = to_utf8(charset, text, size, &decoded);
    xml_mend(decoded.data, decoded.size, &mended, &state);
    out->whole = state.whole;
    out->cut = state.cut;
    nsearch_status status = buf_status(&decoded, error);
    if (!status) status = buf_status(&mended, error);
    buf_release(&decoded);
    /* libxml2 counts in int. */
    if (!status && mended.size > INT_MAX / 2)
        status = error_set(error, NSEARCH_INVALID, "XML of more than %d bytes", INT_MAX / 2);
    if (!status) status = parse_mended(&mended, out, error);
    buf_release(&mended);
    return status;
}

nsearch_status xml_parse(const char *text, size_t size, struct xml_document *out,
                         nsearch_error *error)
{
    return xml_parse_as(xml_charset(text, size), text, size, out, error);
}

void xml_release(struct xml_document *document)
{
    if (document->tree) xmlFreeDoc(document->tree);
    *document = (struct xml_document){.tree = NULL};
}

nsearch_status xml_read(struct input *input, const struct reader_sink *sink,
                        struct xml_document *out, nsearch_error *error)
{
    struct line text;
    *out = (struct xml_document){.tree = NULL};
    nsearch_status status = input_rest(input, &text, error);
    if (status) return status;
    if (text.too_long)
        return error_set(error, NSEARCH_INVALID, "longer than %zu bytes", input_limit(input));
    status = xml_parse(text.text, text.size, out, error);
    if (status) return status;
    if (out->not_utf_8) sink->repaired(sink->context, input_path(input), out->not_utf_8);
    if (!out->whole && !out->cut) sink->broken(sink->context);
    return out->cut
               ? error_set(error, NSEARCH_INVALID, "XML of more than %d elements", XML_NODES_MAX)
               : NSEARCH_OK;
}
