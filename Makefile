# nsearch - a full-text search engine for news archives
#
#   make             build build/nindex, build/nsearch and the library
#   make demo        install what is missing, build, index corpus/ and search it
#   make check       install what is missing, build, run every test
#   make install     to $(DESTDIR)$(PREFIX), /usr/local by default
#   make deb         the Debian packages, in build/deb; lintian looks at them
#   make check-deb   these, installed and tried in a fresh Debian made by debootstrap; as root
#   make lint        warnings as errors with gcc and clang, clang-format, cppcheck, shellcheck
#   make soak        make check with far more random and crash tests: a day
#   make valgrind    the unit and command-line tests under valgrind
#   make bench       measurements against peers: indexing, then searching
#   make bench-search  the second half alone
#   make bench-cold  whole processes, from their start to their end
#   make bench-operators  query time of each operator
#   make bench-batch  what a query of --batch takes beside the search
#   make bench-nights  a year of nightly runs
#   make bench-ranking  how good the order of hits is, on judged sets
#   make bench-extraction  how well files of each format are understood
#   make fuzz        coverage-guided fuzzing with clang, SECONDS=60 a target
#   make clean       remove build/
#
#   make check SANITIZE=address,undefined   the same tests with gcc's sanitizers
#   make V=1                               with the commands
#   make WITH_XML=0 WITH_ARCHIVE=0 WITH_MARKDOWN=0 WITH_JSON=0   without libxml2, libarchive, md4c and libyaml
#                                          or json-c, and the formats that need them
#   CC, CXX, CPPFLAGS, CFLAGS, CXXFLAGS, LDFLAGS, PREFIX, DESTDIR, and BINDIR, LIBDIR, INCLUDEDIR, DATADIR,
#   MANDIR, DOCDIR, UNITDIR (systemd's) and ZSHDIR (zsh's functions) mean what they usually do.

PREFIX   ?= /usr/local
CFLAGS   ?= -O2 -g
CXXFLAGS ?= -O2 -g
VERSION  := 1.0.0
SOVERSION := 1

# Without one of these, the formats that need it can't be read, and nindex says so: make WITH_XML=0
WITH_XML     ?= 1
WITH_ARCHIVE ?= 1
WITH_MARKDOWN ?= 1
WITH_JSON    ?= 1

# Each kind of build has a tree of its own, so objects never mix.
empty :=
space := $(empty) $(empty)
comma := ,
left_out := $(if $(filter 0,$(WITH_XML)),-xml)$(if $(filter 0,$(WITH_ARCHIVE)),-archive)$(if $(filter 0,$(WITH_MARKDOWN)),-markdown)$(if $(filter 0,$(WITH_JSON)),-json)
B     := build$(if $(SANITIZE),/$(subst $(comma),-,$(SANITIZE)))$(if $(left_out),/without$(left_out))$(if $(VARIANT),/$(VARIANT))

# What libnsearch itself needs; libstemmer says nothing to pkg-config.
LIB_LIBS  := libutf8proc
STEMMER   := -lstemmer -lm

# pkg-config is asked once, and only when a recipe runs: it may not be installed before `setup`.
LIBS      := xapian-core zlib $(LIB_LIBS) \
             $(if $(filter 1,$(WITH_XML)),libxml-2.0) $(if $(filter 1,$(WITH_ARCHIVE)),libarchive) \
             $(if $(filter 1,$(WITH_MARKDOWN)),md4c yaml-0.1) $(if $(filter 1,$(WITH_JSON)),json-c)
WITH       = -DWITH_XML=$(WITH_XML) -DWITH_ARCHIVE=$(WITH_ARCHIVE) -DWITH_MARKDOWN=$(WITH_MARKDOWN) -DWITH_JSON=$(WITH_JSON)
pkg        = $(shell pkg-config $(1) $(LIBS))
PKG_CFLAGS = $(eval PKG_CFLAGS := $(call pkg,--cflags))$(PKG_CFLAGS)
PKG_LIBS   = $(eval PKG_LIBS := $(call pkg,--libs) $(STEMMER))$(PKG_LIBS)

WARNINGS   := -Wall -Wextra -Wpedantic -Wshadow -Wvla -Wpointer-arith -Wwrite-strings -Wundef
C_WARNINGS := $(WARNINGS) -Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition
SAN        := $(if $(SANITIZE),-fsanitize=$(SANITIZE) -fno-sanitize-recover=all -fno-omit-frame-pointer)
COMMON      = -I. -D_GNU_SOURCE -D_FILE_OFFSET_BITS=64 -fPIC -fvisibility=hidden -MMD -MP -pthread $(WITH) $(SAN) $(PKG_CFLAGS) $(CPPFLAGS)
ALL_CFLAGS   = -std=c11 $(C_WARNINGS) $(COMMON) $(CFLAGS)
ALL_CXXFLAGS = -std=c++17 $(WARNINGS) $(COMMON) $(CXXFLAGS)
ALL_LDFLAGS  = -pthread -Wl,--as-needed $(SAN) $(LDFLAGS)

# ---- Sources, found by folder: adding a file changes nothing here ----------------------------------

object = $(patsubst %,$(B)/%.o,$(basename $(1)))

readers_src := $(wildcard common/readers/*.c)
# Those of the files $(1) that need a library which is left out.
without      = $(if $(filter 0,$(WITH_XML)),$(shell grep -lE '<libxml/|"common/readers/(xml|html)[a-z_]*\.h"' $(1))) \
               $(if $(filter 0,$(WITH_ARCHIVE)),$(shell grep -l '<archive\.h>' $(1))) \
               $(if $(filter 0,$(WITH_MARKDOWN)),$(shell grep -lE '<(md4c|yaml)\.h>|"common/readers/front_matter\.h"' $(1))) \
               $(if $(filter 0,$(WITH_JSON)),$(shell grep -lE '<json-c/|"common/readers/(json_[a-z]*|html_meta_ld)\.h"|"tests/unit/(searching|updating_news)\.h"' $(1)))
with         = $(filter-out $(call without,$(1)),$(1))
cli_src     := $(wildcard common/cli*.c)
stem_src    := common/snowball.c
core_src    := $(filter-out $(cli_src) $(stem_src),$(wildcard common/*.c))
xap_src     := $(wildcard common/xap*.cc)
common_src  := $(core_src) $(stem_src) $(xap_src) $(call with,$(readers_src))
print_src   := $(wildcard searcher/print*.c)
batch_src   := $(call with,$(wildcard searcher/batch_*.c))
program_src := $(addprefix searcher/,nsearch.c options.c options_check.c settings.c terminal.c failure.c) $(wildcard searcher/command_*.c) $(batch_src)
load_src    := $(wildcard searcher/load*.c)
search_src  := $(filter-out $(load_src) $(program_src) $(print_src) searcher/batch_%,$(wildcard searcher/*.c))
lib_src     := $(core_src) $(search_src) $(load_src)
indexer_src := $(filter-out indexer/nindex.c,$(wildcard indexer/*.c))
# Tests whose file is left out; markup_plain.c stands in for markup.c.
no_reader   := $(filter-out common/readers/markup.c,$(call without,$(readers_src)))
unit_src    := $(filter-out $(patsubst common/readers/%,tests/unit/test_%,$(no_reader)),$(call with,$(wildcard tests/unit/test_*.c)))
support_src := $(filter-out $(wildcard tests/unit/test_*.c),$(wildcard tests/unit/*.c)) $(wildcard tests/unit/*.cc)
bench_src   := tests/bench/merge.c tests/bench/bury.c tests/bench/search.c tests/bench/timed.c \
               tests/bench/operators.c tests/bench/topics.c tests/bench/articles.c tests/bench/batch.c
fuzz_src    := $(filter-out $(patsubst common/readers/reader_%,tests/fuzz/fuzz_%,$(no_reader)),$(call with,$(wildcard tests/fuzz/fuzz_*.c)))
helper_src  := $(wildcard tests/cli/*.c)
no_tests    := $(filter-out $(unit_src) $(fuzz_src),$(wildcard tests/unit/test_*.c tests/fuzz/fuzz_*.c))

lib_obj  := $(call object,$(lib_src))
core_obj := $(call object,$(core_src))
test_obj := $(call object,$(common_src) $(search_src) $(print_src) $(batch_src) $(indexer_src) $(cli_src) $(support_src))
programs := $(B)/nindex $(B)/nsearch
completions := $(foreach name,nindex nsearch,$(addprefix $(B)/completion/,$(name) _$(name) $(name).fish))
modules  := $(patsubst %,$(B)/nsearch-%.so,stemmers xapian readers)
units    := $(patsubst tests/unit/%.c,$(B)/unit/%,$(unit_src))
fuzzers  := $(patsubst tests/fuzz/%.c,$(B)/fuzz/%,$(fuzz_src))
bench_search := $(B)/bench/search $(B)/bench/bury
helpers  := $(patsubst tests/cli/%.c,$(B)/cli/%,$(helper_src))
objects  := $(sort $(test_obj) $(call object,$(load_src) $(wildcard common/modules/*.c) indexer/nindex.c $(program_src) $(unit_src) $(fuzz_src) $(helper_src) tests/fuzz/replay.c $(bench_src) tests/shim/faults.c))

all: $(programs) $(completions) $(B)/libnsearch.a $(B)/libnsearch.so

# What is being made, a line each; V=1 shows the commands.
say = $(if $(V),,@printf '  %-5s %s\n' $(1) $@;)

# ---- Building --------------------------------------------------------------------------------------

$(B)/%.o: %.c
	@mkdir -p $(@D)
	$(call say,CC)$(CC) $(ALL_CFLAGS) -c -o $@ $<

$(B)/%.o: %.cc
	@mkdir -p $(@D)
	$(call say,CXX)$(CXX) $(ALL_CXXFLAGS) -c -o $@ $<

$(B)/libnsearch.a: $(lib_obj)
	$(call say,AR)rm -f $@ && $(AR) rcs $@ $^

# With that of common/ that it needs.
$(B)/libnsearch.so: $(call object,$(search_src) $(load_src)) $(B)/core.a
	$(call say,LINK)$(CC) $(ALL_LDFLAGS) -shared -Wl,-soname,libnsearch.so.$(SOVERSION) -o $@ $^ $(PKG_LIBS)

# Where the modules are, if not near to what asks for them.
$(B)/searcher/load.o: WITH += -DMODULE_DIR='"$(MODULEDIR)"' -DMULTIARCH='"$(shell $(CC) -print-multiarch 2>/dev/null)"'

# What is loaded when a search needs it: nothing but its one symbol shows, and of common/ it has its own.
$(B)/core.a: $(core_obj)
	$(call say,AR)rm -f $@ && $(AR) rcs $@ $^

MODULE_FLAGS = $(ALL_LDFLAGS) -shared -Wl,-Bsymbolic -Wl,--exclude-libs,ALL

$(B)/nsearch-stemmers.so: $(call object,common/modules/stemmers.c $(stem_src)) $(B)/core.a
	$(call say,LINK)$(CC) $(MODULE_FLAGS) -o $@ $^ $(PKG_LIBS)

$(B)/nsearch-xapian.so: $(call object,common/modules/xapian.c $(xap_src)) $(B)/core.a
	$(call say,LINK)$(CXX) $(MODULE_FLAGS) -o $@ $^ $(PKG_LIBS)

$(B)/nsearch-readers.so: $(call object,common/modules/readers.c $(call with,$(readers_src))) $(B)/core.a
	$(call say,LINK)$(CC) $(MODULE_FLAGS) -o $@ $^ $(PKG_LIBS)

$(B)/tests.a: $(test_obj)
	$(call say,AR)rm -f $@ && $(AR) rcs $@ $^

$(B)/nsearch: $(call object,$(program_src) $(print_src) $(cli_src)) $(B)/libnsearch.a
	$(call say,LINK)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(PKG_LIBS)

# Neither finds anything without them.
$(B)/nsearch $(B)/libnsearch.so: | $(modules)

# Linked by the C++ compiler because of xap*.cc, as are the tests.
$(B)/nindex: $(call object,indexer/nindex.c $(indexer_src) $(common_src) $(cli_src))
	$(call say,LINK)$(CXX) $(ALL_LDFLAGS) -o $@ $^ $(PKG_LIBS)

$(B)/unit/%: $(B)/tests/unit/%.o $(B)/tests.a
	@mkdir -p $(@D)
	$(call say,LINK)$(CXX) $(ALL_LDFLAGS) -o $@ $^ $(PKG_LIBS) -lcmocka

# In which allocations can be made to fail.
wrapped := malloc calloc realloc strdup fopen
$(B)/unit/test_memory: ALL_LDFLAGS += $(addprefix -Wl$(comma)--wrap=,$(wrapped))

# Each fuzz target is also a program that replays its inputs and tries random changes of them.
$(B)/fuzz/%: $(B)/tests/fuzz/%.o $(B)/tests/fuzz/replay.o $(B)/tests.a
	@mkdir -p $(@D)
	$(call say,LINK)$(CXX) $(ALL_LDFLAGS) -o $@ $^ $(PKG_LIBS)

# What the command-line tests run beside the two programs.
$(B)/cli/%: $(B)/tests/cli/%.o $(B)/tests.a
	@mkdir -p $(@D)
	$(call say,LINK)$(CXX) $(ALL_LDFLAGS) -o $@ $^ $(PKG_LIBS)

# Preloaded into nindex by tests/cli/faults.t; the sanitizers' own interceptors don't bear it.
shim := $(if $(SANITIZE),,$(B)/faults.so)
$(B)/faults.so: $(B)/tests/shim/faults.o
	$(CC) $(ALL_LDFLAGS) -shared -o $@ $^

.SECONDARY: $(objects)
-include $(objects:.o=.d)

# What shells complete the command lines with: the programs write it, out of their tables of options.
$(B)/completion/%: $(B)/%
	@mkdir -p $(@D)
	@$< --completion bash >$@
$(B)/completion/_%: $(B)/%
	@mkdir -p $(@D)
	@$< --completion zsh >$@
$(B)/completion/%.fish: $(B)/%
	@mkdir -p $(@D)
	@$< --completion fish >$@

# ---- Setting up ------------------------------------------------------------------------------------

# package:what it is for. Only demo, check and deb install anything, and say so first.
packing := $(filter deb check-deb soak,$(MAKECMDGOALS))
needs := gcc:compiling_C g++:compiling_the_one_C++_file pkg-config:finding_the_libraries \
  libxapian-dev:the_index_and_its_search_engine zlib1g-dev:reading_gzip \
  $(if $(filter 1,$(WITH_XML)),libxml2-dev:reading_XML_and_HTML) $(if $(filter 1,$(WITH_ARCHIVE)),libarchive-dev:reading_tar_and_zip) \
  $(if $(filter 1,$(WITH_MARKDOWN)),libmd4c-dev:reading_Markdown libyaml-dev:reading_its_front_matter) $(if $(filter 1,$(WITH_JSON)),libjson-c-dev:reading_JSON) \
  libstemmer-dev:stems_of_words libutf8proc-dev:Unicode_letters \
  libcmocka-dev:unit_tests perl:running_the_tests \
  $(if $(packing),debhelper:building_packages lintian:looking_at_them git:what_belongs_to_them debootstrap:a_fresh_Debian)

setup:
	@missing=; for need in $(needs); do package=$${need%%:*}; \
	    dpkg-query -W -f '$${Status}' $$package 2>/dev/null | grep -q 'ok installed' && continue; \
	    [ "$$missing" ] || echo "These Debian packages are needed and will be installed:"; \
	    printf '  %-18s %s\n' $$package "$$(echo "$${need#*:}" | tr _ ' ')"; missing="$$missing $$package"; \
	done; [ -z "$$missing" ] && exit 0; \
	command -v apt-get >/dev/null || { echo "No apt-get here: install their like by hand." >&2; exit 1; }; \
	run=; [ "$$(id -u)" = 0 ] || run=sudo; \
	$$run apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$run apt-get install -y -qq --no-install-recommends $$missing >/dev/null

# The goals that set up first: everything built waits for it.
ifneq ($(filter demo check soak,$(MAKECMDGOALS)),)
$(objects): | setup
endif

# ---- Goals -----------------------------------------------------------------------------------------

DEMO = $(B)/demo-index

# Articles in formats that are left out are rejected, which is code 3.
demo: $(programs)
	@echo '$$ nindex -v -i $(DEMO) corpus/articles'; rm -rf $(DEMO); $(B)/nindex -v -i $(DEMO) corpus/articles $(if $(left_out),|| [ $$? = 3 ])
	@echo; echo '$$ nsearch -i $(DEMO) -n 5 "liaison office"'; $(B)/nsearch -i $(DEMO) -n 5 "liaison office"
	@echo; echo '$$ nindex --try corpus/formats/html/lighthouse-sold.html'; $(B)/nindex --try corpus/formats/html/lighthouse-sold.html || :

check: setup $(programs) $(B)/libnsearch.a $(B)/libnsearch.so $(units) $(fuzzers) $(helpers) $(shim) $(bench_search)
	@B=$(B) LEFT_OUT="$(no_tests:tests/%.c=%)" sh tests/run

# The tests that are random, and those that take a sample, do much more with SOAK=1; the parser and the readers are
# fuzzed for an hour each, or FUZZ_HOUR seconds.
soak: export SOAK := 1
soak: check check-deb

valgrind: $(programs) $(units) $(helpers) $(shim) $(bench_search)
	@B=$(B) LEFT_OUT="$(no_tests:tests/%.c=%)" VALGRIND=1 sh tests/run

lint:
	@sh tests/lint

# Only compiles: what lint needs.
objects: $(objects)

$(B)/bench/%: $(B)/tests/bench/%.o $(B)/tests.a
	@mkdir -p $(@D)
	$(call say,LINK)$(CXX) $(ALL_LDFLAGS) -o $@ $^ $(PKG_LIBS)

# An index is built anew by each round; the last is searched.
bench: $(programs) $(B)/bench/merge $(bench_search)
	@B=$(B) sh tests/bench/run

bench-search: $(programs) $(bench_search)
	@B=$(B) sh tests/bench/search

$(B)/bench/search: $(B)/tests/bench/timed.o

bench-cold: $(programs)
	@B=$(B) perl tests/bench/cold

bench-operators: $(programs) $(B)/bench/operators
	@B=$(B) sh tests/bench/operators

bench-batch: $(programs) $(B)/bench/batch
	@B=$(B) sh tests/bench/batch

bench-nights: $(programs) $(B)/cli/ask
	@B=$(B) perl tests/bench/nights

bench-ranking: $(programs) $(B)/bench/topics
	@B=$(B) perl tests/bench/ranking

bench-extraction: $(B)/bench/articles
	@B=$(B) perl tests/bench/extraction

SECONDS ?= 60
fuzz:
	@sh tests/fuzz/run $(SECONDS)

# ---- Installing ------------------------------------------------------------------------------------

BINDIR     ?= $(PREFIX)/bin
LIBDIR     ?= $(PREFIX)/lib
INCLUDEDIR ?= $(PREFIX)/include
DATADIR    ?= $(PREFIX)/share
MANDIR     ?= $(DATADIR)/man
DOCDIR     ?= $(DATADIR)/doc/nsearch
UNITDIR    ?= $(PREFIX)/lib/systemd/system
ZSHDIR     ?= $(DATADIR)/zsh/site-functions
MODULEDIR   = $(LIBDIR)/nsearch

# into MODE,FOLDER,FILES: what goes where. Both install and uninstall go through this list.
into       = $(addsuffix :$(1):$(2),$(3))
manuals    = $(wildcard $(addsuffix /*.$(1),common indexer searcher))
examples  := $(wildcard searcher/examples/*)
installed := $(call into,755,$(BINDIR),$(programs)) \
  $(call into,644,$(LIBDIR),$(B)/libnsearch.a) \
  $(call into,644,$(MODULEDIR),$(modules)) \
  $(call into,644,$(LIBDIR)/pkgconfig,$(B)/nsearch.pc) \
  $(call into,644,$(INCLUDEDIR),common/nsearch.h) \
  $(foreach section,1 3 7,$(call into,644,$(MANDIR)/man$(section),$(call manuals,$(section)))) \
  $(call into,644,$(DATADIR)/nsearch,$(wildcard searcher/*.schema.json)) \
  $(call into,644,$(DATADIR)/bash-completion/completions,$(filter-out %.fish $(B)/completion/_%,$(completions))) \
  $(call into,644,$(ZSHDIR),$(filter $(B)/completion/_%,$(completions))) \
  $(call into,644,$(DATADIR)/fish/vendor_completions.d,$(filter %.fish,$(completions))) \
  $(call into,755,$(DOCDIR)/examples,$(filter-out %.py,$(examples))) \
  $(call into,644,$(DOCDIR)/examples,$(filter %.py,$(examples))) \
  $(call into,644,$(UNITDIR),$(B)/nindex.service indexer/nindex.timer)
library   := $(LIBDIR)/libnsearch.so

# Each word of it, taken apart into $$1 the file, $$2 the mode and $$3 the folder.
each = @set -e; for word in $(installed); do IFS=:; set -- $$word; unset IFS; $(1); done

# What has folders written into it: they may be others than last time.
$(B)/nsearch.pc: common/nsearch.pc.in
$(B)/nindex.service: indexer/nindex.service.in
$(B)/nsearch.pc $(B)/nindex.service: always
	@mkdir -p $(@D)
	@sed -e 's|@PREFIX@|$(PREFIX)|; s|@VERSION@|$(VERSION)|; s|@LIBS@|$(LIB_LIBS)|; s|@BINDIR@|$(BINDIR)|' \
	    -e 's|@LIBDIR@|$(call under_prefix,$(LIBDIR))|; s|@INCLUDEDIR@|$(call under_prefix,$(INCLUDEDIR))|' \
	    $(filter %.in,$^) >$@
under_prefix = $(patsubst $(PREFIX)/%,$${prefix}/%,$(1))

install: all $(B)/nsearch.pc $(B)/nindex.service
	$(call each,echo "  $(DESTDIR)$$3/$${1##*/}"; install -D -m $$2 "$$1" "$(DESTDIR)$$3/$${1##*/}")
	install -m 755 $(B)/libnsearch.so $(DESTDIR)$(library).$(VERSION)
	ln -sf libnsearch.so.$(VERSION) $(DESTDIR)$(library).$(SOVERSION)
	ln -sf libnsearch.so.$(SOVERSION) $(DESTDIR)$(library)
	@# Where the linker keeps a list, it is told; without the right to, it is somebody's own PREFIX.
	@[ '$(DESTDIR)' ] || PATH="$$PATH:/sbin" ldconfig 2>/dev/null || :

uninstall:
	$(call each,rm -f "$(DESTDIR)$$3/$${1##*/}")
	rm -f $(foreach name,$(library) $(library).$(SOVERSION) $(library).$(VERSION),$(DESTDIR)$(name))
	@rmdir $(DESTDIR)$(DOCDIR)/examples $(DESTDIR)$(DOCDIR) $(DESTDIR)$(DATADIR)/nsearch $(DESTDIR)$(MODULEDIR) 2>/dev/null || :

# The packaging is in .debian, which is called debian in the tree that is packed: what git knows of, as it is now.
# The tests are make check's: they aren't run once more.
deb := build/deb/nsearch-$(VERSION)
deb: setup
	@rm -rf build/deb && mkdir -p $(deb)
	@git ls-files -z | tar -c --null -T - --transform 's|^\.debian|debian|' --mode=u+w,go=rX | tar -xC $(deb)
	@cd $(deb) && env -u MAKEFLAGS -u MFLAGS DEB_BUILD_OPTIONS="nocheck $$DEB_BUILD_OPTIONS" \
	    dpkg-buildpackage -us -uc $(if $(V),,>../log 2>&1 || { tail -n 40 ../log; exit 1; })
	@lintian --fail-on error,warning build/deb/*.changes
	@ls build/deb/*.deb

check-deb: deb
	@sh tests/deb

clean:
	rm -rf build

help:
	@sed -n '/^#/!q; s/^# \{0,1\}//p' Makefile

.PHONY: all setup objects demo check soak valgrind lint bench bench-search bench-cold bench-operators bench-batch bench-nights bench-ranking bench-extraction fuzz install uninstall deb check-deb always clean help
