/* cli_config.c - see cli_config.h. */
#include "common/cli_config.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/buf.h"
#include "common/cli_own.h"
#include "common/error.h"
#include "common/store.h"
#include "common/utf8.h"

enum {
    FILE_SIZE_MAX = 1 << 16
};

#define INDEX_PREFIX "index."

static const struct {
    const char *name;
    const char *variable; /* that wins over the files */
    const char *fallback; /* a variable that doesn't, or NULL */
    const char *value;    /* if nothing says it */
    const char *words;    /* that the value can be, or NULL */
} keys[CLI_KEYS] = {
    [CLI_KEY_INDEX] = {"index", "$NSEARCH_INDEX", NULL, NULL, NULL},
    [CLI_KEY_COLOR] = {"color", NULL, NULL, "auto", CLI_WHEN},
    [CLI_KEY_HYPERLINK] = {"hyperlink", NULL, NULL, "auto", CLI_WHEN},
    [CLI_KEY_PAGER] = {"pager", "$NSEARCH_PAGER", "$PAGER", "less", NULL},
};

void cli_config_init(struct cli_config *config)
{
    *config = (struct cli_config){.count = 0};
    arena_init(&config->arena);
}

void cli_config_release(struct cli_config *config)
{
    arena_release(&config->arena);
    cli_config_init(config);
}

const char *cli_key_name(enum cli_key key)
{
    return keys[key].name;
}

/* Whether the key names an index. */
static bool is_index(const char *key)
{
    return !strncmp(key, INDEX_PREFIX, strlen(INDEX_PREFIX));
}

static const struct cli_setting *find(const struct cli_config *config, const char *key)
{
    for (size_t i = config->count; i--;)
        if (!strcmp(config->settings[i].key, key)) return &config->settings[i];
    return NULL;
}

/* ---- Lines ------------------------------------------------------------------------------------- */

/* Cuts white space off both ends. */
static char *trim(char *text)
{
    text += strspn(text, " \t\r");
    size_t size = strlen(text);
    while (size && strchr(" \t\r", text[size - 1]))
        size--;
    text[size] = '\0';
    return text;
}

static bool has_control(const char *text)
{
    uint32_t code;
    const size_t size = strlen(text);
    for (size_t at = 0; at < size; at += utf8_next(text, size, at, &code))
        if (utf8_next(text, size, at, &code) && utf8_is_control(code)) return true;
    return false;
}

/* What is wrong with a path, or NULL. It must mean the same wherever one is. */
static const char *wrong_path(const char *path)
{
    const char *home = getenv("HOME");
    if (*path == '/') return NULL;
    if (strncmp(path, "~/", 2) != 0) return "a directory must begin with / or ~/";
    return home && *home ? NULL : "~/ needs $HOME, which isn't set";
}

/* Whether the value is the directory of an index; of the default, it may also be a name. */
static bool wants_path(const char *key)
{
    return is_index(key) || !strcmp(key, keys[CLI_KEY_INDEX].name);
}

/* What is wrong with a setting, or NULL. */
static const char *wrong_setting(const char *key, const char *value)
{
    if (is_index(key)) {
        const char *name = key + strlen(INDEX_PREFIX);
        if (!*name || strpbrk(name, "/ \t")) return "an index's name has no slash or space in it";
        return wrong_path(value);
    }
    for (size_t i = 0; i < CLI_KEYS; i++) {
        if (strcmp(keys[i].name, key) != 0) continue;
        if (i == CLI_KEY_INDEX) return strchr(value, '/') ? wrong_path(value) : NULL;
        if (!keys[i].words || cli_word(keys[i].words, value) >= 0) return NULL;
        return "must be auto, always or never";
    }
    return "no such setting: there are index, index.NAME, color, hyperlink and pager";
}

/* The value, ~/ being the home; NULL if out of memory. */
static const char *expand(struct arena *arena, const char *key, const char *value)
{
    struct buf path;
    if (!wants_path(key) || *value != '~') return arena_copy(arena, value, strlen(value));
    buf_init(&path);
    buf_addf(&path, "%s%s", getenv("HOME"), value + 1);
    const char *copy = path.failed ? NULL : arena_copy(arena, path.data, path.size);
    buf_release(&path);
    return copy;
}

static nsearch_status add_setting(struct cli_config *config, const char *key, const char *value,
                                  const char *origin, nsearch_error *error)
{
    struct arena *arena = &config->arena;
    struct cli_setting *settings = arena_grow(arena, config->settings, config->count,
                                              &config->capacity, sizeof *settings);
    if (!settings) return error_memory(error);
    config->settings = settings;
    settings += config->count;
    settings->key = arena_copy(arena, key, strlen(key));
    settings->value = expand(arena, key, value);
    settings->origin = arena_copy(arena, origin, strlen(origin));
    if (!settings->key || !settings->value || !settings->origin) return error_memory(error);
    config->count++;
    return NSEARCH_OK;
}

/* A line of a file; `first` is the number of settings that earlier files have. */
static nsearch_status read_line(struct cli_config *config, char *line, const char *origin,
                                size_t first, nsearch_error *error)
{
    line = trim(line);
    if (!*line || *line == '#') return NSEARCH_OK;
    char *value = strchr(line, '=');
    if (!value) return error_set(error, NSEARCH_INVALID, "%s: must be KEY = VALUE", origin);
    *value++ = '\0';
    line = trim(line);
    value = trim(value);
    const char *wrong = has_control(value) ? "has a control character" : wrong_setting(line, value);
    if (wrong) return error_set(error, NSEARCH_INVALID, "%s: %s: %s", origin, line, wrong);
    const struct cli_setting *before = find(config, line);
    if (before && before >= config->settings + first)
        return error_set(error, NSEARCH_INVALID, "%s: %s: set a second time", origin, line);
    return add_setting(config, line, value, origin, error);
}

/* ---- Files ------------------------------------------------------------------------------------- */

static nsearch_status read_lines(struct cli_config *config, char *text, const char *path,
                                 nsearch_error *error)
{
    nsearch_status status = NSEARCH_OK;
    const size_t first = config->count;
    struct buf origin;
    buf_init(&origin);
    for (size_t number = 1; text && !status; number++) {
        char *end = strchr(text, '\n');
        if (end) *end = '\0';
        buf_reset(&origin);
        buf_addf(&origin, "%s:%zu", path, number);
        status = buf_status(&origin, error);
        if (!status) status = read_line(config, text, origin.data, first, error);
        text = end ? end + 1 : NULL;
    }
    buf_release(&origin);
    return status;
}

/* Notes that the file was looked for, and reads it if it is there. */
static nsearch_status read_file(struct cli_config *config, const char *path, nsearch_error *error)
{
    char *text;
    const char **files = arena_grow(&config->arena, config->files, config->file_count,
                                    &config->file_capacity, sizeof *files);
    if (!files) return error_memory(error);
    config->files = files;
    files[config->file_count] = arena_copy(&config->arena, path, strlen(path));
    if (!files[config->file_count]) return error_memory(error);
    config->file_count++;
    if (access(path, F_OK)) return NSEARCH_OK;
    nsearch_status status = cli_read(path, FILE_SIZE_MAX, &text, error);
    if (!status) status = read_lines(config, text, path, error);
    free(text);
    return status;
}

static nsearch_status read_folder(struct cli_config *config, const char *folder, size_t size,
                                  const char *file, nsearch_error *error)
{
    struct buf path;
    buf_init(&path);
    buf_add(&path, folder, size);
    buf_add_text(&path, file);
    nsearch_status status = buf_status(&path, error);
    if (!status) status = read_file(config, path.data, error);
    buf_release(&path);
    return status;
}

/* The machine's, the first folder of the list being read last, for it wins. */
static nsearch_status read_machine(struct cli_config *config, nsearch_error *error)
{
    nsearch_status status = NSEARCH_OK;
    const char *folders = getenv("XDG_CONFIG_DIRS");
    if (!folders || !*folders) folders = "/etc/xdg";
    for (size_t end = strlen(folders); end && !status;) {
        size_t start = end;
        while (start && folders[start - 1] != ':')
            start--;
        if (folders[start] == '/')
            status = read_folder(config, folders + start, end - start, "/nsearch/config", error);
        end = start ? start - 1 : 0;
    }
    return status;
}

static nsearch_status read_own(struct cli_config *config, nsearch_error *error)
{
    const char *folder = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
    if (folder && *folder == '/')
        return read_folder(config, folder, strlen(folder), "/nsearch/config", error);
    if (!home || *home != '/') return NSEARCH_OK;
    return read_folder(config, home, strlen(home), "/.config/nsearch/config", error);
}

/* That the default index is one that there is. */
static nsearch_status check_index(const struct cli_config *config, nsearch_error *error)
{
    const struct cli_setting *index = find(config, keys[CLI_KEY_INDEX].name);
    if (!index || strchr(index->value, '/') ||
        cli_config_index(config, index->value) != index->value)
        return NSEARCH_OK;
    return error_set(error, NSEARCH_INVALID, "%s: index: there is no index.%s", index->origin,
                     index->value);
}

nsearch_status cli_config_read(struct cli_config *config, nsearch_error *error)
{
    nsearch_status status = read_machine(config, error);
    if (!status) status = read_own(config, error);
    if (!status) status = check_index(config, error);
    return status;
}

/* ---- Values ------------------------------------------------------------------------------------ */

/* What the variable says, if it isn't NULL and is set; an empty one only where that says something. */
static bool from_variable(enum cli_key key, const char *variable, struct cli_setting *setting)
{
    const char *value = variable ? getenv(variable + 1) : NULL;
    if (!value || (!*value && key != CLI_KEY_PAGER)) return false;
    setting->value = value;
    setting->origin = variable;
    return true;
}

struct cli_setting cli_config_choose(const struct cli_config *config, enum cli_key key,
                                     const char *given)
{
    struct cli_setting setting = {keys[key].name, given, "command line"};
    if (given || from_variable(key, keys[key].variable, &setting)) return setting;
    const struct cli_setting *own = find(config, keys[key].name);
    if (own) return *own;
    if (from_variable(key, keys[key].fallback, &setting)) return setting;
    setting.value = keys[key].value;
    setting.origin = NULL;
    return setting;
}

const char *cli_config_default_index(struct cli_config *config)
{
    struct buf path;
    buf_init(&path);
    const bool known = !store_path(NULL, &path, NULL);
    const char *copy = known ? arena_copy(&config->arena, path.data, path.size) : NULL;
    buf_release(&path);
    return copy ? copy : "";
}

bool cli_config_names_index(const char *given)
{
    if (!given) given = getenv(keys[CLI_KEY_INDEX].variable + 1);
    return !given || !strchr(given, '/');
}

bool cli_config_is_index(const struct cli_config *config, const struct cli_setting *setting)
{
    return is_index(setting->key) && find(config, setting->key) == setting;
}

const char *cli_config_index(const struct cli_config *config, const char *name)
{
    for (size_t i = config->count; i--;) {
        const struct cli_setting *setting = &config->settings[i];
        if (!is_index(setting->key)) continue;
        if (!strcmp(setting->key + strlen(INDEX_PREFIX), name)) return setting->value;
    }
    return name;
}

const char *cli_config_meant(const struct cli_config *config, const char *name)
{
    if (!name || strchr(name, '/') || cli_config_index(config, name) != name) return NULL;
    struct cli_meant meant = cli_meant_by(name);
    for (size_t i = 0; i < config->count; i++)
        if (is_index(config->settings[i].key))
            cli_meant_see(&meant, config->settings[i].key + strlen(INDEX_PREFIX));
    return meant.name;
}
