/* xapian_oracle.cc - see xapian_oracle.h. */
#include "tests/unit/xapian_oracle.h"

#include <xapian.h>

#include <cstring>
#include <exception>
#include <random>
#include <string>
#include <vector>

extern "C" {
#include "common/error.h"
#include "common/term.h"
#include "indexer/document.h"
}

struct xapian_writer {
    Xapian::WritableDatabase db;
    Xapian::Document document;
};

namespace
{

template <typename Function>
nsearch_status guarded(nsearch_error *error, Function function) noexcept
{
    try {
        function();
        return NSEARCH_OK;
    } catch (const Xapian::Error &e) {
        return error_set(error, NSEARCH_INTERNAL, "%s", e.get_description().c_str());
    } catch (const std::exception &e) {
        return error_set(error, NSEARCH_INTERNAL, "%s", e.what());
    }
}

} // namespace

/* ---- Writing --------------------------------------------------------------------------------- */

nsearch_status xapian_writer_create(const char *path, struct xapian_writer **out,
                                    nsearch_error *error)
{
    *out = nullptr;
    return guarded(error, [&] {
        const int flags = Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS;
        *out = new xapian_writer{Xapian::WritableDatabase(path, flags), Xapian::Document()};
    });
}

void xapian_writer_free(struct xapian_writer *writer)
{
    delete writer;
}

void xapian_writer_start(struct xapian_writer *writer)
{
    guarded(nullptr, [&] { writer->document = Xapian::Document(); });
}

nsearch_status xapian_writer_posting(struct xapian_writer *writer, const char *term, size_t size,
                                     uint32_t position, uint32_t wdf, nsearch_error *error)
{
    return guarded(error,
                   [&] { writer->document.add_posting(std::string(term, size), position, wdf); });
}

nsearch_status xapian_writer_term(struct xapian_writer *writer, const char *term, size_t size,
                                  uint32_t wdf, nsearch_error *error)
{
    return guarded(error, [&] { writer->document.add_term(std::string(term, size), wdf); });
}

nsearch_status xapian_writer_value(struct xapian_writer *writer, unsigned slot, const char *value,
                                   size_t size, nsearch_error *error)
{
    return guarded(error, [&] { writer->document.add_value(slot, std::string(value, size)); });
}

nsearch_status xapian_writer_put(struct xapian_writer *writer, const char *unique,
                                 size_t unique_size, const char *data, size_t size, bool *replaced,
                                 nsearch_error *error)
{
    return guarded(error, [&] {
        const std::string term(unique, unique_size);
        writer->document.set_data(std::string(data, size));
        writer->document.add_boolean_term(term);
        *replaced = writer->db.term_exists(term);
        if (*replaced)
            writer->db.replace_document(term, writer->document);
        else
            writer->db.add_document(writer->document);
    });
}

nsearch_status xapian_writer_metadata(struct xapian_writer *writer, const char *key,
                                      const char *value, nsearch_error *error)
{
    return guarded(error, [&] { writer->db.set_metadata(key, value); });
}

nsearch_status xapian_writer_commit(struct xapian_writer *writer, nsearch_error *error)
{
    return guarded(error, [&] { writer->db.commit(); });
}

/* ---- Articles -------------------------------------------------------------------------------- */

namespace
{

struct article_context {
    Xapian::Document document;
    struct stemmer *stemmer;
};

nsearch_status put_word(void *context, const char *prefix, const struct token *token,
                        uint32_t position, bool stemmed, nsearch_error *error)
{
    auto *article = static_cast<article_context *>(context);
    return guarded(error, [&] {
        char term[TERM_MAX + 1];
        size_t size = term_word(prefix, token->word, token->size, term);
        article->document.add_posting(std::string(term, size), position);
        if (!stemmed) return;
        size = document_stem_term(article->stemmer, prefix, token->word, token->size, term);
        article->document.add_term(std::string(term, size));
    });
}

nsearch_status put_term(void *context, const char *term, size_t size, nsearch_error *error)
{
    auto *article = static_cast<article_context *>(context);
    return guarded(error, [&] { article->document.add_boolean_term(std::string(term, size)); });
}

nsearch_status put_place(void *context, enum document_list list, uint32_t entry,
                         nsearch_error *error)
{
    auto *article = static_cast<article_context *>(context);
    return guarded(error,
                   [&] { article->document.add_posting(document_list_terms[list], entry, 0); });
}

nsearch_status put_value(void *context, unsigned slot, const char *value, size_t size,
                         nsearch_error *error)
{
    auto *article = static_cast<article_context *>(context);
    return guarded(error, [&] { article->document.add_value(slot, std::string(value, size)); });
}

} // namespace

nsearch_status xapian_put_article(struct xapian_writer *writer, struct stemmer *stemmer,
                                  const char *mark, const struct article *article,
                                  const struct stamp *stamp, bool keep_text, nsearch_error *error)
{
    article_context context = {Xapian::Document(), stemmer};
    const struct document_sink sink = {put_word, put_term, put_place, put_value, &context};
    const struct buf *id = &article->fields[ARTICLE_ID];
    char unique[TERM_MAX + 1];
    struct buf data;
    bool replaced;
    buf_init(&data);
    article_write(article, &data);
    struct stamp own = *stamp;
    own.digest = stamp_digest(stamp->serial, data.data, data.size);
    if (!keep_text) buf_cut(&data, data.size - article->fields[ARTICLE_BODY].size);
    nsearch_status status = buf_status(&data, error);
    if (!status) status = document_emit(article, &own, &sink, error);
    if (!status && mark) status = put_term(&context, mark, strlen(mark), error);
    if (!status) {
        writer->document = context.document;
        const size_t size = term_whole(PREFIX_ID, id->data, id->size, unique);
        status = xapian_writer_put(writer, unique, size, data.data, data.size, &replaced, error);
    }
    buf_release(&data);
    return status;
}

static void remove_stamp(Xapian::Document &document)
{
    Xapian::TermIterator serial = document.termlist_begin();
    serial.skip_to(PREFIX_SERIAL);
    document.remove_term(*serial);
    document.remove_value(SLOT_INDEXED);
    document.remove_value(SLOT_DIGEST);
}

nsearch_status xapian_age(const char *path, nsearch_error *error)
{
    return guarded(error, [&] {
        Xapian::WritableDatabase db(path, Xapian::DB_OPEN);
        for (Xapian::docid docid = 1; docid <= db.get_lastdocid(); docid++) {
            Xapian::Document document = db.get_document(docid);
            remove_stamp(document);
            db.replace_document(docid, document);
        }
        db.set_metadata(META_SCHEMA, "1");
        db.set_metadata(META_SERIAL, "");
        db.set_metadata(META_DEAD, "");
        db.commit();
    });
}

/* ---- Reading --------------------------------------------------------------------------------- */

namespace
{

/* A line of words and numbers. */
class line
{
  public:
    explicit line(FILE *out, const char *kind) : file(out), text(kind)
    {
    }
    line &operator<<(const std::string &word)
    {
        text += ' ';
        for (const char c : word) /* one fact stays one line */
            if (c == '\n' || c == '\\')
                text += c == '\n' ? "\\n" : "\\\\";
            else
                text += c;
        return *this;
    }
    line &operator<<(unsigned long long number)
    {
        return add(std::to_string(number));
    }
    line &operator<<(double number)
    {
        char digits[64];
        snprintf(digits, sizeof digits, "%.17g", number);
        return add(digits);
    }
    ~line()
    {
        text += '\n';
        fwrite(text.data(), 1, text.size(), file);
    }
    line(const line &) = delete;
    line &operator=(const line &) = delete;

  private:
    line &add(const std::string &digits)
    {
        text += ' ';
        text += digits;
        return *this;
    }
    FILE *file;
    std::string text;
};

void dump_totals(const Xapian::Database &db, FILE *out)
{
    line(out, "documents") << 0ULL + db.get_doccount() << 0ULL + db.get_lastdocid();
    line(out, "lengths") << 0ULL + db.get_total_length() << db.get_avlength()
                         << 0ULL + db.get_doclength_lower_bound()
                         << 0ULL + db.get_doclength_upper_bound();
    line(out, "positions") << 0ULL + db.has_positions();
    for (auto key = db.metadata_keys_begin(); key != db.metadata_keys_end(); ++key)
        line(out, "metadata") << *key << db.get_metadata(*key);
}

/* The slots that any document uses, from their lists. */
std::vector<bool> dump_values(const Xapian::Database &db, FILE *out)
{
    std::vector<bool> used;
    for (auto p = db.postlist_begin(""); p != db.postlist_end(""); ++p) {
        const Xapian::Document document = db.get_document(*p);
        for (auto value = document.values_begin(); value != document.values_end(); ++value) {
            if (used.size() <= value.get_valueno()) used.resize(value.get_valueno() + 1);
            used[value.get_valueno()] = true;
            line(out, "value of") << 0ULL + *p << 0ULL + value.get_valueno() << *value;
        }
    }
    for (unsigned slot = 0; slot < used.size(); slot++) {
        if (!used[slot]) continue;
        line(out, "slot") << 0ULL + slot << 0ULL + db.get_value_freq(slot)
                          << db.get_value_lower_bound(slot) << db.get_value_upper_bound(slot);
        for (auto value = db.valuestream_begin(slot); value != db.valuestream_end(slot); ++value)
            line(out, "value") << 0ULL + slot << 0ULL + value.get_docid() << *value;
    }
    return used;
}

void dump_posting(const Xapian::PostingIterator &posting, FILE *out)
{
    line text(out, "posting");
    text << 0ULL + *posting << 0ULL + posting.get_wdf() << 0ULL + posting.get_doclength();
    for (auto at = posting.positionlist_begin(); at != posting.positionlist_end(); ++at)
        text << 0ULL + *at;
}

void dump_terms(const Xapian::Database &db, FILE *out)
{
    for (auto term = db.allterms_begin(); term != db.allterms_end(); ++term) {
        line(out, "term") << *term << 0ULL + term.get_termfreq()
                          << 0ULL + db.get_collection_freq(*term)
                          << 0ULL + db.get_wdf_upper_bound(*term);
        for (auto p = db.postlist_begin(*term); p != db.postlist_end(*term); ++p)
            dump_posting(p, out);
    }
}

void dump_documents(const Xapian::Database &db, FILE *out)
{
    for (auto p = db.postlist_begin(""); p != db.postlist_end(""); ++p) {
        const Xapian::Document document = db.get_document(*p);
        line(out, "document") << 0ULL + *p << 0ULL + db.get_doclength(*p)
                              << 0ULL + db.get_unique_terms(*p) << 0ULL + document.termlist_count()
                              << document.get_data();
        line terms(out, "terms");
        for (auto term = db.termlist_begin(*p); term != db.termlist_end(*p); ++term)
            terms << *term << 0ULL + term.get_wdf() << 0ULL + term.get_termfreq();
    }
}

} // namespace

nsearch_status xapian_dump(const char *path, FILE *out, nsearch_error *error)
{
    return guarded(error, [&] {
        const Xapian::Database db(path);
        dump_totals(db, out);
        dump_values(db, out);
        dump_terms(db, out);
        dump_documents(db, out);
    });
}

nsearch_status
xapian_each_term(const char *const *paths, size_t count, const char *prefix, size_t size,
                 bool (*take)(void *context, const char *term, size_t size, uint32_t count),
                 void *context, nsearch_error *error)
{
    return guarded(error, [&] {
        const std::string start(prefix, size);
        Xapian::Database db;
        for (size_t i = 0; i < count; i++)
            db.add_database(Xapian::Database(paths[i]));
        for (auto term = db.allterms_begin(start); term != db.allterms_end(start); ++term)
            if (!take(context, (*term).data(), (*term).size(), term.get_termfreq())) return;
    });
}

/* ---- Changing -------------------------------------------------------------------------------- */

namespace
{

/* Some words that are in the articles too, some that are not; values and data of any length. */
Xapian::Document random_document(std::mt19937 &random)
{
    Xapian::Document document;
    const unsigned words = random() % 4 ? random() % 80 : 0;
    for (unsigned i = 0, at = 1; i < words; i++, at += 1 + random() % 3)
        document.add_posting(random() % 2 ? "the" : "w" + std::to_string(random() % 300), at);
    if (random() % 4) document.add_boolean_term("Qnew" + std::to_string(random() % 100000));
    for (const unsigned slot : {0U, 1U, 3U, 200U})
        if (random() % 2) document.add_value(slot, std::to_string(random() % 1000000));
    std::string data;
    for (unsigned size = random() % 5 ? random() % 2000 : random() % 30000; data.size() < size;)
        data += random() % 3 ? "again and again " : std::to_string(random());
    document.set_data(data);
    return document;
}

std::vector<Xapian::docid> docids_of(const Xapian::Database &db)
{
    return {db.postlist_begin(""), db.postlist_end("")};
}

void change_once(Xapian::WritableDatabase &db, std::mt19937 &random)
{
    std::vector<Xapian::docid> docids = docids_of(db);
    for (unsigned i = 0; i < 30 && !docids.empty(); i++) {
        const size_t chosen = random() % docids.size();
        const Xapian::docid docid = docids[chosen];
        switch (random() % 4) {
        case 0: db.add_document(random_document(random)); break;
        case 1:
            db.delete_document(docid);
            docids.erase(docids.begin() + static_cast<std::ptrdiff_t>(chosen));
            break;
        case 2: db.replace_document(docid, random_document(random)); break;
        default: { /* a small change of what is there */
            Xapian::Document document = db.get_document(docid);
            document.add_posting("changed", 1 + random() % 500);
            db.replace_document(docid, document);
        }
        }
    }
    db.set_metadata("changed", std::to_string(random() % 1000));
    db.commit();
}

} // namespace

nsearch_status xapian_change(const char *path, unsigned seed, unsigned rounds, nsearch_error *error)
{
    return guarded(error, [&] {
        std::mt19937 random(seed);
        Xapian::WritableDatabase db(path, Xapian::DB_OPEN);
        for (unsigned i = 0; i < rounds; i++)
            change_once(db, random);
    });
}

nsearch_status xapian_stamp(const char *path, uint64_t first, nsearch_error *error)
{
    return guarded(error, [&] {
        Xapian::WritableDatabase db(path, Xapian::DB_OPEN);
        for (const Xapian::docid docid : docids_of(db)) {
            char digits[STAMP_SERIAL_DIGITS + 1];
            stamp_write(first + docid, STAMP_SERIAL_DIGITS, digits);
            Xapian::Document document = db.get_document(docid);
            document.add_boolean_term(std::string(PREFIX_SERIAL) + digits);
            db.replace_document(docid, document);
        }
        db.commit();
    });
}

nsearch_status xapian_compact(const char *path, const char *to, bool single_file,
                              nsearch_error *error)
{
    return guarded(error, [&] {
        Xapian::Database(path).compact(std::string(to),
                                       single_file ? Xapian::DBCOMPACT_SINGLE_FILE : 0U);
    });
}
