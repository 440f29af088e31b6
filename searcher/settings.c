/* settings.c - see settings.h. */
#include "searcher/settings.h"

#include <unistd.h>

void settings_init(struct settings *settings)
{
    *settings = (struct settings){.no_config = false};
    cli_config_init(&settings->config);
}

void settings_release(struct settings *settings)
{
    cli_config_release(&settings->config);
}

nsearch_status settings_choose(struct settings *settings, bool all, nsearch_error *error)
{
    const struct cli_config none = {.count = 0};
    const bool shown = all || isatty(STDOUT_FILENO);
    const bool needed = shown || cli_config_names_index(settings->given[CLI_KEY_INDEX]);
    nsearch_status status = NSEARCH_OK;
    if (needed && !settings->no_config) status = cli_config_read(&settings->config, error);
    for (enum cli_key key = 0; key < CLI_KEYS; key++) {
        const bool counts = shown || key == CLI_KEY_INDEX;
        settings->chosen[key] = cli_config_choose(counts ? &settings->config : &none, key,
                                                  settings->given[key]);
    }
    return status;
}

const char *settings_index(const struct settings *settings)
{
    const char *index = settings->chosen[CLI_KEY_INDEX].value;
    return index ? cli_config_index(&settings->config, index) : NULL;
}

const char *settings_meant(const struct settings *settings)
{
    return cli_config_meant(&settings->config, settings->chosen[CLI_KEY_INDEX].value);
}
