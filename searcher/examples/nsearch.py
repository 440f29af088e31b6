"""nsearch.py - searches an archive that nindex has made: libnsearch from Python, through ctypes, nothing to build.

    with nsearch.Searcher("/srv/news/index") as archive:
        for hit in archive.search('"liaison office" kaesong', limit=10, since="2020"):
            print(hit.date, hit.title, hit.passage("*", "*"))
        print(archive.facets("kaesong", "year", sort=nsearch.OLDEST))  # [("2020", 17), ...]
        print(*archive.article("md-2020-0616-01", "title", "body"))

What goes wrong is a nsearch.Error, with a message for people. The options are the members of nsearch_request in
<nsearch.h>, which says what each is. A searcher is for one thread. NSEARCH_LIBRARY names another libnsearch.so.
"""
import ctypes as c
import os, weakref

ALL, ANY, PHRASE, RELEVANCE, OLDEST, NEWEST = 0, 1, 2, 0, 1, 2  # the first three for match, the others for sort
FIELDS = "id title date source author section place url lang path indexed tag"

def _struct(*members):
    fields = [(member, kind) for kind, names in zip(members[::2], members[1::2]) for member in names.split()]
    return type("Struct", (c.Structure,), {"_fields_": fields})

_Error = _struct(c.c_int, "status", c.c_size_t, "query_offset query_size", c.c_char * 256, "message")
_Request = _struct(c.c_char_p, "query", c.c_int, "match sort", c.c_size_t, "offset limit",
                   c.c_char_p, "since until", c.c_int, "approximate expand", c.c_char_p, "recent new_since")
_Hit = _struct(c.c_size_t, "rank", c.c_double, "score", c.c_int, "phrase", c.c_char_p, FIELDS)
_Span = _struct(c.c_size_t, "offset size")
_Passage = _struct(c.c_char_p, "text", c.c_size_t, "size", c.POINTER(_Span), "marks", c.c_size_t, "mark_count")
_Facet = _struct(c.c_char_p, "value", c.c_uint64, "count")

_lib = c.CDLL(os.environ.get("NSEARCH_LIBRARY", "libnsearch.so.1"))
for _name, _result in dict(hits_count=c.c_size_t, hits_total=c.c_uint64, hits_at=c.POINTER(_Hit), hits_token=c.c_char_p,
                           facets_count=c.c_size_t, facets_at=c.POINTER(_Facet), article_field=c.c_char_p).items():
    getattr(_lib, "nsearch_" + _name).restype = _result

class Error(Exception):
    """str() is the message, .status the nsearch_status."""

def _call(name, *arguments, out=c.c_void_p):
    result, error = out(), _Error()
    if getattr(_lib, "nsearch_" + name)(*arguments, c.byref(result), c.byref(error)):
        failure = Error(error.message.decode())
        failure.status = error.status
        raise failure
    return result

def _request(**options):
    assert all(hasattr(_Request, name) for name in options), "there is no such option"
    raw = {name: value.encode(errors="surrogateescape") for name, value in options.items() if isinstance(value, str)}
    return c.byref(_Request(**{**options, **raw}))

class Hit:
    """An article found: .rank, .score, .phrase, and its fields: .id, .title, ..."""
    def __init__(self, hits, index):
        row = _lib.nsearch_hits_at(hits.handle, c.c_size_t(index)).contents
        self._place, self.rank, self.score, self.phrase = (hits, index), row.rank, row.score, bool(row.phrase)
        vars(self).update((name, getattr(row, name).decode()) for name in FIELDS.split())
    def passage(self, before="", after="", size=300):
        """The best of its text, with before and after around what matched."""
        place = self._place[0].handle, c.c_size_t(self._place[1])
        found = _call("hits_passage", *place, c.c_size_t(size), out=c.POINTER(_Passage)).contents
        text, marks = found.text, [found.marks[at] for at in range(found.mark_count)]
        for begin, end in reversed([(mark.offset, mark.offset + mark.size) for mark in marks]):
            text = text[:begin] + before.encode() + text[begin:end] + after.encode() + text[end:]
        return text.decode()

class Hits(list):
    """A page of hits; .total articles match in all; .token is for a later search's new_since."""
    def __init__(self, handle):
        self.handle, self.free = handle, weakref.finalize(self, _lib.nsearch_hits_free, handle)
        self.total, self.token = _lib.nsearch_hits_total(handle), _lib.nsearch_hits_token(handle).decode()
        super().__init__(Hit(self, index) for index in range(_lib.nsearch_hits_count(handle)))

class Searcher:
    def __init__(self, index=""):
        self.handle = _call("searcher_open", os.fsencode(index))
        self.close = weakref.finalize(self, _lib.nsearch_searcher_free, self.handle)
    __enter__ = lambda self: self
    __exit__ = lambda self, *_: self.close()
    def _ask(self, name, *arguments):
        if not self.close.alive:
            raise ValueError("the searcher is closed")
        return _call(name, self.handle, *arguments)
    def search(self, query, limit=10, **options):
        return Hits(self._ask("search", _request(query=query, limit=limit, **options)))
    def facets(self, query, field, limit=2**32, **options):
        """The values of a field, each with the number of articles that match and have it."""
        handle = self._ask("facets_find", _request(query=query, limit=limit, **options), field.encode())
        rows = (_lib.nsearch_facets_at(handle, c.c_size_t(at))[0] for at in range(_lib.nsearch_facets_count(handle)))
        values = [(row.value.decode(), row.count) for row in rows]
        _lib.nsearch_facets_free(handle)
        return values
    def article(self, article, *fields):
        """These fields of an article, by its id: "title", "body", ...; those of nsearch_article_field()."""
        handle = self._ask("article_read", article.encode())
        values = [_lib.nsearch_article_field(handle, name.encode()) for name in fields]
        _lib.nsearch_article_free(handle)
        return [value and value.decode() for value in values]
