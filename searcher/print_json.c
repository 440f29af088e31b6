/* print_json.c - see print_json.h; and the format json: all hits as one document, written as they come. */
#include "searcher/print_json.h"

void print_object_begin(struct buf *object, const char *type)
{
    buf_init(object);
    members_begin(object);
    members_text(object, "type", type);
}

void print_object_put(FILE *out, struct buf *object, const char *end)
{
    members_end(object);
    fwrite(object->data, 1, object->size, out);
    fputs(end, out);
    buf_release(object);
}

/* ---- Items --------------------------------------------------------------------------------------- */

void print_document_begin(struct buf *head)
{
    buf_init(head);
    members_begin(head);
    members_number(head, "version", PRINT_FORMAT_VERSION);
}

struct print_items print_lines_begin(FILE *out)
{
    return (struct print_items){.out = out, .lines = true};
}

struct print_items print_array_begin(FILE *out, struct buf *head, const char *array)
{
    members_array(head, array);
    fwrite(head->data, 1, head->size, out);
    buf_release(head);
    return (struct print_items){.out = out};
}

struct buf *print_items_add(struct print_items *items, const char *type)
{
    print_object_begin(&items->item, type);
    return &items->item;
}

void print_items_put(struct print_items *items)
{
    if (!items->lines) fputs(items->some ? ",\n" : "\n", items->out);
    print_object_put(items->out, &items->item, items->lines ? "\n" : "");
    items->some = true;
}

void print_items_end(struct print_items *items)
{
    if (!items->lines) fputs(items->some ? "\n]}\n" : "]}\n", items->out);
}

/* ---- The format json ----------------------------------------------------------------------------- */

void print_json_begin(struct print *print)
{
    struct buf head;
    print_document_begin(&head);
    print_members_summary(&head, print);
    print->failed |= head.failed;
    print_array_begin(print->out, &head, "hits");
}

void print_json_hit(struct print *print, const struct print_record *record)
{
    struct buf object;
    buf_init(&object);
    fputs(record->hit->rank > print->offset + 1 ? ",\n" : "\n", print->out);
    members_begin(&object);
    print_members_fields(&object, &print->style->fields, record);
    print->failed |= object.failed;
    print_object_put(print->out, &object, "");
}

void print_json_end(struct print *print)
{
    fputs(nsearch_hits_count(print->hits) ? "\n]}\n" : "]}\n", print->out);
}
