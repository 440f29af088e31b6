// peer_xapian.cc - the indexer that Xapian's own documentation teaches ("Getting started", Omega's term
// prefixes), with the fields that nindex indexes: peer_xapian DATABASE ARTICLES.jsonl
#include <xapian.h>

#include <cstdio>
#include <string>

#include "tests/bench/lines.h"

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

int main(int argc, char **argv)
{
    struct lines lines;
    if (argc != 3 || !lines_open(&lines, argv[2])) return 2;
    try {
        Xapian::WritableDatabase database(argv[1], Xapian::DB_CREATE_OR_OVERWRITE);
        index_all(database, lines);
        printf("%u articles\n", database.get_doccount());
    } catch (const Xapian::Error &error) {
        fprintf(stderr, "%s\n", error.get_description().c_str());
        return 1;
    }
    lines_close(&lines);
    return 0;
}
