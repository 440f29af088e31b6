/* html_tree.c - libxml2's HTML parser, kept within bounds. */
#include <libxml/HTMLparser.h>
#include <libxml/SAX2.h>
#include <libxml/parserInternals.h>
#include <limits.h>

#include "common/error.h"
#include "common/readers/html.h"
#include "common/readers/html_mend.h"

enum {
    OPTIONS = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
              HTML_PARSE_NODEFDTD | HTML_PARSE_IGNORE_ENC | HTML_PARSE_COMPACT,
    /* The parser looks through the names that are open at each tag: with so many, what is left isn't read. */
    OPEN_MAX = 1000,
    ELEMENTS_MAX = 500000 /* the same: some 250 bytes each */
};

struct bounds {
    size_t too_deep; /* open elements that were left out */
    size_t elements;
};

/* Elements that are nested too deep are left out, their text isn't: it belongs to the last one that is in. */
static void start_element(void *context, const xmlChar *name, const xmlChar **attributes)
{
    htmlParserCtxt *parser = context;
    struct bounds *bounds = parser->_private;
    if (parser->nameNr > OPEN_MAX || ++bounds->elements > ELEMENTS_MAX) xmlStopParser(parser);
    if (parser->nodeNr < HTML_DEPTH_MAX)
        xmlSAX2StartElement(context, name, attributes);
    else
        bounds->too_deep++;
}

static void end_element(void *context, const xmlChar *name)
{
    htmlParserCtxt *parser = context;
    struct bounds *bounds = parser->_private;
    if (bounds->too_deep)
        bounds->too_deep--;
    else
        xmlSAX2EndElement(context, name);
}

static nsearch_status parse(const char *text, size_t size, xmlDoc **out, nsearch_error *error)
{
    if (size > INT_MAX) return error_set(error, NSEARCH_INVALID, "a page of more than 2 GB");
    struct bounds bounds = {0};
    htmlParserCtxt *parser = htmlCreateMemoryParserCtxt(size ? text : " ", size ? (int)size : 1);
    if (!parser) return error_memory(error);
    htmlCtxtUseOptions(parser, OPTIONS);
    parser->options |= XML_PARSE_HUGE; /* the limits are ours */
    parser->_private = &bounds;
    parser->sax->startElement = start_element;
    parser->sax->endElement = end_element;
    parser->sax->comment = NULL;
    xmlSwitchEncoding(parser, XML_CHAR_ENCODING_UTF8);
    htmlParseDocument(parser);
    const bool full = parser->lastError.code == XML_ERR_NO_MEMORY || !parser->myDoc;
    *out = parser->myDoc;
    parser->myDoc = NULL;
    htmlFreeParserCtxt(parser);
    return full ? error_memory(error) : NSEARCH_OK;
}

nsearch_status html_parse(const char *text, size_t size, xmlDoc **out, nsearch_error *error)
{
    struct buf mended;
    *out = NULL;
    buf_init(&mended);
    html_mend(text, size, &mended);
    nsearch_status status = buf_status(&mended, error);
    if (!status) status = parse(mended.data, mended.size, out, error);
    buf_release(&mended);
    return status;
}
