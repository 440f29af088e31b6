/* xap_document.cc - see xap.h and xap_own.h: postings, values and data of single documents. */
#include "common/xap_own.h"

extern "C" {
#include "common/schema.h"
#include "common/stamp.h"
}

nsearch_status xap_postings(struct xap_db *db, const char *term, size_t size, struct arena *arena,
                            uint32_t **docids, size_t *count, nsearch_error *error)
{
    *docids = nullptr;
    *count = 0;
    return guarded_read(db, error, [&] {
        const std::string name(term, size);
        const std::vector<Xapian::docid> found(db->db.postlist_begin(name),
                                               db->db.postlist_end(name));
        *docids = array<uint32_t>(arena, found.size());
        std::copy(found.begin(), found.end(), *docids);
        *count = found.size();
    });
}

nsearch_status xap_values(struct xap_db *db, unsigned slot, const uint32_t *docids, size_t count,
                          struct arena *arena, struct db_text **out, nsearch_error *error)
{
    *out = nullptr;
    return guarded_read(db, error, [&] {
        auto *values = array<struct db_text>(arena, count);
        auto value = db->db.valuestream_begin(slot);
        const auto end = db->db.valuestream_end(slot);
        for (size_t i = 0; i < count; i++) {
            if (value != end) value.skip_to(docids[i]);
            const bool has = value != end && value.get_docid() == docids[i];
            const std::string text = has ? *value : std::string();
            values[i] = {copy(arena, text), text.size()};
        }
        *out = values;
    });
}

nsearch_status xap_document_data(struct xap_db *db, uint32_t docid, struct arena *arena,
                                 const char **data, size_t *size, nsearch_error *error)
{
    *data = nullptr;
    *size = 0;
    return guarded_read(db, error, [&] {
        const std::string text = db->db.get_document(docid).get_data();
        *data = copy(arena, text);
        *size = text.size();
    });
}

nsearch_status xap_document_serial(struct xap_db *db, uint32_t docid, uint64_t *serial,
                                   nsearch_error *error)
{
    *serial = 0;
    return guarded_read(db, error, [&] {
        const std::string prefix(PREFIX_SERIAL);
        const auto end = db->db.termlist_end(docid);
        auto term = db->db.termlist_begin(docid);
        if (term != end) term.skip_to(prefix);
        const std::string found = term == end ? std::string() : *term;
        if (found.size() != prefix.size() + STAMP_SERIAL_DIGITS ||
            found.compare(0, prefix.size(), prefix) != 0 ||
            !stamp_read(found.c_str() + prefix.size(), STAMP_SERIAL_DIGITS, serial))
            throw Xapian::DatabaseCorruptError("an article without a serial");
    });
}
