/* update_settings.c - how an update is to be made: as the index was, unless it is made anew. */
#include <string.h>

#include "common/analysis.h"
#include "common/error.h"
#include "common/stemmer_prints.h"
#include "indexer/update_own.h"

static nsearch_status refuse(const char *what, const char *index, nsearch_error *error)
{
    return error_set(
        error, NSEARCH_INVALID,
        "the index was made %s: only --full can change that for all its articles (%.100s)", what,
        index);
}

/* Takes what the index has where nothing else is asked for. */
static nsearch_status follow_index(struct update *update, const struct catalog_traits *traits,
                                   nsearch_error *error)
{
    const struct update_request *request = update->request;
    struct segment_options *options = &update->options;
    char language[ANALYSIS_LANGUAGE_MAX]; /* which may be there by another of its names */
    const nsearch_status status = stemmer_language(traits->language, language, error);
    if (status) return status;
    if (request->language && strcmp(update->language, language) != 0)
        return refuse("for another language", request->index, error);
    if (request->format && strcmp(request->format, traits->format) != 0)
        return refuse("with another --format or none", request->index, error);
    if (request->map && strcmp(options->map ? options->map : "", traits->map) != 0)
        return refuse("with another --map or none", request->index, error);
    if (request->keep_boilerplate && strcmp(traits->boilerplate, BOILERPLATE_OFF) != 0)
        return refuse("without --no-boilerplate-filter", request->index, error);
    if (request->text == UPDATE_TEXT_IN_FILES && traits->keeps_text)
        return refuse("without --no-text", request->index, error);
    if (request->text == UPDATE_TEXT_STORED && !traits->keeps_text)
        return refuse("with --no-text", request->index, error);
    options->language = traits->language;
    options->stems = *traits->stems ? traits->stems : NULL;
    options->format = *traits->format ? traits->format : NULL;
    options->map = *traits->map ? traits->map : NULL;
    options->keep_text = traits->keeps_text;
    return NSEARCH_OK;
}

nsearch_status update_settle(struct update *update, nsearch_error *error)
{
    const struct update_request *request = update->request;
    struct segment_options *options = &update->options;
    *options = (struct segment_options){.language = update->language,
                                        .format = request->format,
                                        .keep_text = request->text != UPDATE_TEXT_IN_FILES,
                                        .jobs = request->jobs,
                                        .memory = request->memory,
                                        .run_directory = request->run_directory,
                                        .stop = request->stop};
    if (request->map) field_map_write(request->map, &update->map_text);
    nsearch_status status = buf_status(&update->map_text, error);
    if (status) return status;
    if (request->map) options->map = update->map_text.data;
    status = stemmer_language(request->language ? request->language : "english", update->language,
                              error);
    if (!status && !update->catalog) status = stemmer_prints(&update->stems, error);
    options->stems = update->stems.data;
    if (!status && update->catalog)
        status = follow_index(update, catalog_traits(update->catalog), error);
    const char *boilerplate = update->catalog ? catalog_traits(update->catalog)->boilerplate
                              : request->keep_boilerplate ? BOILERPLATE_OFF
                                                          : "";
    if (!status) status = boilerplate_create(boilerplate, false, &update->boilerplate, error);
    if (!status && options->map) status = field_map_add(&update->map, options->map, error);
    if (status || !options->format) return status;
    update->reader = reader_of_name(options->format);
    if (update->reader) return NSEARCH_OK;
    return error_set(error, NSEARCH_INVALID, "no such format: %.40s", options->format);
}
