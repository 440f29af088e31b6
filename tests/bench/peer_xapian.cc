// peer_xapian.cc - the indexer and searcher that Xapian's own documentation teaches ("Getting started",
// Omega's term prefixes), with the fields that nindex indexes.
//     peer_xapian index DATABASE ARTICLES.jsonl | search DATABASE
// Queries, in the language of Xapian's QueryParser, are asked by the batches of timed.h: `top` lets the
// engine estimate how many match, as it does by default; `exact` makes it look at all of them.
#include <xapian.h>

#include <cstdio>
#include <string>

#include "tests/bench/lines.h"
#include "tests/bench/timed.h"

using std::string;

static string text(struct lines &lines, const char *key)
{
    size_t size;
    const char *data = lines_text(&lines, key, &size);
    return string(data, size);
}

static const struct {
    const char *key, *prefix;
} word_fields[] = {{"author", "A"}, {"source", "XN"}, {"section", "XC"}};

// Title and body as words to search, the title and the other fields with their prefixes too.
static void index_words(Xapian::TermGenerator &words, struct lines &lines)
{
    words.set_termpos(0);
    words.index_text(text(lines, "title"), 1, "S");
    for (const auto &field : word_fields) {
        words.increase_termpos();
        words.index_text(text(lines, field.key), 1, field.prefix);
    }
    words.set_termpos(0);
    words.index_text(text(lines, "title"));
    words.increase_termpos();
    words.index_text(text(lines, "body"));
}

static void add_date(Xapian::Document &document, struct lines &lines)
{
    char day[9];
    lines_day(&lines, day);
    const string date = day;
    if (date.empty()) return;
    document.add_value(0, date);
    document.add_boolean_term("D" + date);
    document.add_boolean_term("M" + date.substr(0, 6));
    document.add_boolean_term("Y" + date.substr(0, 4));
}

static string stored(struct lines &lines)
{
    string data;
    for (const char *key : {"id", "title", "date", "source", "author", "section"})
        data += string(key) + "=" + text(lines, key) + "\n";
    return data + "\n" + text(lines, "body");
}

static void index_all(Xapian::WritableDatabase &database, struct lines &lines)
{
    Xapian::TermGenerator words;
    words.set_stemmer(Xapian::Stem("en"));
    while (lines_next(&lines)) {
        Xapian::Document document;
        words.set_document(document);
        index_words(words, lines);
        add_date(document, lines);
        document.set_data(stored(lines));
        const string id = "Q" + text(lines, "id");
        document.add_boolean_term(id);
        database.replace_document(id, document);
    }
    database.commit();
}

static int index(const char *path, const char *articles)
{
    struct lines lines;
    if (!lines_open(&lines, articles)) return 2;
    Xapian::WritableDatabase database(path, Xapian::DB_CREATE_OR_OVERWRITE);
    index_all(database, lines);
    printf("%u articles\n", database.get_doccount());
    lines_close(&lines);
    return 0;
}

struct searcher {
    Xapian::Database database;
    Xapian::QueryParser parser;
};

static Xapian::Query parse(searcher &searcher, const timed_query &query)
{
    using Xapian::Query;
    using Xapian::QueryParser;
    const Query words = searcher.parser.parse_query(query.text, QueryParser::FLAG_DEFAULT |
                                                                    QueryParser::FLAG_WILDCARD);
    if (!*query.first) return words;
    return Query(Query::OP_FILTER, words, Query(Query::OP_VALUE_RANGE, 0, query.first, query.last));
}

static struct timed_result answer(void *context, const char *how, const struct timed_query *query)
{
    auto &searcher = *static_cast<struct searcher *>(context);
    struct timed_result result = {};
    Xapian::Enquire enquire(searcher.database);
    enquire.set_query(parse(searcher, *query));
    const bool exact = string(how) == "exact";
    const Xapian::MSet hits = enquire.get_mset(0, 10, exact ? searcher.database.get_doccount() : 0);
    for (auto hit = hits.begin(); hit != hits.end(); ++hit) {
        const string data = hit.get_document().get_data();
        const size_t title = data.find("\ntitle=") + 7;
        timed_title(&result, data.data() + title, data.find('\n', title) - title);
    }
    result.found = hits.get_matches_estimated();
    return result;
}

static int search(const char *path)
{
    searcher searcher = {Xapian::Database(path), {}};
    searcher.parser.set_stemmer(Xapian::Stem("en"));
    searcher.parser.set_database(searcher.database);
    return timed_serve(answer, &searcher);
}

int main(int argc, char **argv)
{
    const string verb = argc > 1 ? argv[1] : "";
    try {
        if (verb == "index" && argc == 4) return index(argv[2], argv[3]);
        if (verb == "search" && argc == 3) return search(argv[2]);
    } catch (const Xapian::Error &error) {
        fprintf(stderr, "%s\n", error.get_description().c_str());
        return 1;
    }
    return 2;
}
