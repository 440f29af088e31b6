/* test_sha1.c - common/sha1.c, with the examples of FIPS 180 and of RFC 3174. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/sha1.h"

static void assert_hash(const char *head, const char *text, size_t size, const char *want)
{
    uint8_t hash[SHA1_SIZE];
    char hex[2 * SHA1_SIZE + 1];
    sha1(head, strlen(head), text, size, hash);
    for (size_t i = 0; i < SHA1_SIZE; i++)
        snprintf(hex + 2 * i, 3, "%02x", hash[i]);
    assert_string_equal(hex, want);
}

static void test_the_examples_of_the_standard(void **state)
{
    (void)state;
    static const char two[] = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
    assert_hash("", "", 0, "da39a3ee5e6b4b0d3255bfef95601890afd80709");
    assert_hash("", "abc", 3, "a9993e364706816aba3e25717850c26c9cd0d89d");
    assert_hash("ab", "c", 1, "a9993e364706816aba3e25717850c26c9cd0d89d");
    assert_hash("", two, strlen(two), "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
    assert_hash(two, "", 0, "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
}

static void test_a_million_letters(void **state)
{
    (void)state;
    const size_t size = 1000000;
    char *text = malloc(size);
    memset(text, 'a', size);
    assert_hash("", text, size, "34aa973cd4c4daa4f61eeb2bdbad27316534016f");
    free(text);
}

/* What ends just before, at and behind the place of the length, as Python's hashlib has it. */
static void test_the_ends_of_blocks(void **state)
{
    (void)state;
    char text[120];
    memset(text, 'x', sizeof text);
    assert_hash("", text, 55, "cef734ba81a024479e09eb5a75b6ddae62e6abf1");
    assert_hash("", text, 56, "901305367c259952f4e7af8323f480d59f81335b");
    assert_hash("", text, 63, "0ddc4e0cccd9a12850deb5abb0853a4425559fec");
    assert_hash("", text, 64, "bb2fa3ee7afb9f54c6dfb5d021f14b1ffe40c163");
    assert_hash("", text, 119, "4300320394f7ee239bcdce7d3b8bcee173a0cd5c");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_examples_of_the_standard),
        cmocka_unit_test(test_a_million_letters),
        cmocka_unit_test(test_the_ends_of_blocks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
