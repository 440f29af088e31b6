/* xml_tag.h - a tag of XML and its attributes, as they stand in a text: for what looks at XML before the parser. */
#ifndef COMMON_READERS_XML_TAG_H
#define COMMON_READERS_XML_TAG_H

#include <stdbool.h>
#include <stddef.h>

struct xml_tag {
    const char *name; /* with its prefix */
    size_t name_size;
    const char *attributes; /* what stands behind the name, up to the > */
    size_t attributes_size;
    size_t size;   /* of the tag, from < to > */
    bool is_end;   /* </name> */
    bool is_empty; /* <name/> */
    bool whole;    /* false: the text ends before its > */
};

/* Reads the tag that `text` begins with; false if there is none: < that is a less-than, declarations, comments. A >
 * in an attribute's quotes is not the tag's end. */
bool xml_tag_read(const char *text, size_t size, struct xml_tag *tag);

struct xml_tag_attribute {
    const char *name;
    size_t name_size;
    const char *value; /* as it stands, without its quotes */
    size_t value_size;
};

/* The next attribute off the front of *text; false at the end or a tag's >, where *text then is. Missing quotes and
 * values are borne. */
bool xml_tag_attribute(const char **text, size_t *size, struct xml_tag_attribute *attribute);

/* The part of a name behind its colon. */
void xml_tag_local(const char **name, size_t *size);

#endif
