/* metadata.h - what a segment says of itself, by the keys in common/schema.h. */
#ifndef INDEXER_METADATA_H
#define INDEXER_METADATA_H

struct metadata {
    const char *key, *value; /* no value: "", which Xapian doesn't tell from none */
};

#endif
