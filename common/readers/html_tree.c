/* html_tree.c - libxml2's HTML parser, kept within bounds. */
#include <libxml/HTMLparser.h>
#include <libxml/SAX2.h>
#include <libxml/parserInternals.h>
#include <limits.h>

#include "common/error.h"
#include "common/readers/html.h"

enum {
    OPTIONS = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
              HTML_PARSE_NODEFDTD | HTML_PARSE_IGNORE_ENC | HTML_PARSE_COMPACT,
    /* The parser looks through the names that are open at each tag: with so many, what is left isn't read. */
    OPEN_MAX = 1000
};

/* Elements that are nested too deep are left out, their text isn't: it belongs to the last one that is in. */
static void start_element(void *context, const xmlChar *name, const xmlChar **attributes)
{
    htmlParserCtxt *parser = context;
    if (parser->nameNr > OPEN_MAX) xmlStopParser(parser);
    if (parser->nodeNr < HTML_DEPTH_MAX)
        xmlSAX2StartElement(context, name, attributes);
    else
        ++*(size_t *)parser->_private;
}

static void end_element(void *context, const xmlChar *name)
{
    htmlParserCtxt *parser = context;
    size_t *too_deep = parser->_private;
    if (*too_deep)
        --*too_deep;
    else
        xmlSAX2EndElement(context, name);
}

nsearch_status html_parse(const char *text, size_t size, xmlDoc **out, nsearch_error *error)
{
    *out = NULL;
    if (size > INT_MAX) return error_set(error, NSEARCH_INVALID, "a page of more than 2 GB");
    size_t too_deep = 0;
    htmlParserCtxt *parser = htmlCreateMemoryParserCtxt(size ? text : " ", size ? (int)size : 1);
    if (!parser) return error_memory(error);
    htmlCtxtUseOptions(parser, OPTIONS);
    parser->options |= XML_PARSE_HUGE; /* the limits are ours */
    parser->_private = &too_deep;
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
