/* command_config.c - --config: the settings, and what says each. */
#include <stdio.h>

#include "searcher/commands.h"

static void print_setting(const char *origin, const char *key, const char *value)
{
    print_text(stdout, origin ? origin : "default");
    putchar('\t');
    print_text(stdout, key);
    fputs(" = ", stdout);
    print_text(stdout, value);
    putchar('\n');
}

int command_config(struct options *options)
{
    struct cli_config *config = &options->settings.config;
    for (size_t i = 0; i < config->file_count && !options->quiet; i++)
        cli_error(&nsearch_cli, "note: settings are looked for in %s", config->files[i]);
    for (size_t i = 0; i < config->count; i++) {
        const struct cli_setting *setting = &config->settings[i];
        if (cli_config_is_index(config, setting))
            print_setting(setting->origin, setting->key, setting->value);
    }
    for (enum cli_key key = 0; key < CLI_KEYS; key++) {
        const struct cli_setting *setting = &options->settings.chosen[key];
        const char *value = setting->value ? setting->value : cli_config_default_index(config);
        print_setting(setting->origin, setting->key, value);
    }
    return CLI_DONE;
}
