/* update_names.c - lists of names, each once. */
#include <stdlib.h>
#include <string.h>

#include "common/error.h"
#include "indexer/update_own.h"

void name_list_release(struct name_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        free(list->names[i].name);
    free(list->names);
    numbers_release(&list->numbers);
    *list = (struct name_list){0};
}

/* There is room for the next one; it doubles at each power of two. */
static nsearch_status make_room(struct name_list *list, nsearch_error *error)
{
    if (list->count & (list->count - 1)) return NSEARCH_OK;
    const size_t capacity = list->count ? list->count * 2 : 1;
    struct named *grown = realloc(list->names, capacity * sizeof *grown);
    if (!grown) return error_memory(error);
    list->names = grown;
    return NSEARCH_OK;
}

nsearch_status name_list_add(struct name_list *list, const char *name, size_t *index,
                             nsearch_error *error)
{
    uint64_t known;
    if (numbers_get(&list->numbers, name_hash(list->seed, name), &known)) {
        if (index) *index = known;
        return NSEARCH_OK;
    }
    nsearch_status status = make_room(list, error);
    if (status) return status;
    char *copy = strdup(name);
    if (!copy) return error_memory(error);
    if (index) *index = list->count;
    list->names[list->count] = (struct named){.name = copy};
    return numbers_set(&list->numbers, name_hash(list->seed, name), list->count++, error);
}

static int by_name(const void *a, const void *b)
{
    return path_compare(((const struct named *)a)->name, ((const struct named *)b)->name);
}

void name_list_sort(struct name_list *list)
{
    if (list->count) qsort(list->names, list->count, sizeof *list->names, by_name);
}
