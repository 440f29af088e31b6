/* merge_map.c - docids, from old to new; see merge_own.h. */
#include <stdlib.h>

#include "indexer/merge_own.h"

static bool grow(struct docid_map *map, size_t page)
{
    size_t count = 2 * map->page_count > page ? 2 * map->page_count : page + 1;
    uint32_t **pages = realloc(map->pages, count * sizeof *pages);
    if (!pages) return false;
    for (size_t i = map->page_count; i < count; i++)
        pages[i] = NULL;
    map->pages = pages;
    map->page_count = count;
    return true;
}

bool docid_map_put(struct docid_map *map, uint32_t docid, uint32_t to)
{
    const size_t page = docid >> MAP_PAGE_BITS;
    if (page >= map->page_count && !grow(map, page)) return false;
    if (!map->pages[page]) map->pages[page] = calloc(MAP_PAGE_DOCIDS, sizeof **map->pages);
    if (!map->pages[page]) return false;
    map->pages[page][docid & (MAP_PAGE_DOCIDS - 1)] = to;
    return true;
}

void docid_map_release(struct docid_map *map)
{
    for (size_t i = 0; i < map->page_count; i++)
        free(map->pages[i]);
    free(map->pages);
    *map = (struct docid_map){0};
}
